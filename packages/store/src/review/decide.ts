import { recordAct } from '../people/actor.ts';
import { readerNow } from '../people/reader.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import { textOf } from '../people/words.ts';
import type { Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Refusal, Review, ReviewAct } from '../store.ts';
import { REVIEW_WORDS_MAX } from './limits.ts';
import { officersOf, reviewOf, reviewRow } from './review-rows.ts';

interface Decision {
  readonly act: Exclude<ReviewAct, 'release'>;
  readonly words?: string | undefined;
}

/** Holds, returns or withdraws a share that waits; nothing of it leaves. */
export function decide(
  access: ExchangeAccess,
  at: { community: string; id: string },
  { act, words }: Decision,
): Promise<Review | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    await openReview(access, transaction, { ...at, act });
    const said = wordsSaid(words);
    if (act === 'return' && said === null) {
      throw new Refused('invalid', 'Say why it goes back: whoever shared it reads it');
    }
    const keeps = act === 'withdraw' ? ", body = NULL, title = ''" : '';
    const now = access.now();
    await transaction.run(
      `UPDATE review SET state = ?, decided_at = ?, decided_by = ?, words = ?${keeps} WHERE id = ?`,
      [STATE[act], now, access.principal.id, said, at.id],
    );
    const reader = await readerNow(access, transaction);
    const row = await reviewRow(transaction, reader, at);
    if (row === undefined) throw hidden();
    const officers = await officersOf(transaction, at.community, row.organization);
    await recordAct(transaction, access.principal, {
      at: now,
      organization: row.organization,
      act: `review-${act}`,
      words: ACT_WORDS[act],
      facts: { contribution: row.id },
    });
    return reviewOf(row, { reader, now, officers });
  });
}

const STATE = { hold: 'held', return: 'returned', withdraw: 'withdrawn' } as const;
const ACT_WORDS = {
  hold: 'Held a share back',
  return: 'Returned a share to whoever shared it',
  withdraw: 'Took a share back before it left',
} as const;

/**
 * Locks a share that waits and makes sure that the caller may do this to it, as they and it are in this transaction:
 * of two decisions at once the later finds it decided.
 */
export async function openReview(
  access: ExchangeAccess,
  transaction: Transaction,
  at: { community: string; id: string; act: ReviewAct },
): Promise<Review> {
  if (transaction.dialect === 'postgres')
    await transaction.run('SELECT id FROM review WHERE id = ? FOR UPDATE', [at.id]);
  const reader = await readerNow(access, transaction);
  const row = await reviewRow(transaction, reader, at);
  if (row === undefined) throw hidden();
  const officers = await officersOf(transaction, at.community, row.organization);
  const review = reviewOf(row, { reader, now: access.now(), officers });
  if (review.may.includes(at.act)) return review;
  if (row.state !== 'waiting' && row.state !== 'held') {
    throw new Refused('conflict', 'This share waits no more: look at it again');
  }
  if (review.needsAnother && at.act !== 'withdraw') {
    throw new Refused(
      'not-allowed',
      'You shared it yourself: another sharing officer of your organization decides',
    );
  }
  throw new Refused('not-allowed', WHO[at.act]);
}

const OFFICERS = 'Only a sharing officer of your organization decides about it';
const WHO: Readonly<Record<ReviewAct, string>> = {
  release: OFFICERS,
  hold: OFFICERS,
  return: OFFICERS,
  withdraw: 'Only whoever shared it takes it back before it leaves',
};

/** What an officer says; nothing, when there is nothing but space. */
export function wordsSaid(words: string | undefined): string | null {
  const text = textOf(words ?? '');
  if (text === undefined || text.length > REVIEW_WORDS_MAX) {
    throw new Refused('invalid', `Write at most ${String(REVIEW_WORDS_MAX)} plain characters`);
  }
  return text === '' ? null : text;
}
