import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { keepMarkings } from './keep-markings.ts';
import { listRechecks } from './list-rechecks.ts';
import { lowerMarking } from './lower-marking.ts';
import * as contract from './rechecks.contract.ts';
import { setRecheckDays } from './set-recheck-days.ts';

/** Whether markings still fit after some time: asked of their sources (ISO 22396 6.4.4). */
export const recheckOperations: readonly BoundOperation[] = [
  bind(contract.listRechecks, listRechecks),
  bind(contract.setRecheckDays, setRecheckDays),
  bind(contract.keepMarkings, keepMarkings),
  bind(contract.lowerMarking, lowerMarking),
];
