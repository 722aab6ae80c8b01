import { Covered } from './covered.ts';
import { placeOf } from './rows.ts';
import type { Engine, Insert, Query } from '../engine/engine.ts';
import type { Delivery, DeliveryRow, FeedRow } from '../store.ts';
import type { Words } from '../visibility/words.ts';

/** How long an entry waits for others to share its commit. Milliseconds. */
const FLUSH_MS = 50;
/** After a commit that failed. Milliseconds. */
const AGAIN_MS = 1000;
/** Entries that force a commit at once. */
const FLUSH_ROWS = 1000;
/** Entries that wait for a disk that takes none; beyond it nothing more is sent. */
const WAITING_MAX = 100_000;
/** Principals and ways of which is remembered what they were sent; beyond it some is entered twice. */
const REMEMBERED_MAX = 5000;

interface Entry {
  community: number;
  organization: number;
  principal: string;
  way: string;
  firstPos: number;
  lastPos: number;
  at: number;
}

const LEDGER: Insert = {
  table: 'ledger',
  columns: {
    id: 'bigint',
    community: 'integer',
    organization: 'integer',
    principal: 'text',
    way: 'text',
    first_pos: 'bigint',
    last_pos: 'bigint',
    at: 'bigint',
  },
};

/**
 * Who was sent what, by which way: the list a retraction walks. Before somebody is sent anything by a way
 * for the first time, that is written down durably; the ranges themselves share commits. So after a crash
 * the ledger may name somebody who got nothing, never miss somebody who got something.
 */
export class Ledger {
  readonly #engine: Engine;
  readonly #words: Words;
  /** What each principal was sent by each way since this process began: sent again, it says nothing new. */
  readonly #sent = new Map<string, Covered>();
  #waiting: Entry[] = [];
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> = Promise.resolve();

  constructor(engine: Engine, words: Words) {
    this.#engine = engine;
    this.#words = words;
  }

  /** Enters rows about to be sent. Resolves as soon as sending is safe. */
  async enter(
    delivery: Delivery,
    by: { principal: string; organization: string; at: number },
  ): Promise<void> {
    if (delivery.rows.length === 0) return;
    if (this.#waiting.length >= WAITING_MAX) {
      throw new Error('The delivery ledger cannot be written: nothing is sent until it can');
    }
    const community = this.#words.number(delivery.community);
    const sent = await this.#open(community, delivery.way, by);
    for (const [firstPos, lastPos] of runsOf(delivery.rows)) {
      if (sent.covers(firstPos, lastPos)) continue;
      sent.add(firstPos, lastPos);
      this.#waiting.push({
        community,
        organization: this.#words.number(by.organization),
        principal: by.principal,
        way: delivery.way,
        firstPos,
        lastPos,
        at: by.at,
      });
    }
    if (this.#waiting.length >= FLUSH_ROWS) this.#flushBehind();
    else if (this.#waiting.length > 0) this.#flushIn(FLUSH_MS);
  }

  /** Enters, durably, that somebody begins to receive by a way. */
  async open(
    at: { community: string; way: Delivery['way'] },
    by: { principal: string; organization: string; at: number },
  ): Promise<void> {
    await this.#words.intern(this.#engine, [at.community]);
    await this.#open(this.#words.number(at.community), at.way, by);
  }

  /** Writes what waits. What could not be written waits on, and is tried again. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const entries = this.#waiting;
    this.#waiting = [];
    if (entries.length === 0) return this.#flushing;
    const written = this.#flushing.then(() => this.#write(entries));
    this.#flushing = written.catch(() => {
      this.#waiting = [...entries, ...this.#waiting];
      this.#flushIn(AGAIN_MS);
    });
    return written;
  }

  #flushIn(milliseconds: number): void {
    // Whoever stops the store in order writes what waits; nothing stays alive for it.
    this.#timer ??= setTimeout(() => this.#flushBehind(), milliseconds).unref();
  }

  /** Nobody waits for it: a failure is tried again, and told to whoever asks for it to be done. */
  #flushBehind(): void {
    this.flush().catch(() => undefined);
  }

  /** Entries not yet written. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Organizations sent a position, and by which way, first time first. */
  async of(query: Query, community: number, pos: number): Promise<DeliveryRow[]> {
    const rows = await query.all<{ organization: number; way: Delivery['way']; at: number }>(
      'SELECT organization, way, min(at) AS at FROM ledger WHERE community = ? AND first_pos <= ? AND last_pos >= ? GROUP BY organization, way ORDER BY 3',
      [community, pos, pos],
    );
    return rows.map((row) => ({
      organization: this.#words.name(row.organization),
      way: row.way,
      at: row.at,
    }));
  }

  async #write(entries: readonly Entry[]): Promise<void> {
    await this.#engine.write(async (transaction) => {
      const ids = await transaction.takeIds('ledger', entries.length);
      await transaction.insertMany(
        LEDGER,
        entries.map((entry, place) => [
          ids[place] ?? 0,
          entry.community,
          entry.organization,
          entry.principal,
          entry.way,
          entry.firstPos,
          entry.lastPos,
          entry.at,
        ]),
      );
    });
  }

  async #open(
    community: number,
    way: string,
    by: { principal: string; organization: string; at: number },
  ): Promise<Covered> {
    const key = keyOf(community, way, by);
    const held = this.#sent.get(key);
    if (held !== undefined) return held;
    await this.#words.intern(this.#engine, [by.organization]);
    await this.#engine.write((transaction) =>
      transaction.run(
        'INSERT INTO ledger_open (community, principal, way, organization, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        [community, by.principal, way, this.#words.number(by.organization), by.at],
      ),
    );
    const sent = this.#sent.get(key) ?? new Covered();
    if (this.#sent.size >= REMEMBERED_MAX) this.#sent.clear();
    this.#sent.set(key, sent);
    return sent;
  }
}

function keyOf(
  community: number,
  way: string,
  by: { principal: string; organization: string },
): string {
  return `${String(community)} ${by.principal} ${by.organization} ${way}`;
}

/** Runs of neighbouring positions. Rows not given out by this store are a fault. */
function runsOf(rows: readonly FeedRow[]): [first: number, last: number][] {
  const positions = rows.map((row) => {
    const place = placeOf(row);
    if (place === undefined) throw new Error('A delivery holds a row that no reading gave');
    return place.pos;
  });
  positions.sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const pos of positions) {
    const run = runs.at(-1);
    if (run !== undefined && pos <= run[1] + 1) run[1] = pos;
    else runs.push([pos, pos]);
  }
  return runs;
}
