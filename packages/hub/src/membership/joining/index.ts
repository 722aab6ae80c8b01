import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { actOnMyApplication } from './act-on-my-application.ts';
import { applyToJoin } from './apply-to-join.ts';
import * as contract from './joining.contract.ts';
import { listApplications } from './list-applications.ts';
import { moveApplication } from './move-application.ts';
import { sayOnApplication } from './say-on-application.ts';
import { setJoining } from './set-joining.ts';
import { showApplication } from './show-application.ts';
import { showJoining } from './show-joining.ts';
import { showJoiningPage } from './show-joining-page.ts';
import { showMyApplication } from './show-my-application.ts';
import { takeBackOnApplication } from './take-back-on-application.ts';

/** How organizations come to be members (ISO 22396 6.2.2, 6.4.3; SM-MEM). */
export const joiningOperations: readonly BoundOperation[] = [
  bind(contract.showJoiningPage, showJoiningPage),
  bind(contract.applyToJoin, applyToJoin),
  bind(contract.showMyApplication, showMyApplication),
  bind(contract.actOnMyApplication, actOnMyApplication),
  bind(contract.showJoining, showJoining),
  bind(contract.setJoining, setJoining),
  bind(contract.listApplications, listApplications),
  bind(contract.showApplication, showApplication),
  bind(contract.moveApplication, moveApplication),
  bind(contract.sayOnApplication, sayOnApplication),
  bind(contract.takeBackOnApplication, takeBackOnApplication),
];
