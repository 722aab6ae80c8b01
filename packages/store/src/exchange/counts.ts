import type { Query } from '../engine/engine.ts';

/** How long the sums that choose a path are used. They choose only how, never what, is read. Milliseconds. */
const FRESH_MS = 2000;

/** Live rows of a community by label. */
export interface CommunityCounts {
  readonly byLabel: ReadonlyMap<number, number>;
  readonly total: number;
}

/** Sums of live rows, kept for a moment, by which a reading chooses between walk and merge. */
export class Counts {
  readonly #held = new Map<number, { at: number; counts: CommunityCounts }>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The sums of one community. */
  async of(query: Query, community: number): Promise<CommunityCounts> {
    const held = this.#held.get(community);
    const now = this.#now();
    if (held !== undefined && now - held.at < FRESH_MS && now >= held.at) return held.counts;
    const rows = await query.all<{ label: number; n: number }>(
      'SELECT label, count(*) AS types, cast(sum(sole) AS bigint) AS n FROM label_count WHERE community = ? GROUP BY label',
      [community],
    );
    const counts: CommunityCounts = {
      byLabel: new Map(rows.map((row) => [row.label, row.n])),
      total: rows.reduce((sum, row) => sum + row.n, 0),
    };
    this.#held.set(community, { at: now, counts });
    return counts;
  }
}
