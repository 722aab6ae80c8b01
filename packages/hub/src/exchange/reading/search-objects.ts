import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { searchObjects as contract } from '../exchange.contract.ts';
import { showRows } from './object-rows.ts';

/** Objects whose text holds all the words, newest first, among what the caller may see. */
export const searchObjects: Operation<typeof contract> = async (context, { params, query }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const rows = await handle.exchange.search({
    text: query.text,
    community: community.id,
    limit: query.limit,
    ...(query.type === undefined ? {} : { types: query.type }),
  });
  const shown = await showRows(context, community.id, rows);
  return { items: shown.map(({ view }) => view) };
};
