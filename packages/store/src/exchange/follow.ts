import { isIn, list } from '../engine/engine.ts';
import { visible } from '../visibility/views.ts';
import { readPage } from './read-page.ts';
import { feedRows, microsText } from './tools.ts';
import type { Query } from '../engine/engine.ts';
import type { FeedQuery, Followed, FollowMark, Gone, Micros } from '../store.ts';
import type { Reading } from './read-page.ts';

/** Departures looked at in one reading by somebody who comes back; further ones in the next. */
export const DEPARTURES_AT_ONCE = 500;

/** Where a follower's reading stands; what it holds never leaves the store. */
export type Place =
  /** Came back: what their ledger says they were sent is compared. Departures up to `base` were told. */
  | { readonly kind: 'ledger'; readonly base: Micros }
  /** Follows: what they could read in their reading before is compared. */
  | {
      readonly kind: 'view';
      readonly base: Micros;
      readonly pos: number;
      readonly may: (label: number) => boolean;
    };

const PLACES = new WeakMap<FollowMark, Place>();

interface Departure {
  base: number;
  pos: number;
  stix_id: string;
  version: string;
  version_us: number;
  label: number;
}

/**
 * One reading of somebody who follows: what is new, and what they could read before and cannot now. Both from one
 * snapshot, so that no event contradicts another. The rule for what went: it is told to whoever could have read that
 * very version in their reading before (the row was there then, and their view of then held its label) or, where
 * they come back, was sent it according to the ledger; and only when their present view no longer holds it. So an
 * event says what asking twice would have said, and to a reader who could not have seen the thing nothing is ever said.
 */
export async function follow(
  tools: Reading,
  { feed, since }: { feed: FeedQuery; since: FollowMark | 'now' | { after: Micros } },
): Promise<Followed> {
  const raw = await readPage(tools, feed);
  const page = { rows: await feedRows(tools, raw.rows), more: raw.more };
  const community = tools.words.number(feed.community);
  const here = await placeNow(tools, community);
  const place = placeOf(since);
  if (place === undefined || place.base >= here.base) {
    return { ...page, gone: [], goneAt: undefined, moreGone: false, mark: markOf(here) };
  }
  const { departed, cutAt } = wholeActs(await departures(tools, { community, feed, place }), place);
  const known = departed.filter((one) => place.kind === 'ledger' || place.may(one.label));
  const gone = await goneOf(tools, { community, feed, departed: known });
  const last = known.at(-1);
  return {
    ...page,
    gone,
    goneAt: gone.length === 0 || last === undefined ? undefined : last.base - 1,
    moreGone: cutAt !== undefined,
    mark: markOf(cutAt === undefined ? here : { kind: 'ledger', base: cutAt }),
  };
}

async function placeNow({ query, view }: Reading, community: number): Promise<Place> {
  const head = await query.one<{ pos: number; base: number }>(
    'SELECT pos, base FROM feed_head WHERE community = ?',
    [community],
  );
  const may = (label: number): boolean => view.may(label);
  return { kind: 'view', base: head?.base ?? 0, pos: head?.pos ?? 0, may };
}

/** All that went in one act is told together: where a list was cut, its last act may not be whole and waits. */
function wholeActs(
  all: readonly Departure[],
  place: Place,
): { departed: readonly Departure[]; cutAt: number | undefined } {
  const last = all.at(-1);
  if (place.kind === 'view' || last === undefined || all.length < DEPARTURES_AT_ONCE) {
    return { departed: all, cutAt: undefined };
  }
  const before = all.filter(({ base }) => base < last.base);
  // One act alone fills the list: what is left of it is not told.
  const departed = before.length === 0 ? all : before;
  return { departed, cutAt: departed.at(-1)?.base };
}

function placeOf(since: FollowMark | 'now' | { after: Micros }): Place | undefined {
  if (since === 'now') return undefined;
  if ('after' in since) return { kind: 'ledger', base: since.after + 1 };
  return PLACES.get(since);
}

function markOf(place: Place): FollowMark {
  const mark: FollowMark = Object.freeze({ isMark: true });
  PLACES.set(mark, place);
  return mark;
}

interface Asked {
  readonly community: number;
  readonly feed: FeedQuery;
}

/** What went since, of the types and the origin asked for. Whoever comes back is given only what the ledger names. */
async function departures(
  tools: Reading,
  { community, feed, place }: Asked & { place: Place },
): Promise<Departure[]> {
  const { query, words, view } = tools;
  const { dialect } = query;
  const conditions: string[] = [];
  const parameters: Parameters<Query['all']>[1] & unknown[] = [community, place.base];
  if (feed.types !== undefined) {
    conditions.push(`AND ${isIn(dialect, 'd.type', 'bigint')}`);
    parameters.push(
      list(
        dialect,
        feed.types.map((type) => words.number(type)),
      ),
    );
  }
  if (feed.origin !== undefined) {
    conditions.push('AND d.origin = ?');
    parameters.push(words.number(feed.origin));
  }
  if (place.kind === 'view') {
    conditions.push('AND d.pos <= ?');
    parameters.push(place.pos);
  } else {
    conditions.push(
      'AND EXISTS (SELECT 1 FROM ledger l WHERE l.community = d.community AND l.principal = ? AND l.organization = ? AND l.first_pos <= d.pos AND l.last_pos >= d.pos)',
    );
    parameters.push(view.reader.id, words.number(view.reader.organization));
  }
  const limit = place.kind === 'view' ? '' : ` LIMIT ${String(DEPARTURES_AT_ONCE)}`;
  return query.all<Departure>(
    `SELECT d.base, d.pos, d.stix_id, d.version, d.version_us, d.label FROM departure d
     WHERE d.community = ? AND d.base > ? ${conditions.join(' ')} ORDER BY d.base, d.pos${limit}`,
    parameters,
  );
}

/** Of what went, what this reader's present view no longer holds: whole objects, or single versions. */
async function goneOf(
  tools: Reading,
  { community, feed, departed }: Asked & { departed: readonly Departure[] },
): Promise<Gone[]> {
  const byId = new Map<string, Set<string>>();
  for (const one of departed) {
    const versions = byId.get(one.stix_id) ?? new Set();
    byId.set(one.stix_id, versions.add(versionText(one)));
  }
  const gone: Gone[] = [];
  for (const [id, versions] of byId) {
    const left = await versionsLeft(tools, { community, feed, id });
    if (left.size === 0) {
      gone.push({ id });
      continue;
    }
    const lost = [...versions].filter((version) => !left.has(version));
    if (lost.length > 0) gone.push({ id, versions: lost });
  }
  return gone;
}

async function versionsLeft(
  { query, view, words }: Reading,
  { community, feed, id }: Asked & { id: string },
): Promise<Set<string>> {
  const ofOrigin = feed.origin === undefined ? '' : ' AND v.origin = ?';
  const rows = await query.all<{ version: string; version_us: number }>(
    `SELECT v.version, v.version_us FROM version v
     WHERE v.stix_id = ? AND v.community = ? AND v.pos > 0 AND ${visible(query.dialect, 'v.label')}${ofOrigin}`,
    [id, community, view.labels, ...(feed.origin === undefined ? [] : [words.number(feed.origin)])],
  );
  return new Set(rows.map(versionText));
}

function versionText({
  version,
  version_us: micros,
}: {
  version: string;
  version_us: number;
}): string {
  return version.startsWith('@') ? microsText(micros) : version;
}
