import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showApplication as contract } from './joining.contract.ts';
import { viewOfApplication } from './joining.view.ts';

/** One application, as the caller may know it. */
export const showApplication: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const found = await context.handle.joining.application(community.id, params.application);
  return found === undefined ? hidden() : viewOfApplication(found);
};
