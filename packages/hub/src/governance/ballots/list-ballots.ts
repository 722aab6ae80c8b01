import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listBallots as contract } from './ballots.contract.ts';
import { viewOfBallots } from './ballots.view.ts';

/** The ballots the caller may read. */
export const listBallots: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const ballots = await context.handle.ballots.ballots(community.id);
  return { items: await viewOfBallots(context, community.id, ballots) };
};
