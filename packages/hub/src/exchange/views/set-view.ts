import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { setView as contract } from './views.contract.ts';
import { keptView, viewOfView } from './views.view.ts';

/** Changes a view of the caller's own. */
export const setView: Operation<typeof contract> = async ({ handle }, { params, body }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const view = keptView(body);
  if (view instanceof Refused) return view;
  const changed = await handle.desk.setView(community.id, params.view, view);
  return isRefusal(changed) ? refusedBy(changed) : viewOfView(changed);
};
