import type { Query } from '../engine/engine.ts';
import { readersOf } from './census.ts';
import type { NamedReader } from './census.ts';

/** Communities whose readers are kept in memory; beyond it the oldest is read anew when it is asked for. */
const KEPT_MAX = 8;

interface Kept {
  readonly epoch: number;
  /** The first instant at which one of its tokens ends. */
  readonly until: number;
  readonly readers: readonly NamedReader[];
}

/**
 * The readers of communities as of the policy epoch: whoever counts an audience while a marking is being chosen asks
 * again and again. Names may have changed since; who reads has not.
 */
export class KeptCensus {
  readonly #kept = new Map<string, Kept>();

  /** The readers in a snapshot whose epoch is given; only to be asked where nothing is being written. */
  async readers(
    query: Query,
    community: string,
    { epoch, now }: { epoch: number; now: number },
  ): Promise<readonly NamedReader[]> {
    const held = this.#kept.get(community);
    if (held?.epoch === epoch && now < held.until) return held.readers;
    const readers = await readersOf(query, community, now);
    const ends = await query.one<{ first: number | null }>(
      'SELECT min(expires_at) AS first FROM token WHERE revoked_at IS NULL AND expires_at > ?',
      [now],
    );
    this.#keep(community, { epoch, until: ends?.first ?? Infinity, readers });
    return readers;
  }

  #keep(community: string, kept: Kept): void {
    const before = this.#kept.get(community);
    if (before !== undefined && before.epoch > kept.epoch) return;
    this.#kept.delete(community);
    this.#kept.set(community, kept);
    if (this.#kept.size <= KEPT_MAX) return;
    const oldest = this.#kept.keys().next().value;
    if (oldest !== undefined) this.#kept.delete(oldest);
  }
}
