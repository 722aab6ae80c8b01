import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listOpenings as contract } from './custody.contract.ts';
import { viewOfOpening } from './custody.view.ts';

/** Openings of seals in which the caller has a part. */
export const listOpenings: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const items = await handle.custody.openings(community.id);
  return { items: items.map(viewOfOpening) };
};
