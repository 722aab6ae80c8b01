import { timestampMicros } from '@tocsin/stix';
import type {
  CommunityView,
  FeedCondition,
  FeedQuery,
  FilteredPage,
  FilteredQuery,
  Handle,
} from '@tocsin/store';
import type { TlpLevel } from '@tocsin/policy';
import { authorize, Refused } from '../../kernel/index.ts';
import type { CallerContext, Cursors, InputOf, Operation } from '../../kernel/index.ts';
import { levelOf, tlpRefused } from '../../protection/index.ts';
import type { listObjects as contract } from '../exchange.contract.ts';
import { conditionsOf, readFilter } from './filter-conditions.ts';
import { showRows } from './object-rows.ts';
import type { ObjectRowView, ShownRow } from './object-rows.ts';
import { withFacts } from './row-facts.ts';

/** Rows looked at for a count. */
const COUNT_EXACT_MAX = 100_000;
const COUNT_ESTIMATE_MAX = 10_000;

/** What the caller may see of a community, page by page. */
export const listObjects: Operation<typeof contract> = async (context, { params, query }) => {
  const { handle, principal, cursors } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const asked = await feedQueryOf(handle, community, query);
  if (asked instanceof Refused) return asked;
  const read = query.filter === undefined ? undefined : readFilter(query.filter);
  if (read instanceof Refused) return read;
  const filter = `list-objects ${JSON.stringify(asked)}${read === undefined ? '' : ` ${read.text}`}`;
  const scope = { principal, handle, filter };
  const place = await placeOf(context, scope, query);
  if (place instanceof Refused) return place;
  const at = { handle, community, now: context.now() };
  const conditions = read === undefined ? undefined : await conditionsOf(read.filter, at);
  const page = await pageOf(handle, { ...asked, ...place }, conditions);
  const shown = await showRows(context, community.id, page.rows);
  return {
    items: await itemsOf(context, { community: community.id, shown }, query.fields),
    ...(page.next === undefined ? {} : { next_cursor: await cursors.seal(scope, page.next) }),
    ...(page.isShort ? { more: true } : {}),
    ...(await countOf(handle, { ...asked, conditions: conditions ?? [] }, query.count)),
  };
};

async function itemsOf(
  context: CallerContext,
  { community, shown }: { community: string; shown: readonly ShownRow[] },
  fields: Query['fields'],
): Promise<ObjectRowView[]> {
  return fields === undefined
    ? shown.map(({ view }) => view)
    : withFacts(context, community, shown);
}

/** Where a cursor says to go on. */
async function placeOf(
  { cursors }: CallerContext,
  scope: Parameters<Cursors['open']>[0],
  { cursor, order }: Query,
): Promise<Pick<FeedQuery, 'addedAfter' | 'addedBefore'> | Refused> {
  if (cursor === undefined) return {};
  const after = await cursors.open(scope, cursor);
  if (after instanceof Refused) return after;
  return order === 'oldest-first' ? { addedAfter: after } : { addedBefore: after };
}

/** Without conditions the plain page is read: it is asked for most. */
async function pageOf(
  handle: Handle,
  feed: FeedQuery,
  conditions: readonly FeedCondition[] | undefined,
): Promise<FilteredPage> {
  if (conditions !== undefined) return handle.filter.filtered({ ...feed, conditions });
  const { rows, more } = await handle.exchange.page(feed);
  const last = rows.at(-1);
  return {
    rows,
    isShort: false,
    ...(more && last !== undefined ? { next: last.dateAdded } : {}),
  };
}

async function countOf(
  handle: Handle,
  query: FilteredQuery,
  how: Query['count'],
): Promise<{ count?: { value: number; exact: boolean } }> {
  if (how === undefined) return {};
  const looked = how === 'exact' ? COUNT_EXACT_MAX : COUNT_ESTIMATE_MAX;
  const { value, isExact } = await handle.filter.countFiltered(query, looked);
  return { count: { value, exact: isExact } };
}

type Query = InputOf<typeof contract>['query'];

async function feedQueryOf(
  handle: Handle,
  community: CommunityView,
  query: Query,
): Promise<FeedQuery | Refused> {
  const levels = levelsOf(query.tlp, community);
  if (levels instanceof Refused) return levels;
  const origin =
    query.origin === undefined
      ? undefined
      : await organizationOf(handle, community.id, query.origin);
  const addedAfter =
    query.added_after === undefined ? undefined : timestampMicros(utc(query.added_after));
  return {
    community: community.id,
    limit: query.limit,
    order: query.order ?? 'newest-first',
    ...(query.type === undefined ? {} : { types: query.type }),
    ...(levels === undefined ? {} : { levels }),
    ...(origin === undefined ? {} : { origin }),
    ...(addedAfter === undefined ? {} : { addedAfter }),
    ...(query.contribution === undefined ? {} : { contribution: query.contribution }),
    ...(query.version === undefined ? {} : { versions: [query.version] }),
  };
}

function levelsOf(
  words: string | undefined,
  { profile }: CommunityView,
): TlpLevel[] | Refused | undefined {
  if (words === undefined) return undefined;
  const levels = words.split(',').map((word) => levelOf(word, profile));
  const known = levels.filter((level) => level !== undefined);
  return known.length < levels.length ? tlpRefused('?tlp') : known;
}

/** An id or short name; one that the directory does not hold is left as it is, and filters everything out. */
async function organizationOf(handle: Handle, community: string, name: string): Promise<string> {
  const members = await handle.directory.members(community);
  return members.find(({ organization }) => organization.slug === name)?.organization.id ?? name;
}

/** STIX timestamps are in UTC; a caller's may have an offset (its microseconds are kept when it has none). */
function utc(time: string): string {
  return time.endsWith('Z') ? time : new Date(time).toISOString();
}
