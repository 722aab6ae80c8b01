import { standingIn } from '@tocsin/policy';
import { unpackShare, RETURNED_LIFE } from '../exchange/hold-back.ts';
import { reading } from '../exchange/tools.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Review, ReviewedContent, ReviewHandle } from '../store.ts';
import { decide } from './decide.ts';
import { determine, readDetermination } from './determine.ts';
import { REVIEWS_OVER_SHOWN_MAX, REVIEWS_SHOWN_MAX } from './limits.ts';
import { releaseShare } from './release-share.ts';
import { officersOf, reviewOf, reviewRow, reviewRows } from './review-rows.ts';
import { readSetting, setRules } from './setting.ts';

/** The sharing officer's desk as one principal may use it. */
export function createReview(access: ExchangeAccess): ReviewHandle {
  return {
    rules: (community) => reading(access, (tools) => readSetting(tools, community)),
    setRules: (community, rules) => setRules(access, community, rules),
    reviews: (community) => reading(access, (tools) => readReviews(tools, community)),
    review: (community, id) => reading(access, (tools) => readReview(tools, { community, id })),
    release: (community, id, released) => releaseShare(access, { community, id }, released),
    hold: (community, id, words) => decide(access, { community, id }, { act: 'hold', words }),
    giveBack: (community, id, words) => decide(access, { community, id }, { act: 'return', words }),
    withdraw: (community, id) => decide(access, { community, id }, { act: 'withdraw' }),
    determination: (id, community) =>
      reading(access, (tools) => readDetermination(tools, id, community)),
    determine: (id, community, what) => determine(access, { id, community }, what),
  };
}

async function readReviews(tools: Reading, community: string): Promise<Review[]> {
  const { query, view } = tools;
  const { reader, now } = view;
  if (standingIn(reader, community) === undefined) return [];
  const officers = await officersOf(query, community, reader.organization);
  const open = { community, areOpen: true, limit: REVIEWS_SHOWN_MAX };
  const over = { community, areOpen: false, limit: REVIEWS_OVER_SHOWN_MAX };
  const rows = [
    ...(await reviewRows(query, reader, open)),
    ...(await reviewRows(query, reader, over)),
  ];
  return rows.map((row) => reviewOf(row, { reader, now, officers }));
}

async function readReview(
  { query, view: { reader, now } }: Reading,
  at: { community: string; id: string },
): Promise<ReviewedContent | undefined> {
  const row = await reviewRow(query, reader, at);
  if (row === undefined) return undefined;
  const officers = await officersOf(query, row.community, row.organization);
  const review = reviewOf(row, { reader, now, officers });
  const isForgotten = row.state === 'returned' && now - (row.decided_at ?? 0) >= RETURNED_LIFE;
  return row.body === null || isForgotten ? review : { ...review, content: unpackShare(row.body) };
}
