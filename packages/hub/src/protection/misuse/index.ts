import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { listMisuse } from './list-misuse.ts';
import * as contract from './misuse.contract.ts';
import { moveMisuse } from './move-misuse.ts';
import { reportMisuse } from './report-misuse.ts';
import { showMisuse } from './show-misuse.ts';

/** What was done with something against the rules it was shared under (requirements rows 9, 93, 112). */
export const misuseOperations: readonly BoundOperation[] = [
  bind(contract.reportMisuse, reportMisuse),
  bind(contract.listMisuse, listMisuse),
  bind(contract.showMisuse, showMisuse),
  bind(contract.moveMisuse, moveMisuse),
];
