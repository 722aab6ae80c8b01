import { authorize, hidden, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { askAboutSubject as contract } from './subjects.contract.ts';
import { viewOfRequests } from './subjects.view.ts';

/** Asks the other organizations. */
export const askAboutSubject: Operation<typeof contract> = async (context, { params, body }) => {
  const { subjects } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const made = await subjects.ask(community.id, params.request, body.how);
  if (isRefusal(made)) return refusedBy(made);
  const [view] = await viewOfRequests(context, community.id, [made]);
  return view ?? hidden();
};
