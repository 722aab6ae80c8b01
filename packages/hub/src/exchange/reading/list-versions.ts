import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listVersions as contract } from '../exchange.contract.ts';
import { showRows } from './object-rows.ts';

/** The versions of an object the caller may see, newest first, of every organization that brought it. */
export const listVersions: Operation<typeof contract> = async (context, { params }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const rows = await handle.exchange.versions(params.id, community.id);
  if (rows.length === 0) return hidden();
  const shown = await showRows(context, community.id, rows);
  return { items: shown.map(({ view }) => view) };
};
