import { authorize, hidden, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { openSubjectRequest as contract } from './subjects.contract.ts';
import { viewOfRequests } from './subjects.view.ts';

/** Enters what a person asks. */
export const openSubjectRequest: Operation<typeof contract> = async (context, { params, body }) => {
  const { subjects } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const { kind, sought, received_at: receivedAt } = body;
  const made = await subjects.open(community.id, {
    kind,
    sought,
    ...(receivedAt === undefined ? {} : { receivedAt: Date.parse(receivedAt) }),
  });
  if (isRefusal(made)) return refusedBy(made);
  const [view] = await viewOfRequests(context, community.id, [made]);
  return view ?? hidden();
};
