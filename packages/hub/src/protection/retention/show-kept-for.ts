import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showKeptFor as contract } from './retention.contract.ts';
import { viewOfKeptFor } from './retention.view.ts';

/** How long an object is kept. */
export const showKeptFor: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const kept = await handle.retention.of(params.id, community.id);
  return kept === undefined ? hidden() : viewOfKeptFor(kept);
};
