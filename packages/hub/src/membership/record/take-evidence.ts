import { hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { takeEvidence as contract } from './record.contract.ts';
import { viewOfCheckpoint, viewOfEntry } from './record.view.ts';

/** The caller's organization's own entries as somebody checks them who does not believe the hub. */
export const takeEvidence: Operation<typeof contract> = async (context, { query }) => {
  const { handle, principal, cursors } = context;
  const scope = { handle, principal, filter: 'audit' };
  const before = query.cursor === undefined ? undefined : await cursors.open(scope, query.cursor);
  if (before instanceof Refused) return before;
  const found = await handle.audit.evidence({
    limit: query.limit + 1,
    ...(before === undefined ? {} : { before }),
    ...(query.from === undefined ? {} : { from: query.from }),
  });
  if (found === undefined) return hidden();
  const page = found.entries.slice(0, query.limit);
  const last = page.at(-1);
  const hasMore = found.entries.length > query.limit && last !== undefined;
  return {
    format: 'tocsin-evidence-1',
    checkpoint: viewOfCheckpoint(found.checkpoint),
    key: found.key,
    entries: page.map((entry) => ({
      ...viewOfEntry(entry),
      index: entry.index,
      actor_id: entry.actorId,
      record: entry.record,
      path: entry.path,
    })),
    ...(found.consistency === undefined ? {} : { consistency: found.consistency }),
    ...(hasMore ? { next_cursor: await cursors.seal(scope, last.index) } : {}),
  };
};
