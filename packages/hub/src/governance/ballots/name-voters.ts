import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { nameVoters as contract } from './ballots.contract.ts';
import { viewOfVoters } from './ballots.view.ts';

/** Names who votes for the caller's organization. */
export const nameVoters: Operation<typeof contract> = async ({ handle }, { params, body }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const done = await handle.ballots.nameVoters(community.id, body.persons);
  return isRefusal(done) ? refusedBy(done) : viewOfVoters(done);
};
