import type { Query, Transaction } from '../engine/engine.ts';
import { LETTER_STATES } from '../store.ts';
import type { LetterState } from '../store.ts';
import { LETTER_MAX, LETTERS_PER_DAY } from './limits.ts';
import { Refused } from './refused.ts';

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

function stateOf(state: string): LetterState {
  return LETTER_STATES.find((known) => known === state) ?? 'failed';
}
