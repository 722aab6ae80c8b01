import type { Engine } from '../engine/engine.ts';
import type { LabelBook } from '../visibility/labels.ts';
import { closeBallot } from './close-ballot.ts';
import { BALLOTS_CLOSED_AT_ONCE } from './limits.ts';

/** How often it is looked whether the time of a ballot is over. Milliseconds. */
const LOOK_MS = 2000;

/**
 * Counts ballots whose time is over, one transaction each: that it is closed and what it decided are written together, so
 * that a crash leaves it open for the next look. Of several processes that find the same, one counts it.
 */
export class BallotSweep {
  readonly #engine: Engine;
  readonly #parts: {
    readonly labels: LabelBook;
    readonly now: () => number;
  };
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(engine: Engine, parts: { labels: LabelBook; now: () => number }) {
    this.#engine = engine;
    this.#parts = parts;
  }

  /** Begins to look. */
  start(): void {
    this.#timer ??= setInterval(() => void this.pass(), LOOK_MS);
    this.#timer.unref();
    void this.pass();
  }

  /** Counts all that are due now. One pass after the other, however often it is called. */
  pass(): Promise<void> {
    this.#running = this.#running.then(() => this.#pass()).catch(() => undefined);
    return this.#running;
  }

  /** Stops after the ballot at hand. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #pass(): Promise<void> {
    if (this.#isStopped) return;
    const { labels, now } = this.#parts;
    const due = await this.#engine.readAll(async (query) => {
      const rows = await query.all<{ id: string }>(
        `SELECT id FROM ballot WHERE state = 'open' AND open_until <= ?
         ORDER BY open_until, id LIMIT ${String(BALLOTS_CLOSED_AT_ONCE)}`,
        [now()],
      );
      if (rows.length > 0) await labels.load(query);
      return rows;
    });
    for (const { id } of due) {
      if (this.#isStopped) return;
      // What fails for one is tried again with the next pass, and keeps nobody else's waiting.
      await this.#engine
        .write((transaction) => closeBallot({ transaction, labels, now: now() }, id))
        .catch(() => false);
    }
  }
}
