import { writeComposition } from './batches.ts';
import { MIXED_BATCH, REMARKED, SHARED_ID, SUPERSEDED } from './rows.ts';
import { isIn, list } from '../engine/engine.ts';
import type { Insert, Transaction, Value } from '../engine/engine.ts';

/** A version about to get a position. */
export interface FeedEntry {
  readonly vid: number;
  readonly label: number;
  readonly type: number;
  /** The id has other live versions or origins here. */
  readonly isShared: boolean;
  readonly isRemark: boolean;
}

/** Where a batch came to lie. */
export interface Placed {
  readonly base: number;
  readonly firstPos: number;
  readonly lastPos: number;
  /** Positions by version. */
  readonly positions: ReadonlyMap<number, number>;
}

const FEED: Insert = {
  table: 'feed',
  columns: {
    community: 'integer',
    pos: 'bigint',
    base: 'bigint',
    rank: 'integer',
    label: 'integer',
    type: 'integer',
    vid: 'bigint',
    flags: 'integer',
  },
};

/**
 * Gives a batch its positions: the last thing a transaction takes, under the community's own counter row,
 * so that positions appear in the order they were taken and a poller loses nothing (engine.md 4.5).
 * Rows are grouped by label, which lets every reader be given dates without gaps; see {@link Batches}.
 */
export async function appendFeed(
  transaction: Transaction,
  at: { community: number; nowMicros: number },
  entries: readonly FeedEntry[],
): Promise<Placed> {
  const groups = new Map<number, FeedEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.label);
    if (group === undefined) groups.set(entry.label, [entry]);
    else group.push(entry);
  }
  const { base, lastPos } = await takeHead(transaction, at, {
    positions: entries.length,
    dates: entries.length,
  });
  const firstPos = lastPos - entries.length + 1;
  const isMixed = groups.size > 1 ? MIXED_BATCH : 0;
  const positions = new Map<number, number>();
  const rows: Value[][] = [];
  let pos = firstPos;
  for (const [label, group] of groups) {
    group.forEach((entry, rank) => {
      const flags = isMixed | (entry.isShared ? SHARED_ID : 0) | (entry.isRemark ? REMARKED : 0);
      rows.push([at.community, pos, base, rank, label, entry.type, entry.vid, flags]);
      positions.set(entry.vid, pos++);
    });
  }
  await transaction.insertMany(FEED, rows);
  await transaction.run(
    'INSERT INTO batch (community, base, first_pos, size, composition) VALUES (?, ?, ?, ?, ?)',
    [
      at.community,
      base,
      firstPos,
      entries.length,
      writeComposition([...groups].map(([label, group]) => [label, group.length])),
    ],
  );
  await addCounts(
    transaction,
    at.community,
    entries.filter((entry) => !entry.isShared).map((entry) => ({ ...entry, change: 1 })),
  );
  return { base, firstPos, lastPos, positions };
}

/** A row that leaves the live feed, and what its source did to it, when it did. */
export interface Leaving {
  readonly vid: number;
  readonly pos: number;
  readonly label: number;
  readonly type: number;
  readonly flags: number;
  readonly act?: 'retracted' | 'tightened' | 'expired';
  /** For what expired: by which rule, as JSON. */
  readonly why?: string;
}

/** Takes an instant of the feed for an act that only takes rows away, so that it has its place among the others. */
export async function takeInstant(
  transaction: Transaction,
  at: { community: number; nowMicros: number },
): Promise<number> {
  const { base } = await takeHead(transaction, at, { positions: 0, dates: 1 });
  return base;
}

/**
 * Takes rows out of the live feed; they keep their place, so that dates already given out stay true. That they went
 * is written down with the label they had, for whoever follows. Runs before their versions change.
 */
export async function supersede(
  transaction: Transaction,
  { community, base }: { community: number; base: number },
  rows: readonly Leaving[],
): Promise<void> {
  if (rows.length === 0) return;
  const { dialect } = transaction;
  const likes = Map.groupBy(rows, ({ act, why }) => JSON.stringify([act, why]));
  for (const leaving of likes.values()) {
    const [first] = leaving;
    await transaction.run(
      `INSERT INTO departure (community, base, pos, stix_id, version, version_us, origin, type, label, act, why)
       SELECT v.community, CAST(? AS BIGINT), v.pos, v.stix_id, v.version, v.version_us, v.origin, v.type, v.label, CAST(? AS TEXT), CAST(? AS TEXT)
       FROM version v WHERE ${isIn(dialect, 'v.vid', 'bigint')}`,
      [
        base,
        first?.act ?? null,
        first?.why ?? null,
        list(
          dialect,
          leaving.map((row) => row.vid),
        ),
      ],
    );
  }
  await transaction.run(
    `UPDATE feed SET flags = flags | ${String(SUPERSEDED)} WHERE community = ? AND ${isIn(dialect, 'pos', 'bigint')}`,
    [
      community,
      list(
        dialect,
        rows.map((row) => row.pos),
      ),
    ],
  );
  await addCounts(
    transaction,
    community,
    rows.filter((row) => (row.flags & SHARED_ID) === 0).map((row) => ({ ...row, change: -1 })),
  );
}

/** Marks rows whose id is no longer alone, so that reading looks at the others. */
export async function markShared(
  transaction: Transaction,
  community: number,
  rows: readonly { pos: number; label: number; type: number; flags: number }[],
): Promise<void> {
  const alone = rows.filter((row) => (row.flags & SHARED_ID) === 0);
  if (alone.length === 0) return;
  const { dialect } = transaction;
  await transaction.run(
    `UPDATE feed SET flags = flags | ${String(SHARED_ID)} WHERE community = ? AND ${isIn(dialect, 'pos', 'bigint')}`,
    [
      community,
      list(
        dialect,
        alone.map((row) => row.pos),
      ),
    ],
  );
  await addCounts(
    transaction,
    community,
    alone.map((row) => ({ ...row, change: -1 })),
  );
}

/**
 * A base is a whole millisecond, so that its digits do not count the rows of the batch before. The microsecond before
 * it belongs to no row: it is the date of what went away with the batch.
 */
async function takeHead(
  transaction: Transaction,
  at: { community: number; nowMicros: number },
  taken: { positions: number; dates: number },
): Promise<{ base: number; lastPos: number }> {
  const row = await transaction.one<{ pos: number; base: number }>(
    `INSERT INTO feed_head (community, pos, base, size) VALUES (?, ?, ?, ?)
     ON CONFLICT (community) DO UPDATE SET pos = feed_head.pos + excluded.pos, size = excluded.size,
       base = CASE WHEN feed_head.base + feed_head.size >= excluded.base
         THEN ((feed_head.base + feed_head.size + 1000) / 1000) * 1000 ELSE excluded.base END
     RETURNING pos, base`,
    [at.community, taken.positions, at.nowMicros, taken.dates],
  );
  if (row === undefined) throw new Error('The feed gave no position');
  return { base: row.base, lastPos: row.pos };
}

async function addCounts(
  transaction: Transaction,
  community: number,
  rows: readonly { label: number; type: number; change: number }[],
): Promise<void> {
  const sums = new Map<string, { label: number; type: number; change: number }>();
  for (const { label, type, change } of rows) {
    const key = `${String(label)} ${String(type)}`;
    const held = sums.get(key);
    if (held === undefined) sums.set(key, { label, type, change });
    else held.change += change;
  }
  for (const { label, type, change } of sums.values()) {
    await transaction.run(
      `INSERT INTO label_count (community, label, type, sole) VALUES (?, ?, ?, ?)
       ON CONFLICT (community, label, type) DO UPDATE SET sole = label_count.sole + excluded.sole`,
      [community, label, type, change],
    );
  }
}
