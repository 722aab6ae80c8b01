import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { movePaper as contract } from './papers.contract.ts';
import { viewOfPaperDetail } from './papers.view.ts';

/** Moves a version on. */
export const movePaper: Operation<typeof contract> = async (context, { params, body }) => {
  const { papers } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const done = await papers.move(community.id, params.paper, {
    n: body.n,
    to: body.to,
    ...(body.until === undefined ? {} : { until: Date.parse(body.until) }),
    ...(body.words === undefined ? {} : { words: body.words }),
  });
  return isRefusal(done) ? refusedBy(done) : viewOfPaperDetail(context, community.id, done);
};
