import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showPaperVersion as contract } from './papers.contract.ts';
import { viewOfPaperVersion } from './papers.view.ts';

/** One version with its text. */
export const showPaperVersion: Operation<typeof contract> = async (context, { params }) => {
  const { papers } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const paper = await papers.paper(community.id, params.paper);
  const of = await papers.version(community.id, params.paper, Number(params.n));
  if (paper === undefined || of === undefined) return hidden();
  return viewOfPaperVersion(context, community.id, { title: paper.title, of });
};
