import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { directoryAuthority } from './directory.authority.ts';
import type { removePerson as contract } from './directory.contract.ts';

/** Takes a person out of the community; they stop reading at once. Anybody may go by themselves. */
export const removePerson: Operation<typeof contract> = async (context, { params }) => {
  const isSelf = params.person === context.principal.id;
  const act = isSelf ? undefined : directoryAuthority['remove-person'];
  const community = await authorize(context.handle, params.community, act);
  if (community instanceof Refused) return community;
  const done = await context.handle.directory.removePerson(community.id, params.person);
  if (isRefusal(done)) return refusedBy(done);
  const { person } = params;
  context.events.announce({ kind: 'person-removed', community: community.id, subject: person });
  return undefined;
};
