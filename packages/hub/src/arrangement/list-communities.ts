import type { Operation } from '../kernel/index.ts';
import type { listCommunities as contract } from './arrangement.contract.ts';
import { viewOfCommunity } from './arrangement.view.ts';

/** The communities the caller's organization belongs to. */
export const listCommunities: Operation<typeof contract> = async (context) => {
  const communities = await context.handle.directory.communities();
  return { items: communities.map((community) => viewOfCommunity(context, community)) };
};
