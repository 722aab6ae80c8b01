import type { ApiRoot, Collection, Discovery, Status, StatusDetails } from './resources.ts';
import { readLooseTime, taxiiTimestamp } from './timestamps.ts';

/**
 * Reads what servers in the wild answer. Public servers use camelCase names, ids that are no UUIDs,
 * relative API roots without their slash, and dates as JavaScript prints them: all of that is put
 * right here, so that nothing behind it needs to know.
 */

/** A discovery whose `api_roots` and `default` are absolute addresses ending in a slash. */
export function readDiscovery(body: unknown, base: string): Discovery {
  const record = isRecord(body) ? body : {};
  const roots = list(record, 'api_roots', 'apiRoots')
    .filter((root) => typeof root === 'string')
    .map((root) => rootAddress(root, base))
    .filter((root) => root !== undefined);
  const discovery: Discovery = { title: textIn(record, 'title') ?? 'TAXII server' };
  const description = textIn(record, 'description');
  if (description !== undefined) discovery.description = description;
  const contact = textIn(record, 'contact');
  if (contact !== undefined) discovery.contact = contact;
  if (roots.length > 0) discovery.api_roots = [...new Set(roots)];
  const preferred = rootAddress(textIn(record, 'default') ?? '', base);
  if (preferred !== undefined && roots.includes(preferred)) discovery.default = preferred;
  return discovery;
}

/** An API root; a server that does not say how much it takes is given 10 MB at a time. */
export function readApiRoot(body: unknown): ApiRoot {
  const record = isRecord(body) ? body : {};
  const length = record['max_content_length'] ?? record['maxContentLength'];
  const root: ApiRoot = {
    title: textIn(record, 'title') ?? 'API root',
    versions: list(record, 'versions').filter((version) => typeof version === 'string'),
    max_content_length: typeof length === 'number' && length > 0 ? length : 10_000_000,
  };
  const description = textIn(record, 'description');
  if (description !== undefined) root.description = description;
  return root;
}

/** The collections that have an id. A missing right to read counts as given, to write as not given. */
export function readCollections(body: unknown): Collection[] {
  const found: Collection[] = [];
  for (const value of list(isRecord(body) ? body : {}, 'collections')) {
    const collection = readCollection(value);
    if (collection !== undefined) found.push(collection);
  }
  return found;
}

/** One collection, or undefined without an id. */
export function readCollection(value: unknown): Collection | undefined {
  if (!isRecord(value)) return undefined;
  const id = textIn(value, 'id');
  if (id === undefined || id === '') return undefined;
  const collection: Collection = {
    id,
    title: textIn(value, 'title') ?? id,
    can_read: (value['can_read'] ?? value['canRead']) !== false,
    can_write: (value['can_write'] ?? value['canWrite']) === true,
  };
  const alias = textIn(value, 'alias');
  if (alias !== undefined) collection.alias = alias;
  const description = textIn(value, 'description');
  if (description !== undefined) collection.description = description;
  const types = list(value, 'media_types', 'mediaTypes').filter((type) => typeof type === 'string');
  if (types.length > 0) collection.media_types = types;
  return collection;
}

/** A status; counts that are missing are counted from the lists. */
export function readStatus(body: unknown): Status {
  const record = isRecord(body) ? body : {};
  const successes = details(record, 'successes');
  const failures = details(record, 'failures');
  const pendings = details(record, 'pendings');
  const success = count(record, 'success_count', successes.length);
  const failure = count(record, 'failure_count', failures.length);
  const pending = count(record, 'pending_count', pendings.length);
  const status: Status = {
    id: textIn(record, 'id') ?? '',
    status: record['status'] === 'pending' ? 'pending' : 'complete',
    total_count: count(record, 'total_count', success + failure + pending),
    success_count: success,
    failure_count: failure,
    pending_count: pending,
  };
  if (successes.length > 0) status.successes = successes;
  if (failures.length > 0) status.failures = failures;
  if (pendings.length > 0) status.pendings = pendings;
  return status;
}

/** A time as a TAXII timestamp, whatever the server wrote; undefined when it is no time. */
export function readDate(value: string | null | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  const micros = readLooseTime(value.trim());
  return micros === undefined ? undefined : taxiiTimestamp(micros);
}

/** A list under any of some names; empty when there is none. */
export function list(record: Record<string, unknown>, ...names: string[]): unknown[] {
  for (const name of names) {
    const value = record[name];
    if (Array.isArray(value)) return value;
  }
  return [];
}

/** A string member, or undefined. */
export function textIn(record: Record<string, unknown>, name: string): string | undefined {
  const value = record[name];
  return typeof value === 'string' ? value : undefined;
}

/** Says whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rootAddress(root: string, base: string): string | undefined {
  if (root === '') return undefined;
  const isAddress = /^[a-z][a-z0-9+.-]*:/i.test(root);
  const path = isAddress || root.startsWith('/') ? root : `/${root}`;
  if (!URL.canParse(path, base)) return undefined;
  const url = new URL(path, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

function details(record: Record<string, unknown>, name: string): StatusDetails[] {
  return list(record, name).map((entry) => {
    // TAXII 2.0 lists bare ids here.
    if (typeof entry === 'string') return { id: entry, version: '' };
    const value = isRecord(entry) ? entry : {};
    const found: StatusDetails = {
      id: textIn(value, 'id') ?? '',
      version: textIn(value, 'version') ?? '',
    };
    const message = textIn(value, 'message');
    if (message !== undefined) found.message = message;
    return found;
  });
}

function count(record: Record<string, unknown>, name: string, otherwise: number): number {
  const value = record[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : otherwise;
}
