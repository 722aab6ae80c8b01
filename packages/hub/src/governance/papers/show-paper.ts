import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showPaper as contract } from './papers.contract.ts';
import { viewOfPaperDetail } from './papers.view.ts';

/** One paper with its versions. */
export const showPaper: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const found = await context.handle.papers.paper(community.id, params.paper);
  return found === undefined ? hidden() : viewOfPaperDetail(context, community.id, found);
};
