import type { Operation } from '../../kernel/index.ts';
import type { showPreferences as contract } from './preferences.contract.ts';
import { preferencesOf } from './preferences.view.ts';

/** What the caller prefers. */
export const showPreferences: Operation<typeof contract> = async ({ handle }) =>
  preferencesOf(await handle.desk.preferences());
