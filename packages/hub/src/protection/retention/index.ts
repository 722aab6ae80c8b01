import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { endHold } from './end-hold.ts';
import { holdObject } from './hold-object.ts';
import { listHolds } from './list-holds.ts';
import { previewRetention } from './preview-retention.ts';
import * as contract from './retention.contract.ts';
import { setRetention } from './set-retention.ts';
import { showKeptFor } from './show-kept-for.ts';
import { showRemoval } from './show-removal.ts';
import { showRetention } from './show-retention.ts';

/** How long things are kept, and what is kept beyond that (ISO 22396 6.3.2; requirements row 159). */
export const retentionOperations: readonly BoundOperation[] = [
  bind(contract.showRetention, showRetention),
  bind(contract.previewRetention, previewRetention),
  bind(contract.setRetention, setRetention),
  bind(contract.listHolds, listHolds),
  bind(contract.holdObject, holdObject),
  bind(contract.endHold, endHold),
  bind(contract.showKeptFor, showKeptFor),
  bind(contract.showRemoval, showRemoval),
];
