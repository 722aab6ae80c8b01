import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showMisuse as contract } from './misuse.contract.ts';
import { viewOfCases } from './misuse.view.ts';

/** One case the caller has a part in. */
export const showMisuse: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const found = await context.handle.misuse.case(community.id, params.case);
  const [view] = found === undefined ? [] : await viewOfCases(context, community.id, [found]);
  return view ?? hidden();
};
