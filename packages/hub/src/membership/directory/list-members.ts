import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listMembers as contract } from './directory.contract.ts';
import { viewOfMember } from './directory.view.ts';

/** The member organizations, as the caller sees them. */
export const listMembers: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const seen = await context.handle.directory.members(community.id);
  return { items: seen.map(viewOfMember) };
};
