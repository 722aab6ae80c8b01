import type { Engine, Query, Transaction } from '../engine/engine.ts';
import { Refused } from '../people/refused.ts';
import { LETTER_STATES } from '../store.ts';
import type { LetterState, WaitingLetter } from '../store.ts';
import {
  LETTER_KEPT,
  LETTER_MAX,
  LETTER_TAKEN_MAX,
  LETTER_WAITS,
  LETTERS_PER_DAY,
  MAIL_WHY_MAX,
} from './limits.ts';

/** A letter that goes with an invitation. */
export interface Posted {
  readonly id: string;
  readonly invitation: string;
  readonly organization: string;
  readonly address: string;
  readonly sealed: string;
  readonly at: number;
}

const DAY = 86_400_000;

/** Puts a letter into the queue, in the transaction of what it is about. */
export async function post(transaction: Transaction, letter: Posted): Promise<void> {
  const { id, invitation, organization, address, sealed, at } = letter;
  if (sealed.length > LETTER_MAX) throw new Refused('invalid', 'The letter is too long');
  const today = await transaction.one<{ n: number }>(
    'SELECT count(*) AS n FROM letter WHERE organization = ? AND made_at > ?',
    [organization, at - DAY],
  );
  if ((today?.n ?? 0) >= LETTERS_PER_DAY) {
    throw new Refused(
      'conflict',
      'Your organization invited many people by mail today: go on tomorrow, or leave the e-mail address out and hand over the link yourself',
    );
  }
  await transaction.run(
    `INSERT INTO letter (id, invitation, organization, address, sealed, made_at, next_at, tries, state, why)
      VALUES (?, ?, ?, ?, ?, ?, ?, 0, 'waiting', '')`,
    [id, invitation, organization, address, sealed, at, at],
  );
}

/** What became of the letters of these invitations. */
export async function lettersOf(
  query: Query,
  community: string,
): Promise<Map<string, { state: LetterState; why: string }>> {
  const rows = await query.all<{ invitation: string; state: string; why: string }>(
    `SELECT l.invitation, l.state, l.why FROM letter l JOIN invitation i ON i.id = l.invitation
      WHERE i.community = ? AND i.withdrawn_at IS NULL`,
    [community],
  );
  return new Map(
    rows.map(({ invitation, state, why }) => [invitation, { state: stateOf(state), why }]),
  );
}

/** Takes letters that are due; one whose invitation cannot be used any more is not sent. */
export async function takeLetters(
  engine: Engine,
  { now, most }: { now: number; most: number },
): Promise<WaitingLetter[]> {
  return engine.write(async (transaction) => {
    await transaction.run("DELETE FROM letter WHERE state <> 'waiting' AND made_at <= ?", [
      now - LETTER_KEPT,
    ]);
    await transaction.run(
      `UPDATE letter SET state = 'dropped', sealed = '' WHERE state = 'waiting' AND invitation IN (
        SELECT id FROM invitation WHERE used_at IS NOT NULL OR withdrawn_at IS NOT NULL OR expires_at <= ?)`,
      [now],
    );
    const due = await transaction.all<WaitingLetter>(
      `SELECT id, address, sealed, tries FROM letter WHERE state = 'waiting' AND next_at <= ?
        ORDER BY next_at, id LIMIT ${String(most)}`,
      [now],
    );
    const taken: WaitingLetter[] = [];
    for (const letter of due) {
      const isOurs = await transaction.run(
        "UPDATE letter SET next_at = ?, tries = tries + 1 WHERE id = ? AND state = 'waiting' AND next_at <= ?",
        [now + LETTER_TAKEN_MAX, letter.id, now],
      );
      if (isOurs === 1) taken.push(letter);
    }
    return taken;
  });
}

/** It went: nothing of what it said stays. */
export async function letterSent(engine: Engine, id: string): Promise<void> {
  await engine.write((transaction) =>
    transaction.run("UPDATE letter SET state = 'sent', sealed = '', why = '' WHERE id = ?", [id]),
  );
}

/** It did not go. */
export async function letterNotSent(
  engine: Engine,
  id: string,
  { why, isForGood, now }: { why: string; isForGood: boolean; now: number },
): Promise<LetterState> {
  return engine.write(async (transaction) => {
    const row = await transaction.one<{ tries: number; state: string }>(
      'SELECT tries, state FROM letter WHERE id = ?',
      [id],
    );
    if (row === undefined) return 'dropped';
    const wait = LETTER_WAITS[row.tries - 1];
    const isOver = isForGood || wait === undefined;
    const words = why.toWellFormed().slice(0, MAIL_WHY_MAX);
    await (isOver
      ? transaction.run(
          "UPDATE letter SET state = 'failed', sealed = '', why = ? WHERE id = ? AND state = 'waiting'",
          [words, id],
        )
      : transaction.run(
          "UPDATE letter SET why = ?, next_at = ? WHERE id = ? AND state = 'waiting'",
          [words, now + wait, id],
        ));
    return isOver ? 'failed' : 'waiting';
  });
}

function stateOf(state: string): LetterState {
  return LETTER_STATES.find((known) => known === state) ?? 'failed';
}
