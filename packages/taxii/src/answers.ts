import type { Collection, ErrorMessage, Status, StatusDetails } from './resources.ts';
import { taxiiTimestamp } from './timestamps.ts';

/** Whether more follows, and where. */
export interface PageEnd {
  more: boolean;
  /** Opaque; always given when `more` is true, because clients exist that loop for ever without it. */
  next?: string;
}

/** One row of a manifest, in the units of a store. */
export interface ManifestRow {
  id: string;
  version: string;
  specVersion: string;
  /** Microseconds since the epoch. */
  dateAdded: number;
}

/**
 * The text of an envelope (TAXII 2.1 §3.7) around objects that are JSON already: they are joined,
 * never parsed. An empty page is `{}`, since empty lists are forbidden (TAXII 2.1 §2).
 */
export function envelopeText(objects: readonly string[], end: PageEnd): string {
  return pageText('objects', objects.join(','), end);
}

/** The text of a manifest (TAXII 2.1 §5.3). */
export function manifestText(rows: readonly ManifestRow[], end: PageEnd): string {
  let records = '';
  for (const row of rows) {
    records += `${records === '' ? '' : ','}{"id":${JSON.stringify(row.id)},"date_added":"${taxiiTimestamp(
      row.dateAdded,
    )}","version":${JSON.stringify(row.version)},"media_type":"application/stix+json;version=${
      row.specVersion
    }"}`;
  }
  return pageText('objects', records, end);
}

/** The text of a list of versions (TAXII 2.1 §5.8). */
export function versionsText(versions: readonly string[], end: PageEnd): string {
  return pageText('versions', versions.map((version) => JSON.stringify(version)).join(','), end);
}

/** The text of a list of collections (TAXII 2.1 §5.1). */
export function collectionsText(collections: readonly Collection[]): string {
  return collections.length === 0 ? '{}' : JSON.stringify({ collections });
}

/** The headers that say when the first and the last row of an answer were added (TAXII 2.1 §3.4). */
export function dateAddedHeaders(
  first: number | undefined,
  last: number | undefined,
): Record<string, string> {
  // An empty answer has neither; the standard contradicts itself there (errata issue 117).
  if (first === undefined || last === undefined) return {};
  return {
    'x-taxii-date-added-first': taxiiTimestamp(first),
    'x-taxii-date-added-last': taxiiTimestamp(last),
  };
}

/** What {@link statusOf} is made from. */
export interface StatusParts {
  id: string;
  /** Microseconds since the epoch. */
  requestedAt: number;
  successes: readonly StatusDetails[];
  failures: readonly StatusDetails[];
  pendings?: readonly StatusDetails[];
}

/** A status whose counts add up and whose empty lists are left out (TAXII 2.1 §4.3, §2). */
export function statusOf(parts: StatusParts): Status {
  const pendings = parts.pendings ?? [];
  const status: Status = {
    id: parts.id,
    status: pendings.length === 0 ? 'complete' : 'pending',
    request_timestamp: taxiiTimestamp(parts.requestedAt),
    total_count: parts.successes.length + parts.failures.length + pendings.length,
    success_count: parts.successes.length,
    failure_count: parts.failures.length,
    pending_count: pendings.length,
  };
  if (parts.successes.length > 0) status.successes = [...parts.successes];
  if (parts.failures.length > 0) status.failures = [...parts.failures];
  if (pendings.length > 0) status.pendings = [...pendings];
  return status;
}

/** The text of an error; `http_status` always equals the status (TAXII 2.1 §3.6.1). */
export function errorText(status: number, error: Omit<ErrorMessage, 'http_status'>): string {
  return JSON.stringify({ ...error, http_status: String(status) });
}

function pageText(key: 'objects' | 'versions', list: string, end: PageEnd): string {
  if (list === '' && !end.more) return '{}';
  const next = end.next === undefined ? '' : `,"next":${JSON.stringify(end.next)}`;
  const items = list === '' ? '' : `,"${key}":[${list}]`;
  return `{"more":${end.more}${next}${items}}`;
}
