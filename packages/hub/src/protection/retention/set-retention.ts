import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { setRetention as contract } from './retention.contract.ts';
import { viewOfRetention } from './retention.view.ts';
import { wishOf } from './wish-of.ts';

/** Says how long a kind is kept. */
export const setRetention: Operation<typeof contract> = async ({ handle }, { params, body }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const { reason } = body;
  const set = await handle.retention.set(community.id, { ...wishOf(body), reason });
  return isRefusal(set) ? refusedBy(set) : viewOfRetention(set);
};
