import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listReviews as contract } from './reviewing.contract.ts';
import { viewOfReview } from './reviewing.view.ts';

/** What waits, and what was decided last. */
export const listReviews: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const reviews = await handle.review.reviews(community.id);
  return { items: reviews.map(viewOfReview) };
};
