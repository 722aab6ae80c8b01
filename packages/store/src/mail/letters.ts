import type { Engine } from '../engine/engine.ts';
import type { LetterState, WaitingLetter } from '../store.ts';
import { LETTER_KEPT, LETTER_TAKEN_MAX, LETTER_WAITS, MAIL_WHY_MAX } from './limits.ts';

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
