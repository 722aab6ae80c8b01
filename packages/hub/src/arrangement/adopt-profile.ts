import { authorize, isRefusal, Refused, refusedBy } from '../kernel/index.ts';
import type { Operation } from '../kernel/index.ts';
import { arrangementAuthority } from './arrangement.authority.ts';
import type { adoptProfile as contract } from './arrangement.contract.ts';
import { viewOfCommunity } from './arrangement.view.ts';
import { profileOf } from './profile.ts';

/** Changes what markings mean here, from the next item on: what was published keeps its own version. */
export const adoptProfile: Operation<typeof contract> = async (context, { params, body }) => {
  const act = arrangementAuthority['adopt-profile'];
  const community = await authorize(context.handle, params.community, act);
  if (community instanceof Refused) return community;
  const changed = await context.handle.directory.setProfile(community.id, profileOf(body));
  if (isRefusal(changed)) return refusedBy(changed);
  context.events.announce({ kind: 'profile-adopted', community: community.id });
  return viewOfCommunity(context, changed);
};
