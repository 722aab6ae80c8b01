import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { lookForSubject as contract } from './subjects.contract.ts';
import { viewOfHits } from './subjects.view.ts';

/** Looks for the values of a question in what the caller’s organization brought. */
export const lookForSubject: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const hits = await context.handle.subjects.look(community.id, params.request);
  return isRefusal(hits) ? refusedBy(hits) : viewOfHits(context, community.id, hits);
};
