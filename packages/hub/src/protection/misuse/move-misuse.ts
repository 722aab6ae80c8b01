import { authorize, hidden, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { moveMisuse as contract } from './misuse.contract.ts';
import { viewOfCases } from './misuse.view.ts';

/** Moves a case on, one step. */
export const moveMisuse: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const moved = await handle.misuse.move(community.id, params.case, {
    to: body.to,
    words: body.words,
    ...(body.contained === undefined ? {} : { contained: body.contained }),
    ...(body.until === undefined ? {} : { until: Date.parse(body.until) }),
  });
  if (isRefusal(moved)) return refusedBy(moved);
  const [view] = await viewOfCases(context, community.id, [moved]);
  return view ?? hidden();
};
