import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { setRecheckDays as contract } from './rechecks.contract.ts';
import { viewOfRechecks } from './rechecks.view.ts';

/** Says after how many days sources are asked. */
export const setRecheckDays: Operation<typeof contract> = async ({ handle }, { params, body }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const set = await handle.recheck.setDays(community.id, body.days);
  return isRefusal(set) ? refusedBy(set) : viewOfRechecks(set);
};
