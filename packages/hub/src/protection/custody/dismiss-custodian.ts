import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { dismissCustodian as contract } from './custody.contract.ts';

/** Ends the part of a custodian. */
export const dismissCustodian: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const done = await handle.custody.dismiss(community.id, params.person);
  return isRefusal(done) ? refusedBy(done) : undefined;
};
