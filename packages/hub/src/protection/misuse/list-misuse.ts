import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listMisuse as contract } from './misuse.contract.ts';
import { viewOfCases } from './misuse.view.ts';

/** The cases the caller has a part in. */
export const listMisuse: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const cases = await context.handle.misuse.cases(community.id);
  return { items: await viewOfCases(context, community.id, cases) };
};
