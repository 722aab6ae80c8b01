import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { removeView as contract } from './views.contract.ts';

/** Removes a view. */
export const removeView: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const removed = await handle.desk.removeView(community.id, params.view);
  return isRefusal(removed) ? refusedBy(removed) : undefined;
};
