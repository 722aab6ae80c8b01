import { mayFollowReview } from '@tocsin/policy';
import { mayKnow } from '../exchange/held-receipts.ts';
import { readingOn } from '../exchange/tools.ts';
import { hidden, Refused } from '../people/refused.ts';
import type { Transaction } from '../engine/engine.ts';
import type { Written } from '../exchange/contribute.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Principal, Refusal, ReleaseRequest } from '../store.ts';
import { ACT_WORDS, answeredBy, checkSanitised, recordForBoth, rowToDecide } from './answer.ts';
import { isWaiting, stateAt } from './request-rows.ts';
import type { BoundRow } from './bound-reviews.ts';
import { changed, inTransaction, over, WAITS } from './waiting.ts';

/**
 * Binds a request to a share of one's own that waits for a sharing officer: when it is released, the request is
 * answered with it. Until then, and when it never leaves, the request waits as ever, and whoever asked is told nothing.
 */
export function answerByReview(
  access: ExchangeAccess,
  at: { community: string; id: string },
  review: string,
): Promise<ReleaseRequest | Refusal> {
  return inTransaction(access, at.community, async (tools, transaction) => {
    const row = await rowToDecide(tools, at);
    if (!isWaiting(stateAt(row, tools.view.now))) throw over();
    await mustWait(tools, transaction, { community: at.community, review });
    // One share at a time: what was to answer it before does so no more.
    await transaction.run('UPDATE review SET answers = NULL WHERE answers = ?', [row.id]);
    await transaction.run('UPDATE review SET answers = ? WHERE id = ?', [row.id, review]);
    await recordForBoth(transaction, access, {
      at: tools.view.now,
      organizations: [tools.view.reader.organization, row.source],
      act: {
        act: 'release-after-review',
        words: 'Answers a release request with what waits for a sharing officer',
        facts: { request: row.id, contribution: review },
      },
    });
    return row.id;
  });
}

async function mustWait(
  { view: { reader } }: Reading,
  transaction: Transaction,
  { community, review }: { community: string; review: string },
): Promise<void> {
  const lock = transaction.dialect === 'postgres' ? ' FOR UPDATE' : '';
  const row = await transaction.one<BoundRow>(
    `SELECT id, community, organization, author, state, answers FROM review WHERE id = ? AND community = ?${lock}`,
    [review, community],
  );
  if (row === undefined || !mayKnow(reader, row) || row.author !== reader.id) throw hidden();
  if (!mayFollowReview(row.state, 'released')) {
    throw new Refused('conflict', 'This share waits no more: answer with what became of it');
  }
}

/**
 * Answers the request that a share was bound to, in the transaction that lets it out and in the name of whoever shared
 * it, as they stand now. Where that cannot be, the share leaves all the same and the request waits: the source is
 * shown that, and answers it by hand.
 */
export async function answerReleased(
  access: ExchangeAccess,
  transaction: Transaction,
  released: { review: string; author: Principal; written: Written | undefined },
): Promise<void> {
  const { review, author, written } = released;
  const bound = await transaction.one<{ answers: string | null; community: string }>(
    'SELECT answers, community FROM review WHERE id = ?',
    [review],
  );
  const object = written === undefined ? undefined : tellingOf(written);
  const request = bound?.answers ?? undefined;
  if (bound === undefined || request === undefined || object === undefined) return;
  const view = await access.views.at(transaction, author);
  const tools = await readingOn(access, transaction, view);
  try {
    const at = { community: bound.community, id: request };
    await answerWith(access, transaction, { tools, at, object, review });
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
  }
}

async function answerWith(
  access: ExchangeAccess,
  transaction: Transaction,
  {
    tools,
    at,
    object,
    review,
  }: {
    tools: Reading;
    at: { community: string; id: string };
    object: string;
    review: string;
  },
): Promise<void> {
  const { now, reader } = tools.view;
  const row = await rowToDecide(tools, at);
  if (!isWaiting(stateAt(row, now))) throw over();
  await checkSanitised(tools, row, object);
  await changed(
    transaction,
    `UPDATE release_request SET state = 'sanitised', answered_at = ?, sanitised = ? WHERE id = ? AND ${WAITS}`,
    [now, object, row.id],
  );
  await answeredBy(transaction, row, reader.organization);
  await recordForBoth(transaction, access, {
    at: now,
    organizations: [reader.organization, row.source],
    act: {
      act: 'release-sanitised',
      words: ACT_WORDS.sanitised,
      facts: { request: row.id, contribution: review },
    },
  });
}

/** What says most of what left: a report before a note before a value. */
function tellingOf({ kept, already }: Written): string | undefined {
  const ids = [...kept, ...already].map(({ object }) => object.id);
  return TELLING.map((type) => ids.find((id) => id.startsWith(type))).find(Boolean) ?? ids[0];
}

const TELLING = ['report--', 'note--', 'indicator--'];
