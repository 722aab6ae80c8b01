import { isSharingOfficer, mayFollowReview, mayReleaseShare } from '@tocsin/policy';
import type { Reader, ReviewState, TlpLevel } from '@tocsin/policy';
import type { Query } from '../engine/engine.ts';
import { RETURNED_LIFE } from '../exchange/hold-back.ts';
import { mayKnow } from '../exchange/held-receipts.ts';
import type { Waiting } from '../exchange/hold-back.ts';
import type { ContributionKind, NewContribution, Review, ReviewAct } from '../store.ts';

/** A row as it stands, with the names that go with it. */
export interface ReviewRow {
  id: string;
  community: string;
  organization: string;
  author: string;
  author_kind: 'person' | 'token';
  author_name: string | null;
  /** The person behind a token: theirs, or whoever made it. */
  behind: string | null;
  kind: ContributionKind;
  title: string;
  via: NewContribution['via'];
  alias: string | null;
  at: number;
  why: Review['why'];
  levels: string;
  waiting: string;
  body: string | null;
  state: ReviewState;
  decided_at: number | null;
  decided_by: string | null;
  decider_name: string | null;
  words: string | null;
  /** The request to share wider that it answers. */
  answers: string | null;
}

const COLUMNS =
  'r.id, r.community, r.organization, r.author, r.author_kind, r.kind, r.title, r.via, r.alias, r.at, r.why, r.levels, r.waiting, r.state, r.decided_at, r.decided_by, r.words, r.answers';
const NAMES = `coalesce(p.name, t.name) AS author_name, coalesce(t.person, t.created_by) AS behind, d.name AS decider_name`;
const JOINS =
  'LEFT JOIN person p ON p.id = r.author LEFT JOIN token t ON t.id = r.author LEFT JOIN person d ON d.id = r.decided_by';

/** One row that the reader may know, with what is in it. */
export async function reviewRow(
  query: Query,
  reader: Reader,
  at: { community: string; id: string },
): Promise<ReviewRow | undefined> {
  const row = await query.one<ReviewRow>(
    `SELECT ${COLUMNS}, r.body, ${NAMES} FROM review r ${JOINS} WHERE r.id = ? AND r.community = ?`,
    [at.id, at.community],
  );
  return row === undefined || !mayKnow(reader, row) ? undefined : row;
}

/** The rows the reader may know, in some states; the oldest or the newest first. */
export async function reviewRows(
  query: Query,
  reader: Reader,
  of: { community: string; areOpen: boolean; limit: number },
): Promise<ReviewRow[]> {
  const states = of.areOpen ? "('waiting', 'held')" : "('released', 'returned', 'withdrawn')";
  const order = of.areOpen ? 'r.at, r.id' : 'r.decided_at DESC, r.id';
  const isOfficer = isSharingOfficer(reader, of.community);
  const rows = await query.all<Omit<ReviewRow, 'body'>>(
    `SELECT ${COLUMNS}, ${NAMES} FROM review r ${JOINS}
     WHERE r.community = ? AND r.organization = ? AND r.state IN ${states} AND (? = 1 OR r.author = ?)
     ORDER BY ${order} LIMIT (? + 0)`,
    [of.community, reader.organization, isOfficer ? 1 : 0, reader.id, of.limit],
  );
  return rows.map((row) => ({ ...row, body: null })).filter((row) => mayKnow(reader, row));
}

/** Sharing officers of an organization in a community, by name. */
export async function officersOf(
  query: Query,
  community: string,
  organization: string,
): Promise<{ id: string; name: string }[]> {
  const rows = await query.all<{ id: string; name: string }>(
    `SELECT p.id, p.name FROM representation r JOIN person p ON p.id = r.person
      JOIN affiliation a ON a.person = r.person AND a.organization = r.organization
      JOIN membership m ON m.community = r.community AND m.organization = r.organization
      WHERE r.community = ? AND r.organization = ? AND r.roles LIKE '%"sharing-officer"%' AND p.is_disabled = 0
        AND m.state IN ('active', 'probation') AND (a.provider IS NULL OR a.provider = a.organization)
      ORDER BY p.name, p.id`,
    [community, organization],
  );
  return rows.map((row) => ({ ...row }));
}

/** What a row is to this reader. */
export function reviewOf(
  row: ReviewRow,
  { reader, now, officers }: { reader: Reader; now: number; officers: readonly { id: string }[] },
): Review {
  const isOwn = row.author === reader.id || row.behind === reader.id;
  const isOfficer = isSharingOfficer(reader, row.community);
  const hasAnotherOfficer = officers.some(({ id }) => id !== reader.id);
  const isReleased = mayReleaseShare({ isOwn, hasAnotherOfficer });
  const acts: [ReviewAct, ReviewState, boolean][] = [
    ['release', 'released', isOfficer && isReleased],
    ['hold', 'held', isOfficer],
    ['return', 'returned', isOfficer && isReleased],
    ['withdraw', 'withdrawn', row.author === reader.id],
  ];
  const isForgotten = row.state === 'returned' && now - (row.decided_at ?? 0) >= RETURNED_LIFE;
  return {
    id: row.id,
    community: row.community,
    kind: row.kind,
    title: isForgotten ? '' : row.title,
    via: row.via,
    ...(row.alias === null ? {} : { alias: row.alias }),
    author: { kind: row.author_kind, id: row.author, name: row.author_name ?? '' },
    isOwn,
    at: row.at,
    why: row.why,
    levels: JSON.parse(row.levels) as TlpLevel[],
    objects: (JSON.parse(row.waiting) as Waiting[]).length,
    state: row.state,
    ...decidedOf(row),
    may: acts.filter(([, to, may]) => may && mayFollowReview(row.state, to)).map(([act]) => act),
    ...(row.answers === null ? {} : { answers: row.answers }),
    needsAnother: isOfficer && !isReleased && mayFollowReview(row.state, 'released'),
  };
}

function decidedOf(row: ReviewRow): Pick<Review, 'decided'> {
  if (row.decided_at === null) return {};
  return {
    decided: {
      at: row.decided_at,
      by: { id: row.decided_by ?? '', name: row.decider_name ?? '' },
      ...(row.words === null ? {} : { words: row.words }),
    },
  };
}
