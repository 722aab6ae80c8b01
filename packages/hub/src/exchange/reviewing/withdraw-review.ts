import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { withdrawReview as contract } from './reviewing.contract.ts';
import { viewOfReview } from './reviewing.view.ts';

/** Takes back what the caller shared before it left. */
export const withdrawReview: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const done = await handle.review.withdraw(community.id, params.review);
  return isRefusal(done) ? refusedBy(done) : viewOfReview(done);
};
