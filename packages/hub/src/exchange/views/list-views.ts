import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listViews as contract } from './views.contract.ts';
import { viewOfView } from './views.view.ts';

/** The caller's own views and those shared with them. */
export const listViews: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  return { items: (await handle.desk.views(community.id)).map(viewOfView) };
};
