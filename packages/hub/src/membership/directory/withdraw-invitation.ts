import { authorize, hidden, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { directoryAuthority } from './directory.authority.ts';
import type { withdrawInvitation as contract } from './directory.contract.ts';

/** Withdraws an invitation; its link stops working. */
export const withdrawInvitation: Operation<typeof contract> = async (context, { params }) => {
  const act = directoryAuthority['withdraw-invitation'];
  const community = await authorize(context.handle, params.community, act);
  if (community instanceof Refused) return community;
  const { directory } = context.handle;
  const open = await directory.invitations(community.id);
  if (!open.some((one) => one.id === params.invitation)) return hidden();
  const done = await directory.withdrawInvitation(params.invitation);
  return isRefusal(done) ? refusedBy(done) : undefined;
};
