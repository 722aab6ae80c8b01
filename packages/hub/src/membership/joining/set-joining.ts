import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { setJoining as contract } from './joining.contract.ts';
import { joiningOf, viewOfJoining } from './joining.view.ts';

/** Says how the community takes new members. */
export const setJoining: Operation<typeof contract> = async (context, { params, body }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const done = await context.handle.joining.setSetting(community.id, joiningOf(body));
  return isRefusal(done) ? refusedBy(done) : viewOfJoining(done);
};
