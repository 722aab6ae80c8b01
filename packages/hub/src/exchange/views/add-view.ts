import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { addView as contract } from './views.contract.ts';
import { keptView, viewOfView } from './views.view.ts';

/** Keeps a view. With whom it may be shared is the store's to say. */
export const addView: Operation<typeof contract> = async ({ handle }, { params, body }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const view = keptView(body);
  if (view instanceof Refused) return view;
  const added = await handle.desk.addView(community.id, view);
  return isRefusal(added) ? refusedBy(added) : viewOfView(added);
};
