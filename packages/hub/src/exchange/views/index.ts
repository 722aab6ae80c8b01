import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { addView } from './add-view.ts';
import { listViews } from './list-views.ts';
import { removeView } from './remove-view.ts';
import { setView } from './set-view.ts';
import { showView } from './show-view.ts';
import * as contract from './views.contract.ts';

/** Saved views: a filter and how its list is shown, kept by a person and shared if they like. */
export const viewOperations: readonly BoundOperation[] = [
  bind(contract.listViews, listViews),
  bind(contract.showView, showView),
  bind(contract.addView, addView),
  bind(contract.setView, setView),
  bind(contract.removeView, removeView),
];
