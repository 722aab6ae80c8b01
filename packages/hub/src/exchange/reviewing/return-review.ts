import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { returnReview as contract } from './reviewing.contract.ts';
import { viewOfReview } from './reviewing.view.ts';

/** Gives a share back with a reason. */
export const returnReview: Operation<typeof contract> = async ({ handle }, { params, body }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const done = await handle.review.giveBack(community.id, params.review, body.words);
  return isRefusal(done) ? refusedBy(done) : viewOfReview(done);
};
