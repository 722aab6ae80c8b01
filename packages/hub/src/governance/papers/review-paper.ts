import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { reviewPaper as contract } from './papers.contract.ts';
import { viewOfPaperDetail } from './papers.view.ts';

/** Sets when a paper is looked at again, and says that it stands. */
export const reviewPaper: Operation<typeof contract> = async (context, { params, body }) => {
  const { papers } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const done = await papers.review(community.id, params.paper, {
    isConfirmed: body.confirmed,
    ...(body.due === undefined ? {} : { due: Date.parse(body.due) }),
  });
  return isRefusal(done) ? refusedBy(done) : viewOfPaperDetail(context, community.id, done);
};
