import { nextBoundary } from '@tocsin/policy';
import { appendFeed, supersede } from './feed-writer.ts';
import { SHARED_ID } from './rows.ts';
import type { Label } from '@tocsin/policy';
import type { Engine, Transaction } from '../engine/engine.ts';
import type { LabelBook } from '../visibility/labels.ts';
import type { StoreChange } from '../store.ts';
import type { Words } from '../visibility/words.ts';

/** How often the clock is compared with the labels. Milliseconds. */
const LOOK_MS = 1000;

/** A label with the boundary it passed. */
interface Due {
  label: number;
  community: number;
  boundary: number;
}

interface MovedRow {
  vid: number;
  pos: number;
  label: number;
  type: number;
  flags: number;
}

/**
 * "GREEN from 20 December", an embargo that ends: from that instant others may read rows that lie far back in
 * the feed. They are given new positions then, so that whoever follows the feed meets them (M12).
 */
export class Boundaries {
  readonly #engine: Engine;
  readonly #parts: {
    labels: LabelBook;
    words: Words;
    now: () => number;
    changed: (change: StoreChange) => void;
  };
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(
    engine: Engine,
    parts: {
      labels: LabelBook;
      words: Words;
      now: () => number;
      changed: (change: StoreChange) => void;
    },
  ) {
    this.#engine = engine;
    this.#parts = parts;
  }

  /** Begins to look at the clock. */
  start(): void {
    this.#timer ??= setInterval(() => void this.pass(), LOOK_MS);
    this.#timer.unref();
  }

  /** Moves what has become due. One after the other, however often it is called. */
  pass(): Promise<void> {
    this.#running = this.#running.then(() => this.#pass()).catch(() => undefined);
    return this.#running;
  }

  /** Stops looking, and waits for the pass under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async #pass(): Promise<void> {
    const now = this.#parts.now();
    const state = await this.#engine.read(async (query) => {
      await this.#parts.labels.load(query);
      await this.#parts.words.load(query);
      return query.one<{ passed: number }>('SELECT passed FROM boundary_state');
    });
    const passed = state?.passed ?? now;
    const due: Due[] = [];
    for (const [label, meaning] of this.#parts.labels.from(1)) {
      const boundary = lastBoundary(meaning, { after: passed, now });
      const community = this.#parts.words.number(meaning.clauses[0]?.community ?? '');
      if (boundary !== undefined) due.push({ label, community, boundary });
    }
    if (due.length === 0) return;
    const moved = await this.#engine.write((transaction) =>
      this.#move(transaction, due, { passed, now }),
    );
    if (moved.length > 0) {
      const communities = moved.map((community) => this.#parts.words.name(community));
      this.#parts.changed({ kind: 'policy', communities });
      this.#parts.changed({ kind: 'feed', communities });
    }
  }

  /** Moves the rows of the labels; another node may have been faster, which its mark tells. */
  async #move(
    transaction: Transaction,
    due: readonly Due[],
    at: { passed: number; now: number },
  ): Promise<number[]> {
    const lock = transaction.dialect === 'postgres' ? ' FOR UPDATE' : '';
    const state = await transaction.one<{ passed: number }>(
      `SELECT passed FROM boundary_state${lock}`,
    );
    if (state?.passed !== at.passed) return [];
    const rows = new Map<number, MovedRow[]>();
    for (const one of due) {
      const held = rows.get(one.community) ?? [];
      held.push(...(await rowsBefore(transaction, one)));
      if (held.length > 0) rows.set(one.community, held);
    }
    for (const [community, part] of rows)
      await moveRows(transaction, { community, nowMicros: at.now * 1000 }, part);
    await transaction.run('UPDATE boundary_state SET passed = ?', [at.now]);
    return [...rows.keys()];
  }
}

/** The latest boundary of a label within a span of time. */
function lastBoundary(label: Label, span: { after: number; now: number }): number | undefined {
  let last: number | undefined;
  for (
    let next = nextBoundary(label, span.after);
    next !== undefined && next <= span.now;
    next = nextBoundary(label, next)
  ) {
    last = next;
  }
  return last;
}

/**
 * Live rows that came before the boundary. Those that came after it were brought under the label as it is now; so
 * what is moved depends on nothing but the row and its label.
 */
function rowsBefore(transaction: Transaction, due: Due): Promise<MovedRow[]> {
  return transaction.all<MovedRow>(
    'SELECT vid, pos, label, type, flags FROM feed WHERE community = ? AND label = ? AND base < ? AND flags & 1 = 0 ORDER BY pos',
    [due.community, due.label, due.boundary * 1000],
  );
}

/** All rows of a community in one batch: several would date the later by the size of the earlier. */
async function moveRows(
  transaction: Transaction,
  at: { community: number; nowMicros: number },
  rows: readonly MovedRow[],
): Promise<void> {
  const placed = await appendFeed(
    transaction,
    at,
    rows.map((row) => ({ ...row, isShared: (row.flags & SHARED_ID) !== 0, isRemark: true })),
  );
  await supersede(transaction, { community: at.community, base: placed.base }, rows);
  for (const { vid } of rows) {
    await transaction.run('UPDATE version SET pos = ? WHERE vid = ?', [
      placed.positions.get(vid) ?? 0,
      vid,
    ]);
  }
}
