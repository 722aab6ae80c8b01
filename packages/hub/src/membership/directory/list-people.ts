import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listPeople as contract } from './directory.contract.ts';
import { viewOfPerson } from './directory.view.ts';

/** The people who act for members here. */
export const listPeople: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const seen = await context.handle.directory.people(community.id);
  return { items: seen.map(viewOfPerson) };
};
