import { isIn, list } from '../engine/engine.ts';
import { REMARKED } from './rows.ts';
import { textBody } from './text-body.ts';
import type { Engine, Transaction } from '../engine/engine.ts';
import type { StixObject } from '@tocsin/stix';

/** Rows indexed in one transaction: the index merges less the more it is given at once. Others get a turn in between. */
const PIECE_ROWS = 2000;
const TURN_ROWS = 100;
/** Shares whose objects go into one piece together. */
const WORKS_AT_ONCE = 64;
/** Wait after a share: those who follow it live are served first, and shares close together are indexed together. Milliseconds. */
const GATHER_MS = 40;
/** How long a node holds a piece of work it took. Milliseconds. */
const LEASE_MS = 60_000;
/** Tries after which a piece is left for a person to look at; it stays in the backlog. */
const ATTEMPTS_MAX = 10;

/** The name under which the text index takes its work from the outbox. */
export const TEXT_INDEX = 'text-index';

interface Work {
  id: number;
  community: number;
  first_pos: number;
  last_pos: number;
  attempts: number;
}

interface TextRow {
  pos: number;
  vid: number;
  body: string;
}

/** Characters of fresh texts kept at hand; what does not fit is read from the tables again. */
export const FRESH_MAX = 8_000_000;

/**
 * The texts of what was just written, kept until they are indexed, so that they need not be read and parsed a
 * second time. Only a short cut: the work itself lies in the outbox.
 */
export class FreshTexts {
  readonly #bodies = new Map<number, string>();
  readonly #max: number;
  #size = 0;

  constructor(max: number) {
    this.#max = max;
  }

  put(vid: number, bodyOf: () => string): void {
    if (this.#size >= this.#max) return;
    const body = bodyOf();
    this.#bodies.set(vid, body);
    this.#size += body.length;
  }

  take(vid: number): string | undefined {
    const body = this.#bodies.get(vid);
    if (body !== undefined) {
      this.#bodies.delete(vid);
      this.#size -= body.length;
    }
    return body;
  }

  /** When no work is left, whatever is still here was taken back before it was indexed. */
  clear(): void {
    this.#bodies.clear();
    this.#size = 0;
  }
}

/**
 * Fills the text index behind the write. Work lies in the outbox since the act's own transaction; it is
 * taken under a lease, done in pieces, and doing a piece twice changes nothing.
 */
export class TextIndex {
  readonly #engine: Engine;
  readonly #owner: string;
  readonly #now: () => number;
  readonly #fresh: FreshTexts;
  #running: Promise<void> | undefined;
  #hurry: (() => void) | undefined;
  #isStopped = false;
  #isCalledAgain = false;

  constructor(
    engine: Engine,
    { owner, now, fresh }: { owner: string; now: () => number; fresh: FreshTexts },
  ) {
    this.#engine = engine;
    this.#owner = owner;
    this.#now = now;
    this.#fresh = fresh;
  }

  /** Starts working, unless already at it. */
  wake(): void {
    if (this.#isStopped) return;
    if (this.#running !== undefined) {
      this.#isCalledAgain = true;
      return;
    }
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      if (this.#isCalledAgain) {
        this.#isCalledAgain = false;
        this.wake();
      }
    });
  }

  /** Starts at once: somebody waits for it. */
  hurry(): void {
    this.wake();
    this.#hurry?.();
  }

  /** Rows waiting. */
  async backlog(): Promise<number> {
    const row = await this.#engine.read((query) =>
      query.one<{ n: number | null }>(
        'SELECT cast(sum(last_pos - first_pos + 1) AS bigint) AS n FROM outbox WHERE consumer = ?',
        [TEXT_INDEX],
      ),
    );
    return row?.n ?? 0;
  }

  /** Stops after the piece at hand. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#hurry?.();
    await this.#running;
  }

  async #gathered(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GATHER_MS);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#hurry = undefined;
  }

  async #run(): Promise<void> {
    await this.#gathered();
    while (!this.#isStopped) {
      const works = await this.#take();
      if (works.length === 0) {
        this.#fresh.clear();
        return;
      }
      await this.#engine.writeBehind((transaction) => doPiece(transaction, works, this.#fresh));
      // Lets requests go first.
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /** Takes what lies first, as much as fits into one piece; what failed before is tried by itself. */
  #take(): Promise<Work[]> {
    const now = this.#now();
    return this.#engine.writeBehind(async (transaction) => {
      const { dialect } = transaction;
      const lock = dialect === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : '';
      const found = await transaction.all<Work>(
        `SELECT id, community, first_pos, last_pos, attempts FROM outbox
         WHERE consumer = ? AND (lease_until < ? OR owner = ?) AND attempts < ? ORDER BY id LIMIT ${String(WORKS_AT_ONCE)}${lock}`,
        [TEXT_INDEX, now, this.#owner, ATTEMPTS_MAX],
      );
      const works = pieceOf(found);
      if (works.length === 0) return works;
      await transaction.run(
        `UPDATE outbox SET lease_until = ?, owner = ?, attempts = attempts + 1 WHERE ${isIn(dialect, 'id', 'bigint')}`,
        [now + LEASE_MS, this.#owner, list(dialect, idsOf(works))],
      );
      return works;
    });
  }
}

function pieceOf(found: readonly Work[]): Work[] {
  const [first] = found;
  if (first === undefined) return [];
  if (first.attempts > 0) return [first];
  const works: Work[] = [];
  let rows = 0;
  for (const work of found) {
    rows += work.last_pos - work.first_pos + 1;
    if (works.length > 0 && (work.attempts > 0 || rows > PIECE_ROWS)) break;
    works.push(work);
  }
  return works;
}

/** Indexes what was taken. Of work too large for one piece, the rest stays to be taken again. */
async function doPiece(
  transaction: Transaction,
  works: readonly Work[],
  fresh: FreshTexts,
): Promise<void> {
  const { dialect } = transaction;
  const rows: TextRow[] = [];
  let rest: { id: number; from: number } | undefined;
  for (const work of works) {
    const found = await rowsOf(transaction, work, fresh);
    rows.push(...found);
    const last = found.at(-1);
    if (last !== undefined && found.length === PIECE_ROWS && last.pos < work.last_pos)
      rest = { id: work.id, from: last.pos + 1 };
  }
  await forgetTexts(transaction, rows);
  for (let at = 0; at < rows.length; at += TURN_ROWS) {
    if (at > 0) await turn();
    await writeTexts(transaction, rows.slice(at, at + TURN_ROWS));
  }
  const done = idsOf(works).filter((id) => id !== rest?.id);
  await transaction.run(`DELETE FROM outbox WHERE ${isIn(dialect, 'id', 'bigint')}`, [
    list(dialect, done),
  ]);
  if (rest === undefined) return;
  await transaction.run('UPDATE outbox SET first_pos = ?, attempts = 0 WHERE id = ?', [
    rest.from,
    rest.id,
  ]);
}

async function rowsOf(transaction: Transaction, work: Work, fresh: FreshTexts): Promise<TextRow[]> {
  const rows = await transaction.all<{ pos: number; vid: number }>(
    `SELECT f.pos, f.vid FROM feed f JOIN version v ON v.vid = f.vid
     WHERE f.community = ? AND f.pos >= ? AND f.pos <= ? AND f.flags & ${String(REMARKED)} = 0 ORDER BY f.pos LIMIT (? + 0)`,
    [work.community, work.first_pos, work.last_pos, PIECE_ROWS],
  );
  const bodies = new Map(rows.map(({ vid }) => [vid, fresh.take(vid)]));
  const missing = rows.filter(({ vid }) => bodies.get(vid) === undefined);
  for (let at = 0; at < missing.length; at += TURN_ROWS) {
    const vids = missing.slice(at, at + TURN_ROWS).map(({ vid }) => vid);
    for (const [vid, body] of await bodiesOf(transaction, vids)) bodies.set(vid, body);
    await turn();
  }
  return rows.map(({ pos, vid }) => ({ pos, vid, body: bodies.get(vid) ?? '' }));
}

async function bodiesOf(
  transaction: Transaction,
  vids: readonly number[],
): Promise<[number, string][]> {
  const { dialect } = transaction;
  const rows = await transaction.all<{ vid: number; text: string }>(
    `SELECT vid, text FROM version WHERE ${isIn(dialect, 'vid', 'bigint')}`,
    [list(dialect, vids)],
  );
  return rows.map(({ vid, text }) => [vid, textBody(JSON.parse(text) as StixObject, dialect)]);
}

function idsOf(works: readonly Work[]): number[] {
  return works.map((work) => work.id);
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Before anything is added: a removal makes SQLite's index write out what it has gathered. */
async function forgetTexts(transaction: Transaction, rows: readonly TextRow[]): Promise<void> {
  if (transaction.dialect === 'postgres') return;
  const vids = rows.map((row) => row.vid);
  await transaction.run(`DELETE FROM object_text WHERE ${isIn('sqlite', 'rowid')}`, [
    list('sqlite', vids),
  ]);
}

async function writeTexts(transaction: Transaction, rows: readonly TextRow[]): Promise<void> {
  const bodies = rows.map((row) => row.body);
  const vids = rows.map((row) => row.vid);
  if (transaction.dialect === 'sqlite') {
    for (const [place, vid] of vids.entries())
      await transaction.run('INSERT INTO object_text (rowid, body) VALUES (?, ?)', [
        vid,
        bodies[place] ?? '',
      ]);
    return;
  }
  await transaction.run(
    `INSERT INTO object_text (vid, body) SELECT t.vid, to_tsvector('simple', t.body) FROM unnest(?::bigint[], ?::text[]) AS t(vid, body)
     ON CONFLICT (vid) DO UPDATE SET body = excluded.body`,
    [list('postgres', vids), list('postgres', bodies)],
  );
}
