import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import * as contract from './home.contract.ts';
import { listInbox } from './list-inbox.ts';
import { markVisit } from './mark-visit.ts';
import { showHome } from './show-home.ts';
import { triageObjects } from './triage-objects.ts';

export { dutiesOf } from './duties.ts';
export type { DutyView } from './duty-lines.ts';

/** What changed for a person, and what waits for them. */
export const homeOperations: readonly BoundOperation[] = [
  bind(contract.showHome, showHome),
  bind(contract.listInbox, listInbox),
  bind(contract.triageObjects, triageObjects),
  bind(contract.markVisit, markVisit),
];
