import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { moveBallot as contract } from './ballots.contract.ts';
import { viewOfBallotDetail } from './ballots.view.ts';

/** Moves a ballot on. */
export const moveBallot: Operation<typeof contract> = async (context, { params, body }) => {
  const { ballots } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const done = await ballots.move(community.id, params.ballot, {
    to: body.to,
    ...(body.until === undefined ? {} : { until: Date.parse(body.until) }),
    ...(body.choice === undefined ? {} : { choice: body.choice }),
    ...(body.words === undefined ? {} : { words: body.words }),
  });
  return isRefusal(done) ? refusedBy(done) : viewOfBallotDetail(context, community.id, done);
};
