import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { directoryAuthority } from './directory.authority.ts';
import type { setMemberState as contract } from './directory.contract.ts';

/** Moves a membership to another state; what no longer reads stops at once (golden scenario 13). */
export const setMemberState: Operation<typeof contract> = async (context, { params, body }) => {
  const act = directoryAuthority['set-member-state'];
  const community = await authorize(context.handle, params.community, act);
  if (community instanceof Refused) return community;
  const { organization } = params;
  const { directory } = context.handle;
  const { state, words, until, ceiling } = body;
  const done = await directory.setMemberState(community.id, organization, {
    state,
    ...(words === undefined ? {} : { words }),
    ...(until === undefined ? {} : { until: Date.parse(until) }),
    ...(ceiling === undefined ? {} : { ceiling }),
  });
  if (isRefusal(done)) return refusedBy(done);
  const kind = 'member-state-changed';
  context.events.announce({ kind, community: community.id, subject: organization });
  return undefined;
};
