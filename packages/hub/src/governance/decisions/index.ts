import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import * as contract from './decisions.contract.ts';
import { listDecisions } from './list-decisions.ts';
import { recordDecision } from './record-decision.ts';
import { showDecision } from './show-decision.ts';

/** What a community decided (requirements rows 55, 169). */
export const decisionOperations: readonly BoundOperation[] = [
  bind(contract.listDecisions, listDecisions),
  bind(contract.showDecision, showDecision),
  bind(contract.recordDecision, recordDecision),
];
