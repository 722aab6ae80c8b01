import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import * as contract from './attribution.contract.ts';
import { lookUpSource } from './look-up-source.ts';
import { showPseudonym } from './show-pseudonym.ts';

/** Sharing under a name that is not the organization's own (marking rules 2.8). */
export const attributionOperations: readonly BoundOperation[] = [
  bind(contract.showPseudonym, showPseudonym),
  bind(contract.lookUpSource, lookUpSource),
];
