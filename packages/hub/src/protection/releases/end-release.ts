import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { endRelease as contract } from './releases.contract.ts';
import { viewOfRelease } from './releases.view.ts';

/** The source takes back a grant. */
export const endRelease: Operation<typeof contract> = async ({ handle, events }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const ended = await handle.release.end(community.id, params.release);
  if (isRefusal(ended)) return refusedBy(ended);
  events.announce({ kind: 'object-remarked', community: community.id, subject: ended.object.id });
  return viewOfRelease(ended);
};
