import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showBallot as contract } from './ballots.contract.ts';
import { viewOfBallotDetail } from './ballots.view.ts';

/** One ballot. */
export const showBallot: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const found = await context.handle.ballots.ballot(community.id, params.ballot);
  return found === undefined ? hidden() : viewOfBallotDetail(context, community.id, found);
};
