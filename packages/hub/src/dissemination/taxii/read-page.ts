import type { CommunityView, FeedQuery, FeedRow } from '@tocsin/store';
import { ENDPOINT_FILTERS, readFilters } from '@tocsin/taxii';
import type { Filters, PageEnd } from '@tocsin/taxii';
import { Refused } from '../../kernel/index.ts';
import type { Caller, HubServices } from '../../kernel/index.ts';
import type { FeedCollection } from './collections.ts';
import { taxiiBadRequest, taxiiRefusal } from './refusal.ts';
import type { TaxiiRefused } from './refusal.ts';

/** Rows in a page when the client names no limit. */
export const PAGE_USUAL = 1000;
/** Most rows in a page, whatever the client asks for. */
export const PAGE_ROWS_MAX = 5000;
/** Characters of objects in one page: a page ends early rather than grow beyond what a client can hold. */
export const PAGE_TEXT_MAX = 16 * 1024 * 1024;

/** Who reads which collection of which community. */
export interface Place {
  readonly caller: Caller;
  readonly community: CommunityView;
  readonly collection: FeedCollection;
}

/** What is asked of a collection. */
export interface Asked {
  readonly endpoint: 'objects' | 'manifest' | 'object' | 'versions';
  /** The query of the address, without its question mark. */
  readonly search: string;
  /** The object of an address that names one. */
  readonly id?: string;
}

/** A page of a collection as the caller sees it. */
export interface CollectionPage {
  readonly rows: readonly FeedRow[];
  readonly end: PageEnd;
  readonly filters: Filters;
  readonly place: Place;
}

/** Reads one page of a collection. */
export async function readPage(
  hub: HubServices,
  place: Place,
  asked: Asked,
): Promise<CollectionPage | TaxiiRefused> {
  const read = readFilters(asked.search, ENDPOINT_FILTERS[asked.endpoint]);
  if (!read.ok) return taxiiBadRequest(read.problem);
  const { filters } = read;
  const query = queryOf(place, asked, filters);
  if (filters.next !== undefined) {
    const after = await hub.cursors.open(scopeOf(place, asked, filters), filters.next);
    if (after instanceof Refused) return taxiiRefusal(after);
    // Clients send `added_after` again beside `next`, some of them a later one: the later place holds.
    if (query !== undefined) query.addedAfter = Math.max(after, query.addedAfter ?? after);
  }
  if (query === undefined) return { rows: [], end: { more: false }, filters, place };
  const page = await place.caller.handle.exchange.page(query);
  const rows = withinText(page.rows);
  const last = rows.at(-1);
  const more = page.more || rows.length < page.rows.length;
  if (!more || last === undefined) return { rows, end: { more: false }, filters, place };
  const next = await hub.cursors.seal(scopeOf(place, asked, filters), last.dateAdded);
  return { rows, end: { more, next }, filters, place };
}

/** Whether the collection gives the caller this object at all, whatever the filters. */
export async function hasObject(place: Place, id: string): Promise<boolean> {
  const asked: Asked = { endpoint: 'versions', search: '', id };
  const query = queryOf(place, asked, { limit: 1 });
  if (query === undefined) return false;
  return (await place.caller.handle.exchange.page(query)).rows.length > 0;
}

/** The reading of the feed, or undefined when nothing can match. */
function queryOf(place: Place, asked: Asked, filters: Filters): FeedQuery | undefined {
  const { collection, community } = place;
  const types = bothOf(collection.types, filters.types);
  if (types?.length === 0) return undefined;
  const query: FeedQuery = {
    community: community.id,
    limit: Math.min(filters.limit ?? PAGE_USUAL, PAGE_ROWS_MAX),
    versions: asked.endpoint === 'versions' ? ['all'] : (filters.versions ?? ['last']),
  };
  if (types !== undefined) query.types = types;
  if (collection.origin !== undefined) query.origin = collection.origin;
  if (filters.addedAfter !== undefined) query.addedAfter = filters.addedAfter;
  if (filters.specVersions !== undefined) query.specVersions = filters.specVersions;
  const ids = asked.id === undefined ? filters.ids : [asked.id];
  if (ids !== undefined) query.ids = ids;
  return query;
}

type CursorScope = Parameters<HubServices['cursors']['seal']>[0];

/** What a cursor is bound to. The limit and the date may change from page to page, the rest may not. */
function scopeOf(place: Place, asked: Asked, filters: Filters): CursorScope {
  const { ids, types, versions, specVersions } = filters;
  const { principal, handle } = place.caller;
  const list = asked.endpoint === 'versions' ? 'versions' : 'objects';
  const filter = JSON.stringify([
    'taxii',
    list,
    place.community.id,
    place.collection.id,
    asked.id ?? '',
    [ids, types, versions, specVersions],
  ]);
  return { principal, handle, filter };
}

function bothOf(
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
): readonly string[] | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : a.filter((type) => b.includes(type));
}

/** As many rows as fit into one answer; at least one. */
function withinText(rows: readonly FeedRow[]): readonly FeedRow[] {
  let length = 0;
  for (const [index, row] of rows.entries()) {
    length += row.text.length;
    if (length > PAGE_TEXT_MAX && index > 0) return rows.slice(0, index);
  }
  return rows;
}
