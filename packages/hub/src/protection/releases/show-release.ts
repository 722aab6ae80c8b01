import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showRelease as contract } from './releases.contract.ts';
import { viewOfRelease } from './releases.view.ts';

/** One request the caller has a part in. */
export const showRelease: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const found = await handle.release.request(community.id, params.release);
  return found === undefined ? hidden() : viewOfRelease(found);
};
