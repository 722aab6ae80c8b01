import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showVoters as contract } from './ballots.contract.ts';
import { viewOfVoters } from './ballots.view.ts';

/** Who votes for the caller's organization. */
export const showVoters: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const found = await handle.ballots.voters(community.id);
  return found === undefined ? hidden() : viewOfVoters(found);
};
