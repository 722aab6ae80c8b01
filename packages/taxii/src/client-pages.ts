import { send, TaxiiFault, type TaxiiClientOptions } from './client-http.ts';
import { isRecord, list, readDate, textIn } from './loose.ts';

/** Where a collection is: the absolute address of its API root, and its id or alias. */
export interface CollectionAddress {
  apiRoot: string;
  id: string;
}

/** What to ask of a collection (TAXII 2.1 §3.4). */
export interface ObjectsQuery {
  /** A TAXII timestamp; strictly later than this. */
  addedAfter?: string;
  /** Objects in one page; the server may give fewer. */
  limit?: number;
  ids?: readonly string[];
  types?: readonly string[];
  /** `last`, `first`, `all` or timestamps. */
  versions?: readonly string[];
  specVersions?: readonly string[];
}

/** One page of a collection. */
export interface TaxiiPage {
  /** The parsed objects (or manifest records) in the order of the server. */
  objects: unknown[];
  /** The body as received, for those who need the objects byte for byte. */
  bytes: Uint8Array;
  more: boolean;
  next: string | undefined;
  /** From the date-added headers, put into TAXII's form; undefined when absent or unreadable. */
  first: string | undefined;
  last: string | undefined;
}

/** Pages that one walk may take before it is taken for a loop. */
export const PAGES_MAX = 1_000_000;

/** What a walk asks for: a resource of a collection, and where to begin. */
export interface Walk {
  url: string;
  query: ObjectsQuery;
  next?: string;
}

/**
 * Walks all pages of a resource. Follows `next` where the server gives it, else repeats the query
 * from the last date added (TAXII 2.1 §3.5). A server that says `more` without a way onwards, or
 * shows the same way twice, ends the walk with a {@link TaxiiFault} instead of a loop.
 */
export async function* walkPages(
  options: TaxiiClientOptions,
  walk: Walk,
): AsyncGenerator<TaxiiPage, void, void> {
  const seen = new Set<string>();
  let next = walk.next;
  let addedAfter = walk.query.addedAfter;
  for (let count = 0; count < PAGES_MAX; count += 1) {
    const page = await readPage(options, walk.url, { ...walk.query, addedAfter, next });
    yield page;
    if (!page.more) return;
    if (page.next === undefined) {
      if (page.last === undefined) throw stuck(walk.url, 'no way to the next page');
      addedAfter = page.last;
      next = undefined;
    } else {
      next = page.next;
    }
    const way = `${next ?? ''} ${addedAfter ?? ''}`;
    if (seen.has(way)) throw stuck(walk.url, 'the same next page twice');
    seen.add(way);
  }
  throw stuck(walk.url, `more than ${PAGES_MAX} pages`);
}

/** The address of something in a collection; always with the closing slash (TAXII 2.1 §3.1). */
export function collectionUrl(at: CollectionAddress, ...path: readonly string[]): string {
  const root = at.apiRoot.endsWith('/') ? at.apiRoot : `${at.apiRoot}/`;
  const steps = ['collections', at.id, ...path].map((step) => encodeURIComponent(step));
  return `${root}${steps.join('/')}/`;
}

async function readPage(
  options: TaxiiClientOptions,
  url: string,
  query: Omit<ObjectsQuery, 'addedAfter'> & {
    addedAfter: string | undefined;
    next: string | undefined;
  },
): Promise<TaxiiPage> {
  const search = queryText(query);
  const answer = await send(options, {
    method: 'GET',
    url: search === '' ? url : `${url}?${search}`,
  });
  const body = isRecord(answer.body) ? answer.body : {};
  const next = textIn(body, 'next') ?? numberText(body['next']);
  return {
    objects: list(body, 'objects', 'versions'),
    bytes: answer.bytes,
    more: body['more'] === true,
    next: next === '' ? undefined : next,
    first: readDate(answer.headers.get('x-taxii-date-added-first')),
    last: readDate(answer.headers.get('x-taxii-date-added-last')),
  };
}

function queryText(
  query: Omit<ObjectsQuery, 'addedAfter'> & {
    addedAfter: string | undefined;
    next: string | undefined;
  },
): string {
  const search = new URLSearchParams();
  if (query.addedAfter !== undefined) search.set('added_after', query.addedAfter);
  if (query.limit !== undefined) search.set('limit', String(query.limit));
  if (query.next !== undefined) search.set('next', query.next);
  const fields = [
    ['id', query.ids],
    ['type', query.types],
    ['version', query.versions],
    ['spec_version', query.specVersions],
  ] as const;
  for (const [name, values] of fields) {
    if (values !== undefined && values.length > 0) search.set(`match[${name}]`, values.join(','));
  }
  return search.toString();
}

function stuck(url: string, why: string): TaxiiFault {
  return new TaxiiFault(`"${url}" says there is more and gives ${why}`, { status: 0, url });
}

function numberText(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : undefined;
}
