import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import { textOf } from '../people/words.ts';
import { readingOn } from '../exchange/tools.ts';
import type { Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Refusal, ReleaseRequest } from '../store.ts';
import { NOTES_MAX, RELEASE_WORDS_MAX } from './limits.ts';
import { readRequest, takesPart } from './request-rows.ts';

/** Runs an act about a request in one transaction, as the reader is in it, and gives the request as it stands then. */
export function inTransaction(
  access: ExchangeAccess,
  community: string,
  work: (tools: Reading, transaction: Transaction) => Promise<string>,
): Promise<ReleaseRequest | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const view = await access.views.at(transaction, access.principal);
    if (!takesPart(view.reader, community)) throw hidden();
    const tools = await readingOn(access, transaction, view);
    const id = await work(tools, transaction);
    const found = await readRequest(tools, community, id);
    if (found === undefined) throw hidden();
    return found;
  });
}

/** The condition that a request still waits, as the row stands when it is written. */
export const WAITS = "state IN ('asked', 'asked-back')";

/** Changes one request that is still as it was read: of two answers at once, the later finds it decided. */
export async function changed(
  transaction: Transaction,
  sql: string,
  parameters: Parameters<Transaction['run']>[1],
): Promise<void> {
  if ((await transaction.run(sql, parameters)) !== 1) throw over();
}

/** "It is over": what was decided, withdrawn or lapsed stays as it is. */
export function over(): Refused {
  return new Refused('conflict', 'This request waits for nothing any more: look at it again');
}

/** A text of one side, not empty and not too long. */
export function wordsOf(words: string, empty: string): string {
  const text = textOf(words);
  if (text === undefined || text.length > RELEASE_WORDS_MAX) {
    throw new Refused('invalid', `Write at most ${String(RELEASE_WORDS_MAX)} plain characters`);
  }
  if (text === '') throw new Refused('invalid', empty);
  return text;
}

/** Adds a note of one side. */
export async function addNote(
  transaction: Transaction,
  note: { request: string; side: 'asker' | 'source'; at: number; words: string },
): Promise<void> {
  const held = await transaction.one<{ n: number }>(
    'SELECT count(*) AS n FROM release_note WHERE request = ?',
    [note.request],
  );
  const n = held?.n ?? 0;
  if (n >= NOTES_MAX) {
    throw new Refused('conflict', `A request has at most ${String(NOTES_MAX)} notes: decide it`);
  }
  await transaction.run(
    'INSERT INTO release_note (request, n, side, at, words) VALUES (?, ?, ?, ?, ?)',
    [note.request, n, note.side, note.at, note.words],
  );
}
