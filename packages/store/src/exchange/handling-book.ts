import type { Engine, Transaction } from '../engine/engine.ts';
import type { HandlingWay } from '../store.ts';
import type { Words } from '../visibility/words.ts';

/** How long it is kept who opened or copied something, and who took note that it was taken back. Milliseconds. */
export const HANDLING_LIFE = 400 * 86_400_000;
/** To how much a time of opening is rounded down. Milliseconds. */
const HANDLING_ROUNDED = 3_600_000;
/** How long an entry waits for others to share its commit. Milliseconds. */
const FLUSH_MS = 200;
/** Entries that force a commit at once. */
const FLUSH_ROWS = 1000;
/** Entries kept for another try when the engine refuses to write; beyond it the oldest are lost. */
const UNWRITTEN_MAX = 100_000;
/** Readers and objects of which is remembered that they are entered; beyond it some is entered twice. */
const REMEMBERED_MAX = 20_000;
/** How often what is too old is deleted. Milliseconds. */
const PRUNE_MS = 3_600_000;

/** Who handles something. */
export interface Handler {
  readonly principal: string;
  readonly kind: 'person' | 'token';
  readonly organization: string;
}

interface Place {
  readonly community: string;
  readonly id: string;
  readonly at: number;
}

/** Somebody opened something. */
interface Opening extends Place, Handler {
  readonly what: 'opened';
  readonly origin: string;
  readonly way: HandlingWay;
  readonly isNamed: boolean;
}

/** A tombstone was sent to somebody. */
interface Telling extends Place, Handler {
  readonly what: 'told';
  /** Up to which instant of the feed. */
  readonly upTo: number;
}

type Entry = Opening | Telling;

/**
 * What is entered beside reading: who opened what, and who was told that something went. Entering costs a look into
 * memory; commits are shared and never waited for by a reading. An orderly stop writes what waits.
 */
export class HandlingBook {
  readonly #engine: Engine;
  readonly #words: Words;
  readonly #now: () => number;
  /** What was entered, with the hour: again within it says nothing new. */
  readonly #entered = new Map<string, number>();
  #waiting: Entry[] = [];
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> = Promise.resolve();
  #prunedAt = Number.NEGATIVE_INFINITY;

  constructor(engine: Engine, words: Words, now: () => number) {
    this.#engine = engine;
    this.#words = words;
    this.#now = now;
  }

  /** Enters that somebody opens something. */
  opened(opening: Omit<Opening, 'what' | 'at'>): void {
    const hour = roundedAt(this.#now());
    const { community, id, origin, organization, principal, way, isNamed } = opening;
    const key = JSON.stringify([community, id, origin, organization, principal, way, isNamed]);
    if (this.#entered.get(key) === hour) return;
    if (this.#entered.size >= REMEMBERED_MAX) this.#entered.clear();
    this.#entered.set(key, hour);
    this.#add({ ...opening, what: 'opened', at: hour });
  }

  /** Enters that somebody was told. */
  told(telling: Omit<Telling, 'what' | 'at'>): void {
    this.#add({ ...telling, what: 'told', at: this.#now() });
  }

  /** Writes what waits, and deletes what is too old. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushing = this.#flushing.then(() => this.#flush());
    return this.#flushing;
  }

  /** Entries not yet written. */
  get waiting(): number {
    return this.#waiting.length;
  }

  #add(entry: Entry): void {
    this.#waiting.push(entry);
    if (this.#waiting.length === FLUSH_ROWS) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  async #flush(): Promise<void> {
    const entries = this.#waiting;
    const now = this.#now();
    const isDue = now - this.#prunedAt >= PRUNE_MS || now < this.#prunedAt;
    if (entries.length === 0 && !isDue) return;
    this.#waiting = [];
    try {
      await this.#words.intern(
        this.#engine,
        entries.map(({ organization }) => organization),
      );
      await this.#engine.write(async (transaction) => {
        for (const entry of entries) await this.#write(transaction, entry);
        if (isDue) await prune(transaction, now - HANDLING_LIFE);
      });
      this.#prunedAt = now;
    } catch {
      // What could not be written now is tried again with what comes next: reading goes on meanwhile.
      this.#waiting = [...entries, ...this.#waiting].slice(-UNWRITTEN_MAX);
    }
  }

  async #write(transaction: Transaction, entry: Entry): Promise<void> {
    const words = this.#words;
    const community = words.number(entry.community);
    const organization = words.number(entry.organization);
    if (entry.what === 'told') {
      await transaction.run(
        `INSERT INTO recall_note (community, stix_id, origin, organization, principal, kind, base, at)
         SELECT d.community, d.stix_id, d.origin, CAST(? AS INTEGER), CAST(? AS TEXT), 'told', max(d.base), CAST(? AS BIGINT) FROM departure d
         WHERE +d.community = ? AND d.stix_id = ? AND d.act IS NOT NULL AND d.base <= ? GROUP BY d.community, d.stix_id, d.origin
         ${NEWER_NOTE}`,
        [organization, entry.principal, entry.at, community, entry.id, entry.upTo],
      );
      return;
    }
    await transaction.run(
      `INSERT INTO handling (community, stix_id, origin, organization, principal, way, kind, is_named, first_at, last_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (community, stix_id, origin, organization, principal, way) DO UPDATE SET
         is_named = CASE WHEN excluded.is_named > handling.is_named THEN excluded.is_named ELSE handling.is_named END,
         last_at = CASE WHEN excluded.last_at > handling.last_at THEN excluded.last_at ELSE handling.last_at END`,
      [
        community,
        entry.id,
        words.number(entry.origin),
        organization,
        entry.principal,
        entry.way,
        entry.kind,
        entry.isNamed ? 1 : 0,
        entry.at,
        entry.at,
      ],
    );
  }
}

/** A note counts for everything up to its instant; a later one takes the place of an earlier. */
export const NEWER_NOTE = `ON CONFLICT (community, stix_id, origin, organization, principal, kind) DO UPDATE SET
  at = CASE WHEN excluded.base > recall_note.base THEN excluded.at ELSE recall_note.at END,
  base = CASE WHEN excluded.base > recall_note.base THEN excluded.base ELSE recall_note.base END`;

/** A time as the record has it. */
export function roundedAt(at: number): number {
  return Math.floor(at / HANDLING_ROUNDED) * HANDLING_ROUNDED;
}

async function prune(transaction: Transaction, before: number): Promise<void> {
  await transaction.run('DELETE FROM handling WHERE last_at < ?', [before]);
  await transaction.run('UPDATE handling SET first_at = last_at WHERE first_at < ?', [before]);
  await transaction.run('DELETE FROM handling_copy WHERE at < ?', [before]);
  await transaction.run('DELETE FROM recall_note WHERE at < ?', [before]);
  await transaction.run('DELETE FROM attestation WHERE at < ?', [before]);
}
