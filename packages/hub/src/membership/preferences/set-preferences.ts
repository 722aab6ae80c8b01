import { isRefusal, refuse, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { setPreferences as contract } from './preferences.contract.ts';
import { faultsOf, patched, preferencesOf } from './preferences.view.ts';

/** Changes some of the caller's preferences; what would be too much together is refused, and nothing is changed. */
export const setPreferences: Operation<typeof contract> = async ({ handle }, { body }) => {
  const faults = faultsOf(patched(await handle.desk.preferences(), body));
  if (faults.length > 0) return refuse('invalid', 'Cannot keep this: see the errors', { faults });
  const changed = await handle.desk.setPreferences((kept) => patched(kept, body));
  return isRefusal(changed) ? refusedBy(changed) : preferencesOf(await handle.desk.preferences());
};
