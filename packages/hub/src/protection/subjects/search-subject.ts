import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { searchSubject as contract } from './subjects.contract.ts';
import { viewOfHits } from './subjects.view.ts';

/** Looks for the values of a request in what the caller may read. */
export const searchSubject: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const hits = await context.handle.subjects.search(community.id, params.request);
  return isRefusal(hits) ? refusedBy(hits) : viewOfHits(context, community.id, hits);
};
