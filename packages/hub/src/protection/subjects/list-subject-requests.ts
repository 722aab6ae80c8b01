import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listSubjectRequests as contract } from './subjects.contract.ts';
import { viewOfRequests } from './subjects.view.ts';

/** What persons ask the caller's organization. */
export const listSubjectRequests: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const requests = await context.handle.subjects.requests(community.id);
  return { items: await viewOfRequests(context, community.id, requests) };
};
