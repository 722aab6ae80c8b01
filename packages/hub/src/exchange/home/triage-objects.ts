import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { triageObjects as contract } from './home.contract.ts';

/** Marks objects as done for the caller, or open again; what they may not see is passed over. */
export const triageObjects: Operation<typeof contract> = async ({ handle }, { params, body }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const done = await handle.desk.triage(community.id, body.ids, body.state);
  return isRefusal(done) ? refusedBy(done) : undefined;
};
