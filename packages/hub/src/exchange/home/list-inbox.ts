import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listInbox as contract } from './home.contract.ts';
import { readInbox } from './read-inbox.ts';

/** What arrived since the caller's mark and is not done, newest first. */
export const listInbox: Operation<typeof contract> = async (context, { params, query }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const { items, since, more } = await readInbox(context, community.id, query.limit);
  return { items, since, more };
};
