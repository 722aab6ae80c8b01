import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showReview as contract } from './reviewing.contract.ts';
import { viewOfContent, viewOfReview } from './reviewing.view.ts';

/** One share that waits, with what is in it. */
export const showReview: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const found = await handle.review.review(community.id, params.review);
  if (found === undefined) return hidden();
  const view = viewOfReview(found);
  const { content } = found;
  return content === undefined ? view : { ...view, content: await viewOfContent(content) };
};
