import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listHolds as contract } from './retention.contract.ts';
import { viewOfHold } from './retention.view.ts';

/** What is kept beyond its time. */
export const listHolds: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  return { items: (await handle.retention.holds(community.id)).map(viewOfHold) };
};
