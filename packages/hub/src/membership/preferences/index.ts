import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import * as contract from './preferences.contract.ts';
import { setPreferences } from './set-preferences.ts';
import { showPreferences } from './show-preferences.ts';

export { preferencesOf } from './preferences.view.ts';

/** What a person prefers, on every device. */
export const preferenceOperations: readonly BoundOperation[] = [
  bind(contract.showPreferences, showPreferences),
  bind(contract.setPreferences, setPreferences),
];
