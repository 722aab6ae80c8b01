import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { beginPaper } from './begin-paper.ts';
import { keepPaper } from './keep-paper.ts';
import { listPapers } from './list-papers.ts';
import { movePaper } from './move-paper.ts';
import * as contract from './papers.contract.ts';
import { reviewPaper } from './review-paper.ts';
import { sayOnPaper } from './say-on-paper.ts';
import { showPaper } from './show-paper.ts';
import { showPaperVersion } from './show-paper-version.ts';
import { takeBackOnPaper } from './take-back-on-paper.ts';
import { writePaper } from './write-paper.ts';

/** What a community writes down and agrees (requirements rows 39, 46, 85, 91, 98). */
export const paperOperations: readonly BoundOperation[] = [
  bind(contract.listPapers, listPapers),
  bind(contract.showPaper, showPaper),
  bind(contract.showPaperVersion, showPaperVersion),
  bind(contract.beginPaper, beginPaper),
  bind(contract.writePaper, writePaper),
  bind(contract.movePaper, movePaper),
  bind(contract.sayOnPaper, sayOnPaper),
  bind(contract.takeBackOnPaper, takeBackOnPaper),
  bind(contract.reviewPaper, reviewPaper),
  bind(contract.keepPaper, keepPaper),
];
