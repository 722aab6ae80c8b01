import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { beginBallot as contract } from './ballots.contract.ts';
import { viewOfBallotDetail } from './ballots.view.ts';
import { draftOf } from './draft-of.ts';

/** Proposes a ballot. */
export const beginBallot: Operation<typeof contract> = async (context, { params, body }) => {
  const { ballots } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const done = await ballots.begin(community.id, {
    ...draftOf(body),
    level: body.level,
    ...(body.groups === undefined ? {} : { groups: body.groups }),
  });
  return isRefusal(done) ? refusedBy(done) : viewOfBallotDetail(context, community.id, done);
};
