import type { Transaction } from '../engine/engine.ts';
import { LETTER_MAX } from '../people/limits.ts';
import { Refused } from '../people/refused.ts';
import { APPLICATION_LETTERS_MAX } from './limits.ts';

const DAY = 86_400_000;

/**
 * Puts a letter to an applicant into the queue. An address that got several today gets no more: anybody can type the
 * address of somebody else. Nobody is told of that.
 */
export async function postToApplicant(
  transaction: Transaction,
  letter: {
    id: string;
    application: string;
    organization: string;
    address: string;
    sealed: string;
    at: number;
  },
): Promise<void> {
  const { id, application, organization, address, sealed, at } = letter;
  if (sealed.length > LETTER_MAX) throw new Refused('invalid', 'The letter is too long');
  const today = await transaction.one<{ n: number }>(
    'SELECT count(*) AS n FROM letter WHERE address = ? AND made_at > ?',
    [address, at - DAY],
  );
  if ((today?.n ?? 0) >= APPLICATION_LETTERS_MAX) return;
  await transaction.run(
    `INSERT INTO letter (id, invitation, organization, address, sealed, made_at, next_at, tries, state, why)
      VALUES (?, ?, ?, ?, ?, ?, ?, 0, 'waiting', '')`,
    [id, application, organization, address, sealed, at, at],
  );
}
