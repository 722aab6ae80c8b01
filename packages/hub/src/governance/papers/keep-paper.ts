import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { keepPaper as contract } from './papers.contract.ts';
import { viewOfPaperDetail } from './papers.view.ts';

/** Looks after a paper from now on. */
export const keepPaper: Operation<typeof contract> = async (context, { params }) => {
  const { papers } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const done = await papers.keep(community.id, params.paper);
  return isRefusal(done) ? refusedBy(done) : viewOfPaperDetail(context, community.id, done);
};
