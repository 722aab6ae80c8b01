import { isSharingOfficer, standingIn } from '@tocsin/policy';
import type { Reader, ReviewState } from '@tocsin/policy';
import type { Query } from '../engine/engine.ts';
import type { ContributionKind, Receipt, RefusedObject } from '../store.ts';
import { waitingObjects } from './hold-back.ts';
import type { Waiting } from './hold-back.ts';
import type { Reading } from './read-page.ts';

interface HeldColumns {
  id: string;
  community: string;
  organization: string;
  author: string;
  kind: ContributionKind;
  title: string;
  at: number;
  waiting: string;
  refused: string;
  state: ReviewState;
  decided_at: number | null;
  words: string | null;
}

/** The receipt of a share that waits or did not leave: for whoever shared it and their sharing officers. */
export async function readHeldReceipt(
  { query, view: { reader } }: Reading,
  id: string,
): Promise<Receipt | undefined> {
  const row = await heldRow(query, id);
  if (row === undefined || row.state === 'released' || !mayKnow(reader, row)) return undefined;
  const refused = JSON.parse(row.refused) as RefusedObject[];
  return {
    id: row.id,
    community: row.community,
    kind: row.kind,
    title: row.title,
    at: row.at,
    atomicRefused: false,
    counts: { kept: 0, 'already-here': 0, held: 0, quarantined: 0, refused: refused.length },
    lines: refused.map((one) => ({ ...one, fate: 'refused' as const })),
    review: reviewOf(row),
  };
}

/** What a receipt of something that left after a review says about it. */
export async function readReviewOf(
  { query, view: { reader } }: Reading,
  id: string,
): Promise<Pick<Receipt, 'review'>> {
  const row = await heldRow(query, id);
  if (row === undefined || !mayKnow(reader, row)) return {};
  return { review: { ...reviewOf(row), waiting: [] } };
}

async function heldRow(query: Query, id: string): Promise<HeldColumns | undefined> {
  return query.one<HeldColumns>(
    `SELECT id, community, organization, author, kind, title, at, waiting, refused, state, decided_at, words
     FROM review WHERE id = ?`,
    [id],
  );
}

function reviewOf(row: HeldColumns): NonNullable<Receipt['review']> {
  return {
    state: row.state,
    waiting: waitingObjects(JSON.parse(row.waiting) as Waiting[]),
    ...(row.decided_at === null ? {} : { decidedAt: row.decided_at }),
    ...(row.words === null ? {} : { words: row.words }),
  };
}

/** Whether the reader may know of a share that waits: they shared it, or they are a sharing officer of its organization. */
export function mayKnow(
  reader: Reader,
  row: { community: string; organization: string; author: string },
): boolean {
  if (row.organization !== reader.organization || standingIn(reader, row.community) === undefined)
    return false;
  return row.author === reader.id || isSharingOfficer(reader, row.community);
}
