import { send, TaxiiFault, type TaxiiClientOptions } from './client-http.ts';
import {
  collectionUrl,
  walkPages,
  type CollectionAddress,
  type ObjectsQuery,
  type TaxiiPage,
} from './client-pages.ts';
import { envelopes, type EnvelopeLimits, type PushReport } from './client-push.ts';
import {
  isRecord,
  readApiRoot,
  readCollection,
  readCollections,
  readDate,
  readDiscovery,
  readStatus,
  textIn,
} from './loose.ts';
import type { ApiRoot, Collection, Discovery, ManifestRecord, Status } from './resources.ts';
import { readTimestamp, taxiiTimestamp } from './timestamps.ts';

/** Where an incremental reader stands. Plain JSON: keep it between runs, after each page is dealt with. */
export interface PollState {
  /** Everything up to here is read. */
  addedAfter?: string;
  /** The page to go on with, when the last run ended in the middle. */
  next?: string;
  /** The last date added that was seen in the middle of a run. */
  last?: string;
}

/** How to poll. */
export interface PollOptions extends Omit<ObjectsQuery, 'addedAfter'> {
  state?: PollState;
  /**
   * Milliseconds to read again behind the last date added. Servers that take the date before they
   * commit lose objects for pollers without it; the reader then meets objects twice. Default 0.
   */
  overlapMs?: number;
}

/** One page of a poll, and the state to keep once it is dealt with. */
export interface PolledPage {
  page: TaxiiPage;
  state: PollState;
}

/** Statuses still pending are asked for this many times. */
export const STATUS_POLLS_MAX = 100;

/** A client of one TAXII 2.1 server: strict in what it sends, forgiving in what it reads. */
export class TaxiiClient {
  readonly #options: TaxiiClientOptions;

  constructor(options: TaxiiClientOptions) {
    this.#options = options;
  }

  /** The server and its API roots, as absolute addresses. */
  async discovery(): Promise<Discovery> {
    const answer = await this.#get(withSlash(this.#options.url));
    return readDiscovery(answer, this.#options.url);
  }

  /** An API root by its absolute address. */
  async apiRoot(url: string): Promise<ApiRoot> {
    return readApiRoot(await this.#get(withSlash(url)));
  }

  /** The collections of an API root. */
  async collections(apiRoot: string): Promise<Collection[]> {
    return readCollections(await this.#get(`${withSlash(apiRoot)}collections/`));
  }

  /** One collection; throws {@link TaxiiFault} with status 404 when it is not there. */
  async collection(at: CollectionAddress): Promise<Collection> {
    const url = collectionUrl(at);
    const collection = readCollection(await this.#get(url));
    if (collection === undefined) {
      throw new TaxiiFault(`"${url}" answered something that is no collection`, { status: 0, url });
    }
    return collection;
  }

  /** All pages of objects, oldest first. */
  pages(at: CollectionAddress, query: ObjectsQuery = {}): AsyncGenerator<TaxiiPage, void, void> {
    return walkPages(this.#options, { url: collectionUrl(at, 'objects'), query });
  }

  /** All versions of one object that the query asks for; the newest only unless it says otherwise. */
  async object(at: CollectionAddress, id: string, query: ObjectsQuery = {}): Promise<unknown[]> {
    return this.#all({ url: collectionUrl(at, 'objects', id), query });
  }

  /** All records of the manifest, with their dates in TAXII's form where they can be read. */
  async manifest(at: CollectionAddress, query: ObjectsQuery = {}): Promise<ManifestRecord[]> {
    const records = await this.#all({ url: collectionUrl(at, 'manifest'), query });
    return records.filter(isRecord).map((record) => {
      const added = textIn(record, 'date_added') ?? textIn(record, 'dateAdded') ?? '';
      const found: ManifestRecord = {
        id: textIn(record, 'id') ?? '',
        date_added: readDate(added) ?? added,
        version: textIn(record, 'version') ?? '',
      };
      const type = textIn(record, 'media_type') ?? textIn(record, 'mediaType');
      if (type !== undefined) found.media_type = type;
      return found;
    });
  }

  /** The versions of one object. */
  async versions(at: CollectionAddress, id: string): Promise<string[]> {
    const url = collectionUrl(at, 'objects', id, 'versions');
    const all = await this.#all({ url, query: {} });
    return all.filter((version) => typeof version === 'string');
  }

  /** Deletes versions of one object; the newest only unless `versions` says otherwise (TAXII 2.1 §5.7). */
  async delete(at: CollectionAddress, id: string, versions: readonly string[] = []): Promise<void> {
    const search = versions.length === 0 ? '' : `?match[version]=${versions.join(',')}`;
    await send(this.#options, {
      method: 'DELETE',
      url: `${collectionUrl(at, 'objects', id)}${search}`,
    });
  }

  /**
   * What was added since the state was kept. Yields at least one page. The date moves on only when a
   * run is complete: on servers that give many objects one date, a run broken off in the middle would
   * lose the rest of them. A run that was broken off goes on at its next page, or from its beginning
   * when the server has forgotten that page.
   */
  async *poll(
    at: CollectionAddress,
    options: PollOptions = {},
  ): AsyncGenerator<PolledPage, void, void> {
    const { state = {}, overlapMs = 0, ...query } = options;
    let isStarted = false;
    try {
      for await (const polled of this.#pollFrom(at, { query, state, overlapMs })) {
        isStarted = true;
        yield polled;
      }
    } catch (error) {
      if (isStarted || state.next === undefined || !isForgotten(error)) throw error;
      const { next: _next, last: _last, ...again } = state;
      yield* this.#pollFrom(at, { query, state: again, overlapMs });
    }
  }

  /** Adds objects, each already JSON, in envelopes that the server takes, and waits for their fate. */
  async add(
    at: CollectionAddress,
    objects: readonly string[],
    limits?: Partial<EnvelopeLimits>,
  ): Promise<PushReport> {
    const maxContentLength =
      limits?.maxContentLength ?? (await this.apiRoot(at.apiRoot)).max_content_length;
    const packed = envelopes(objects, { ...limits, maxContentLength });
    const report: PushReport = {
      statuses: [],
      success: 0,
      failures: [],
      pending: 0,
      tooLarge: packed.tooLarge,
    };
    for (const body of packed.bodies) {
      const url = collectionUrl(at, 'objects');
      const answer = await send(this.#options, { method: 'POST', url, body });
      const status = await this.settled(at.apiRoot, readStatus(answer.body));
      report.statuses.push(status.id);
      report.success += status.success_count;
      report.failures.push(...(status.failures ?? []));
      report.pending += status.pending_count;
    }
    return report;
  }

  /** A status by its id. */
  async status(apiRoot: string, id: string): Promise<Status> {
    const url = `${withSlash(apiRoot)}status/${encodeURIComponent(id)}/`;
    return readStatus(await this.#get(url));
  }

  /** Asks for a status until it is complete, or {@link STATUS_POLLS_MAX} times. */
  async settled(apiRoot: string, status: Status): Promise<Status> {
    let current = status;
    const sleep = this.#options.sleep ?? wait;
    for (let polls = 0; current.status === 'pending' && polls < STATUS_POLLS_MAX; polls += 1) {
      await sleep(Math.min(100 * 2 ** polls, 5000));
      current = await this.status(apiRoot, current.id);
    }
    return current;
  }

  async *#pollFrom(
    at: CollectionAddress,
    from: { query: ObjectsQuery; state: PollState; overlapMs: number },
  ): AsyncGenerator<PolledPage, void, void> {
    const { state } = from;
    const query: ObjectsQuery = { ...from.query };
    const addedAfter = behind(state.addedAfter, from.overlapMs);
    if (addedAfter !== undefined) query.addedAfter = addedAfter;
    const start = state.next === undefined ? {} : { next: state.next };
    let last = state.last;
    const walk = { url: collectionUrl(at, 'objects'), query, ...start };
    for await (const page of walkPages(this.#options, walk)) {
      last = later(last, page.last);
      const reached: PollState = {};
      const date = page.more ? state.addedAfter : later(state.addedAfter, last);
      if (date !== undefined) reached.addedAfter = date;
      if (page.more && page.next !== undefined) {
        reached.next = page.next;
        if (last !== undefined) reached.last = last;
      }
      yield { page, state: reached };
    }
  }

  async #all(walk: { url: string; query: ObjectsQuery }): Promise<unknown[]> {
    const all: unknown[] = [];
    for await (const page of walkPages(this.#options, walk)) {
      for (const one of page.objects) all.push(one);
    }
    return all;
  }

  async #get(url: string): Promise<unknown> {
    return (await send(this.#options, { method: 'GET', url })).body;
  }
}

/** The server no longer knows the page; anything else wrong with a request shows again on the first page. */
function isForgotten(error: unknown): boolean {
  return error instanceof TaxiiFault && error.status >= 400 && error.status < 500;
}

function behind(date: string | undefined, overlapMs: number): string | undefined {
  if (date === undefined || overlapMs === 0) return date;
  const micros = readTimestamp(date);
  return micros === undefined ? date : taxiiTimestamp(micros - overlapMs * 1000);
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  return a > b ? a : b;
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
