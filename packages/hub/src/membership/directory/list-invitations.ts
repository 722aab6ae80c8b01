import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { directoryAuthority } from './directory.authority.ts';
import type { listInvitations as contract } from './directory.contract.ts';
import { viewOfInvitation } from './directory.view.ts';

/** The invitations written here; somebody who may not invite has none to see. */
export const listInvitations: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  if (!directoryAuthority.invite.may(community.standing)) return { items: [] };
  const seen = await context.handle.directory.invitations(community.id);
  return { items: seen.map(viewOfInvitation) };
};
