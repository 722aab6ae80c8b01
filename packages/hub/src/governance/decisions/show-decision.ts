import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showDecision as contract } from './decisions.contract.ts';
import { viewOfDecision } from './decisions.view.ts';

/** One decision. */
export const showDecision: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const found = await context.handle.decisions.decision(community.id, params.decision);
  return found === undefined ? hidden() : viewOfDecision(context, community.id, found);
};
