import { Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listAudit as contract } from './record.contract.ts';
import { viewOfEntry } from './record.view.ts';

/** The caller's organization's own entries, newest first. */
export const listAudit: Operation<typeof contract> = async (context, { query }) => {
  const { handle, principal, cursors } = context;
  const scope = { handle, principal, filter: 'audit' };
  const before = query.cursor === undefined ? undefined : await cursors.open(scope, query.cursor);
  if (before instanceof Refused) return before;
  const entries = await handle.audit.entries({
    limit: query.limit + 1,
    ...(before === undefined ? {} : { before }),
  });
  const page = entries.slice(0, query.limit);
  const last = page.at(-1);
  const items = page.map(viewOfEntry);
  if (entries.length <= query.limit || last === undefined) return { items };
  return { items, next_cursor: await cursors.seal(scope, last.index) };
};
