import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listPapers as contract } from './papers.contract.ts';
import { viewOfPapers } from './papers.view.ts';

/** The papers the caller may read. */
export const listPapers: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const papers = await context.handle.papers.papers(community.id);
  return { items: await viewOfPapers(context, community.id, papers) };
};
