import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { judgeSource } from './judge-source.ts';
import * as contract from './judging.contract.ts';
import { showReliability } from './show-reliability.ts';

/** How reliable sources are for those who read them (marking rules 2.4). */
export const judgingOperations: readonly BoundOperation[] = [
  bind(contract.showReliability, showReliability),
  bind(contract.judgeSource, judgeSource),
];
