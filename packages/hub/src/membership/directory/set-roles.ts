import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { directoryAuthority } from './directory.authority.ts';
import type { setRoles as contract } from './directory.contract.ts';

/** Gives a person exactly these roles in the community. */
export const setRoles: Operation<typeof contract> = async (context, { params, body }) => {
  const act = directoryAuthority['set-roles'];
  const community = await authorize(context.handle, params.community, act);
  if (community instanceof Refused) return community;
  const { directory } = context.handle;
  const done = await directory.setRoles(community.id, params.person, [...new Set(body.roles)]);
  if (isRefusal(done)) return refusedBy(done);
  const { person } = params;
  context.events.announce({ kind: 'roles-changed', community: community.id, subject: person });
  return undefined;
};
