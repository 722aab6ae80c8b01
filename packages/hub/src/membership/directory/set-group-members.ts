import { authorize, hidden, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { directoryAuthority } from './directory.authority.ts';
import type { setGroupMembers as contract } from './directory.contract.ts';
import { viewOfGroup } from './directory.view.ts';

/** Gives a group exactly these members; what was shared with it is read by them alone from now on. */
export const setGroupMembers: Operation<typeof contract> = async (context, { params, body }) => {
  const act = directoryAuthority['set-group-members'];
  const community = await authorize(context.handle, params.community, act);
  if (community instanceof Refused) return community;
  const { directory } = context.handle;
  // The group is found through the community it is addressed by, never by its bare id.
  const groups = await directory.groups(community.id);
  if (!groups.some((group) => group.id === params.group)) return hidden();
  const changed = await directory.setGroupMembers(params.group, body);
  if (isRefusal(changed)) return refusedBy(changed);
  const subject = params.group;
  context.events.announce({ kind: 'group-changed', community: community.id, subject });
  return viewOfGroup(changed);
};
