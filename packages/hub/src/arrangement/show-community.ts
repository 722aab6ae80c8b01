import { authorize, Refused } from '../kernel/index.ts';
import type { Operation } from '../kernel/index.ts';
import type { showCommunity as contract } from './arrangement.contract.ts';
import { viewOfCommunity } from './arrangement.view.ts';

/** One community, by id or short name. */
export const showCommunity: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  return community instanceof Refused ? community : viewOfCommunity(context, community);
};
