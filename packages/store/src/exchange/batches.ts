import type { Query } from '../engine/engine.ts';
import type { View } from '../visibility/views.ts';
import type { Micros } from '../store.ts';
import { MIXED_BATCH } from './rows.ts';
import type { VersionRow } from './rows.ts';

/** Compositions of mixed batches kept in memory. They never change. */
const COMPOSITIONS_MAX = 5000;
/** Batches kept of each community, the last asked for, and communities they are kept of. */
const RECENT_MAX = 16;
const COMMUNITIES_MAX = 500;

/** A batch: rows committed together, positions grouped by label, dated from one base. */
interface Batch {
  base: number;
  first_pos: number;
  size: number;
  composition: string;
}

/**
 * The reader's own dates. All rows of a batch share a base; a row's date is the base plus its rank among
 * the rows of the batch this reader may see, in microseconds. So dates strictly increase for every reader
 * and no gap tells of a row in between that they may not see.
 */
export class Batches {
  readonly #compositions = new Map<string, [label: number, size: number][]>();
  /** Whoever follows a feed comes back with a date of the batch they were last given. */
  readonly #recent = new Map<number, Batch[]>();

  /** The dates of rows, in the order given. */
  async dates(query: Query, view: View, rows: readonly VersionRow[]): Promise<Micros[]> {
    const dates: Micros[] = [];
    for (const row of rows) {
      if ((row.flags & MIXED_BATCH) === 0) dates.push(row.base + row.rank);
      else dates.push(row.base + row.rank + (await this.#seenBefore(query, view, row)));
    }
    return dates;
  }

  /** The last position whose date for this reader is at or before `date`; reading goes on behind it. */
  async positionUpTo(
    query: Query,
    view: View,
    at: { community: number; date: Micros },
  ): Promise<number> {
    const batch = await this.#batchAt(query, at);
    if (batch === undefined) return 0;
    let left = at.date - batch.base;
    let first = batch.first_pos;
    for (const [label, size] of readComposition(batch.composition)) {
      if (view.may(label)) {
        if (left < size) return first + left;
        left -= size;
      }
      first += size;
    }
    return batch.first_pos + batch.size - 1;
  }

  /** The last batch that began at or before a date. Its dates are its own: no later one begins among them. */
  async #batchAt(
    query: Query,
    { community, date }: { community: number; date: Micros },
  ): Promise<Batch | undefined> {
    const recent = this.#recent.get(community) ?? [];
    const known = recent.find(({ base, size }) => base <= date && date < base + size);
    if (known !== undefined) return known;
    const batch = await query.one<Batch>(
      'SELECT base, first_pos, size, composition FROM batch WHERE community = ? AND base <= ? ORDER BY base DESC LIMIT 1',
      [community, date],
    );
    // What a transaction that writes reads of itself may never be committed.
    if (batch === undefined || 'insertMany' in query) return batch;
    if (recent.length === 0 && this.#recent.size >= COMMUNITIES_MAX) this.#recent.clear();
    this.#recent.set(community, [
      batch,
      ...recent.filter(({ base }) => base !== batch.base).slice(0, RECENT_MAX - 1),
    ]);
    return batch;
  }

  async #seenBefore(query: Query, view: View, row: VersionRow): Promise<number> {
    const key = `${String(row.community)} ${String(row.base)}`;
    let composition = this.#compositions.get(key);
    if (composition === undefined) {
      const batch = await query.one<Batch>(
        'SELECT base, first_pos, size, composition FROM batch WHERE community = ? AND base = ?',
        [row.community, row.base],
      );
      composition = batch === undefined ? [] : readComposition(batch.composition);
      if (this.#compositions.size >= COMPOSITIONS_MAX) this.#compositions.clear();
      this.#compositions.set(key, composition);
    }
    return countBefore(composition, row, view);
  }
}

/** `"label size label size …"`, in the order of the positions. */
export function writeComposition(
  composition: readonly (readonly [label: number, size: number])[],
): string {
  return composition.map(([label, size]) => `${String(label)} ${String(size)}`).join(' ');
}

function readComposition(text: string): [number, number][] {
  const numbers = text.split(' ').map(Number);
  const pairs: [number, number][] = [];
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    pairs.push([numbers[index] ?? 0, numbers[index + 1] ?? 0]);
  }
  return pairs;
}

/** Rows the reader may see in the part of the batch before the row's own label: a live row keeps its label. */
function countBefore(
  composition: readonly [number, number][],
  row: VersionRow,
  view: View,
): number {
  let seen = 0;
  for (const [label, size] of composition) {
    if (label === row.label) return seen;
    if (view.may(label)) seen += size;
  }
  return seen;
}
