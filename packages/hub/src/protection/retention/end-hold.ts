import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { endHold as contract } from './retention.contract.ts';

/** Ends a hold. */
export const endHold: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const ended = await handle.retention.endHold(params.id, community.id);
  return isRefusal(ended) ? refusedBy(ended) : undefined;
};
