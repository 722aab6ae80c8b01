import { mayBring, standingIn } from '@tocsin/policy';
import { NotAReader, NotFound } from '../faults.ts';
import { recordAct } from '../people/actor.ts';
import { readerNow } from '../people/reader.ts';
import { hidden, Refused } from '../people/refused.ts';
import { answerReleased } from '../release/answer-by-review.ts';
import { unpackShare } from '../exchange/hold-back.ts';
import { share } from '../exchange/share.ts';
import { reading } from '../exchange/tools.ts';
import type { Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { NewContribution, Principal, Receipt, Refusal, Released } from '../store.ts';
import { openReview, wordsSaid } from './decide.ts';
import { signKept } from './determine.ts';
import { reviewRow } from './review-rows.ts';
import type { ReviewRow } from './review-rows.ts';

type At = Readonly<{ community: string; id: string }>;

/**
 * Lets a share out. It is planned in the name of whoever shared it, as they stand now: labels, epoch, membership and
 * aliases are those of this moment. That it is released and that it is there are one transaction.
 */
export async function releaseShare(
  access: ExchangeAccess,
  at: At,
  released: Released,
): Promise<Receipt | Refusal> {
  try {
    const row = await reading(access, ({ query, view }) => reviewRow(query, view.reader, at));
    if (row === undefined) throw hidden();
    if (row.body === null) throw gone();
    const author = authorOf(row);
    const input = inputOf(unpackShare(row.body), released);
    return await share({ ...access, principal: author, reader: readerOf(access, author) }, input, {
      id: row.id,
      by: access.principal,
      release: (transaction) => markReleased(access, transaction, { at, author, released }),
      wrote: async (transaction, written) => {
        await answerReleased(access, transaction, { review: row.id, author, written });
        await recordRelease(access, transaction, { row, released });
        const { determination: what } = released;
        if (what !== undefined && written !== undefined)
          await signKept(access, transaction, { written, what, row });
      },
    });
  } catch (fault) {
    if (fault instanceof Refused) return fault.refusal;
    if (fault instanceof NotFound || fault instanceof NotAReader) return AUTHOR_GONE;
    throw fault;
  }
}

const AUTHOR_GONE: Refusal = {
  refused: 'conflict',
  words:
    'Whoever shared it may not share here any more: return it, and share it anew in your own name if it should leave',
};

function gone(): Refused {
  return new Refused('conflict', 'This share waits no more: look at it again');
}

function authorOf({ author, author_kind: kind, organization }: ReviewRow): Principal {
  return kind === 'token' ? { kind, id: author } : { kind, id: author, organization };
}

function readerOf(access: ExchangeAccess, author: Principal): ExchangeAccess['reader'] {
  return async (query) => (await access.views.at(query, author)).reader;
}

function inputOf(
  held: NewContribution,
  { title, text, objects, shield }: Released,
): NewContribution {
  const { shield: _before, ...rest } = held;
  return { ...rest, title, text, objects, ...(shield === undefined ? {} : { shield }) };
}

async function markReleased(
  access: ExchangeAccess,
  transaction: Transaction,
  { at, author, released }: { at: At; author: Principal; released: Released },
): Promise<void> {
  await openReview(access, transaction, { ...at, act: 'release' });
  const reader = await readerNow({ ...access, principal: author }, transaction);
  const standing = standingIn(reader, at.community);
  if (standing === undefined || !mayBring(reader, standing)) throw new NotFound();
  const now = access.now();
  await transaction.run(
    "UPDATE review SET state = 'released', decided_at = ?, decided_by = ?, words = ?, body = NULL, title = '' WHERE id = ?",
    [now, access.principal.id, wordsSaid(released.words), at.id],
  );
}

/** After the feed took its positions: the record is the last lock of a transaction. */
async function recordRelease(
  access: ExchangeAccess,
  transaction: Transaction,
  { row, released: { isChanged, shield } }: { row: ReviewRow; released: Released },
): Promise<void> {
  await recordAct(transaction, access.principal, {
    at: access.now(),
    organization: row.organization,
    act: 'review-release',
    words: isChanged ? 'Released a share with changes' : 'Released a share as it was',
    facts: { contribution: row.id, ...(shield === undefined ? {} : { sent: shield.sha256 }) },
  });
}
