import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { directoryAuthority } from './directory.authority.ts';
import type { addGroup as contract } from './directory.contract.ts';
import { viewOfGroup } from './directory.view.ts';

/** Makes a group that markings can name. */
export const addGroup: Operation<typeof contract> = async (context, { params, body }) => {
  const act = directoryAuthority['add-group'];
  const community = await authorize(context.handle, params.community, act);
  if (community instanceof Refused) return community;
  const made = await context.handle.directory.addGroup({ community: community.id, ...body });
  if (isRefusal(made)) return refusedBy(made);
  context.events.announce({ kind: 'group-made', community: community.id, subject: made.id });
  return viewOfGroup(made);
};
