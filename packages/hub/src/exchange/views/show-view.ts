import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showView as contract } from './views.contract.ts';
import { viewOfView } from './views.view.ts';

/** One view of the caller's, or shared with them. */
export const showView: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const views = await handle.desk.views(community.id);
  const view = views.find(({ id }) => id === params.view);
  return view === undefined ? hidden() : viewOfView(view);
};
