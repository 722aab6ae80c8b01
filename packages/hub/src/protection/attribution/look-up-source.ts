import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { lookUpSource as contract } from './attribution.contract.ts';

/** Tells a chair who shared an object that is named to the desk only. The source sees who looked, and why. */
export const lookUpSource: Operation<typeof contract> = async ({ handle }, { params, body }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const source = await handle.attribution.sourceForDesk({
    id: params.id,
    community: community.id,
    reason: body.reason,
  });
  return isRefusal(source) ? refusedBy(source) : { source };
};
