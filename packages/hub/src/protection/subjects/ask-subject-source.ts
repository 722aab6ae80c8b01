import { authorize, hidden, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { askSubjectSource as contract } from './subjects.contract.ts';
import { viewOfRequests } from './subjects.view.ts';

/** Asks one source about one object. */
export const askSubjectSource: Operation<typeof contract> = async (context, { params, body }) => {
  const { subjects } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const made = await subjects.askSource(community.id, params.request, body);
  if (isRefusal(made)) return refusedBy(made);
  const [view] = await viewOfRequests(context, community.id, [made]);
  return view ?? hidden();
};
