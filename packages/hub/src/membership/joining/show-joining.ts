import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showJoining as contract } from './joining.contract.ts';
import { viewOfJoining } from './joining.view.ts';

/** How the community takes new members; for chairs. */
export const showJoining: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const setting = await context.handle.joining.setting(community.id);
  return setting === undefined ? hidden() : viewOfJoining(setting);
};
