import type { ReviewState } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import { mayKnow } from '../exchange/held-receipts.ts';
import type { Reading } from '../exchange/read-page.ts';

/** A share that waits, or did, with the request it answers. */
export interface BoundRow {
  id: string;
  community: string;
  organization: string;
  author: string;
  state: ReviewState;
  answers: string | null;
}

/** What is to answer requests, for whoever may know of a share that waits: they shared it, or look at it. */
export async function boundTo(
  { query, view: { reader } }: Reading,
  requests: readonly { readonly id: string }[],
): Promise<Map<string, { review: string; state: ReviewState }>> {
  const ids = list(
    query.dialect,
    requests.map(({ id }) => id),
  );
  const bound = await query.all<BoundRow>(
    `SELECT id, community, organization, author, state, answers FROM review WHERE ${isIn(query.dialect, 'answers')}`,
    [ids],
  );
  return new Map(
    bound
      .filter((row) => mayKnow(reader, row))
      .map(({ id, state, answers }) => [answers ?? '', { review: id, state }]),
  );
}
