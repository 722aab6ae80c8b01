import { classOfType } from '@tocsin/stix';
import { leftNow } from './leaving.ts';
import { lowerLeft, stillLeft, takeBackLeft } from './leave-objects.ts';
import { LEAVING_OBJECTS, LEAVING_PIECE_ROWS } from './limits.ts';
import type { Engine } from '../engine/engine.ts';
import type { Leave, Left } from './leaving.ts';

/** How often it is looked whether the days after leaving are over. Milliseconds. */
const LOOK_MS = 600_000;
/** After a change of who takes part. Milliseconds. */
const WAKE_MS = 250;
/** Between two pieces, so that requests go first. Milliseconds. */
const PAUSE_MS = 1;

/**
 * Carries out what sources laid down for when they leave, behind everything else: whole objects in bounded transactions,
 * each of which is made or not. That it is done is written last; after a crash, or a stop, it walks again, finds what is
 * left, and what was moved already is as it is to be. Several processes may do so at once; one of them is the first.
 */
export class LeavingSweep {
  readonly #engine: Engine;
  readonly #parts: Leave;
  #timer: NodeJS.Timeout | undefined;
  #waking: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(engine: Engine, parts: Leave) {
    this.#engine = engine;
    this.#parts = parts;
  }

  /** Begins to look. */
  start(): void {
    this.#timer ??= setInterval(() => void this.pass(), LOOK_MS);
    this.#timer.unref();
    this.wake();
  }

  /** Looks soon: somebody may have left. */
  wake(): void {
    if (this.#timer === undefined || this.#isStopped) return;
    this.#waking ??= setTimeout(() => {
      this.#waking = undefined;
      void this.pass();
    }, WAKE_MS).unref();
  }

  /** Carries out all that is due now. One pass after the other, however often it is called. */
  pass(): Promise<void> {
    this.#running = this.#running.then(() => this.#pass()).catch(() => undefined);
    return this.#running;
  }

  /** Stops after the transaction at hand. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    clearTimeout(this.#waking);
    await this.#running;
  }

  async #pass(): Promise<void> {
    if (this.#isStopped) return;
    const due = await this.#engine.readAll(async (query) => {
      const found = await leftNow(query, this.#parts.now());
      if (found.length === 0) return found;
      await this.#parts.words.load(query);
      await this.#parts.labels.load(query);
      return found;
    });
    // What fails for one is tried again with the next pass, and keeps nobody else's waiting.
    for (const left of due) await this.#carryOut(left).catch(() => undefined);
  }

  async #carryOut(left: Left): Promise<void> {
    // What points at things is lowered after them: it is never lower than its ends (M10).
    const rounds =
      left.leaving.act === 'take-back' ? [() => true] : [(type: string) => !isEdge(type), isEdge];
    for (const isMeant of rounds) await this.#walk(left, isMeant);
    if (this.#isStopped) return;
    await this.#engine.write(async (transaction) => {
      if (!(await stillLeft(transaction, left, this.#parts.now()))) return;
      await transaction.run(
        'UPDATE release_setting SET left_at = ? WHERE community = ? AND organization = ?',
        [left.leftAt, left.community, left.organization],
      );
    });
  }

  async #walk(left: Left, isMeant: (type: string) => boolean): Promise<void> {
    for (let from: number | undefined = 0; from !== undefined && !this.#isStopped;) {
      const rows: Walked[] = await this.#piece(left, from);
      from = rows.length < LEAVING_PIECE_ROWS ? undefined : rows.at(-1)?.vid;
      const meant = rows.filter(({ type }) => isMeant(this.#parts.words.name(type)));
      const ids = [...new Set(meant.map((row) => row.stix_id))];
      for (let at = 0; at < ids.length && !this.#isStopped; at += LEAVING_OBJECTS) {
        const some = ids.slice(at, at + LEAVING_OBJECTS);
        const tools = { ...this.#parts, left };
        if (left.leaving.act === 'take-back') await takeBackLeft(this.#engine, tools, some);
        else await lowerLeft(this.#engine, tools, some);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }

  /** A piece of the live versions under the source's own name, in the order they came. */
  #piece({ community, organization }: Left, after: number): Promise<Walked[]> {
    const { words } = this.#parts;
    return this.#engine.readAll((query) =>
      query.all<Walked>(
        `SELECT vid, stix_id, type FROM version WHERE community = ? AND origin = ? AND pos > 0 AND vid > ?
         ORDER BY vid LIMIT ${String(LEAVING_PIECE_ROWS)}`,
        [words.number(community), words.number(organization), after],
      ),
    );
  }
}

interface Walked {
  vid: number;
  stix_id: string;
  type: number;
}

function isEdge(type: string): boolean {
  return classOfType(type) === 'sro';
}
