import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { writeBallot as contract } from './ballots.contract.ts';
import { viewOfBallotDetail } from './ballots.view.ts';
import { draftOf } from './draft-of.ts';

/** Changes a ballot that is not open yet. */
export const writeBallot: Operation<typeof contract> = async (context, { params, body }) => {
  const { ballots } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const done = await ballots.write(community.id, params.ballot, draftOf(body));
  return isRefusal(done) ? refusedBy(done) : viewOfBallotDetail(context, community.id, done);
};
