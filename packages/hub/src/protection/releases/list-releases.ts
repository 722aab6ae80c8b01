import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listReleases as contract } from './releases.contract.ts';
import { viewOfRelease } from './releases.view.ts';

/** What the caller asked, and what is asked of those they speak for. */
export const listReleases: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  return { items: (await handle.release.requests(community.id)).map(viewOfRelease) };
};
