import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listApplications as contract } from './joining.contract.ts';
import { viewOfApplication } from './joining.view.ts';

/** Who wants to join, as the caller may know it. */
export const listApplications: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const all = await context.handle.joining.applications(community.id);
  return { items: all.map(viewOfApplication) };
};
