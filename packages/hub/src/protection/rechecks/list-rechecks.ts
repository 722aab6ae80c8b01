import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listRechecks as contract } from './rechecks.contract.ts';
import { viewOfRechecks } from './rechecks.view.ts';

/** What of the caller's organization is asked about. */
export const listRechecks: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const asked = await handle.recheck.rechecks(community.id);
  return asked === undefined ? hidden() : viewOfRechecks(asked);
};
