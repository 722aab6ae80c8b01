import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { castVote as contract } from './ballots.contract.ts';
import { viewOfBallotDetail } from './ballots.view.ts';

/** Votes for the caller's organization. */
export const castVote: Operation<typeof contract> = async (context, { params, body }) => {
  const { ballots } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const done = await ballots.vote(community.id, params.ballot, {
    choice: body.choice,
    ...(body.words === undefined ? {} : { words: body.words }),
  });
  return isRefusal(done) ? refusedBy(done) : viewOfBallotDetail(context, community.id, done);
};
