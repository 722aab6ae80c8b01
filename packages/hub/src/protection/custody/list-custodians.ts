import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listCustodians as contract } from './custody.contract.ts';
import { viewOfCustodian } from './custody.view.ts';

/** Who may open seals here. */
export const listCustodians: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const items = await handle.custody.custodians(community.id);
  return { items: items.map(viewOfCustodian) };
};
