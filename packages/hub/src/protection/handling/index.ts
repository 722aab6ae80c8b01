import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { confirmRecall } from './confirm-recall.ts';
import * as contract from './handling.contract.ts';
import { listRecalled } from './list-recalled.ts';
import { listRecalls } from './list-recalls.ts';
import { showHandling } from './show-handling.ts';

/** Who handled what is marked AMBER or RED, and how far a taking back has come (marking rules M11, M13). */
export const handlingOperations: readonly BoundOperation[] = [
  bind(contract.showHandling, showHandling),
  bind(contract.listRecalls, listRecalls),
  bind(contract.listRecalled, listRecalled),
  bind(contract.confirmRecall, confirmRecall),
];
