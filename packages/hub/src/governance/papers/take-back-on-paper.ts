import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { takeBackOnPaper as contract } from './papers.contract.ts';
import { viewOfPaperDetail } from './papers.view.ts';

/** Takes an approval or an objection back. */
export const takeBackOnPaper: Operation<typeof contract> = async (context, { params, body }) => {
  const { papers } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const done = await papers.takeBack(community.id, params.paper, body);
  return isRefusal(done) ? refusedBy(done) : viewOfPaperDetail(context, community.id, done);
};
