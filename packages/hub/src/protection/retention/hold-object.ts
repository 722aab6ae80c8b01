import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { holdObject as contract } from './retention.contract.ts';
import { viewOfHold } from './retention.view.ts';

/** Keeps an object beyond its time. */
export const holdObject: Operation<typeof contract> = async ({ handle }, { params, body }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const held = await handle.retention.hold(params.id, community.id, body.reason);
  return isRefusal(held) ? refusedBy(held) : viewOfHold(held);
};
