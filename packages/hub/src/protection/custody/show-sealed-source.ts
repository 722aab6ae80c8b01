import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showSealedSource as contract } from './custody.contract.ts';
import { viewOfSealed } from './custody.view.ts';

/** The sealed source whose ticket was brought; without one there is none. */
export const showSealedSource: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const source = await handle.custody.source();
  return source === undefined ? hidden() : viewOfSealed(source);
};
