import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { keepMarkings as contract } from './rechecks.contract.ts';

/** The markings still fit. */
export const keepMarkings: Operation<typeof contract> = async ({ handle }, { params, body }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const kept = await handle.recheck.keep(community.id, body.ids);
  return isRefusal(kept) ? refusedBy(kept) : undefined;
};
