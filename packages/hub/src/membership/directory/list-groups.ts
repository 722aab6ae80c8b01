import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listGroups as contract } from './directory.contract.ts';
import { viewOfGroup } from './directory.view.ts';

/** The groups of the community. */
export const listGroups: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const seen = await context.handle.directory.groups(community.id);
  return { items: seen.map(viewOfGroup) };
};
