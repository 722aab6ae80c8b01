import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { replyRelease as contract } from './releases.contract.ts';
import { viewOfRelease } from './releases.view.ts';

/** What the asker says to what the source asked back. */
export const replyRelease: Operation<typeof contract> = async ({ handle }, { params, body }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const replied = await handle.release.reply(community.id, params.release, body.words);
  return isRefusal(replied) ? refusedBy(replied) : viewOfRelease(replied);
};
