import { appendFeed, supersede } from './feed-writer.ts';
import { narrowedRows } from './narrowed.ts';
import { moveLabels } from './relabel.ts';
import { SHARED_ID } from './rows.ts';
import type { Transaction } from '../engine/engine.ts';
import type { Relabelling } from './relabel.ts';
import type { Writing } from './writing.ts';

/** What is at hand where rows move. */
export interface Placing extends Writing {
  readonly now: () => number;
}

/**
 * Gives live rows of one community their labels, at new positions: what follows by labels moves along, the feed tells
 * whoever gained or lost by it, and whoever has copies of what became narrower is asked about them. The labels are
 * in the book already.
 */
export async function placeAnew(
  transaction: Transaction,
  tools: Placing,
  { community, rows }: { community: string; rows: readonly Relabelling[] },
): Promise<void> {
  const { labels, words, now } = tools;
  const here = words.number(community);
  const narrowed = await narrowedRows(transaction, rows, { labels, community, now: now() });
  await moveLabels(transaction, tools, { community: here, relabel: rows });
  const placed = await appendFeed(
    transaction,
    { community: here, nowMicros: now() * 1000 },
    rows.map((row) => ({
      vid: row.vid,
      label: labels.idOf(row.to) ?? 0,
      type: row.type,
      isShared: (row.flags & SHARED_ID) !== 0,
      isRemark: true,
    })),
  );
  await supersede(
    transaction,
    { community: here, base: placed.base },
    rows.map((row) => (narrowed.has(row) ? { ...row, act: 'tightened' as const } : row)),
  );
  for (const row of rows) {
    await transaction.run('UPDATE version SET label = ?, pos = ? WHERE vid = ?', [
      labels.idOf(row.to) ?? 0,
      placed.positions.get(row.vid) ?? 0,
      row.vid,
    ]);
  }
}
