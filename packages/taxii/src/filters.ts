import { readTimestamp } from './timestamps.ts';

/** The filters an address may carry (TAXII 2.1 §3.4). */
export type FilterName =
  | 'added_after'
  | 'limit'
  | 'next'
  | 'match[id]'
  | 'match[type]'
  | 'match[version]'
  | 'match[spec_version]';

/** Which filters each endpoint knows (TAXII 2.1 §5.3, §5.4, §5.6, §5.7, §5.8). */
export const ENDPOINT_FILTERS = {
  objects: [
    'added_after',
    'limit',
    'next',
    'match[id]',
    'match[type]',
    'match[version]',
    'match[spec_version]',
  ],
  manifest: [
    'added_after',
    'limit',
    'next',
    'match[id]',
    'match[type]',
    'match[version]',
    'match[spec_version]',
  ],
  object: ['added_after', 'limit', 'next', 'match[version]', 'match[spec_version]'],
  versions: ['added_after', 'limit', 'next', 'match[spec_version]'],
  delete: ['match[version]', 'match[spec_version]'],
} as const satisfies Record<string, readonly FilterName[]>;

/** Filters as read. A missing member was not sent. */
export interface Filters {
  /** Microseconds; strictly later than this. */
  addedAfter?: number;
  /** At least 1; larger than any page means as many as fit. */
  limit?: number;
  next?: string;
  ids?: string[];
  types?: string[];
  /** `last`, `first`, `all`, or exact timestamps as sent. */
  versions?: string[];
  specVersions?: string[];
  /** An option of Tocsin's own: name the effective marking on each object in this TLP version. */
  tlp?: '1' | '2';
}

/** What {@link readFilters} found. A problem is a sentence for the answer 400. */
export type FilterResult =
  | { readonly ok: true; readonly filters: Filters }
  | { readonly ok: false; readonly problem: string };

/** Values in one `match` field. */
export const MATCH_VALUES_MAX = 500;
/** Characters of one value. */
export const VALUE_LENGTH_MAX = 1024;
/** Characters of a query. */
export const QUERY_LENGTH_MAX = 65_536;

const NOTHING: FilterResult = { ok: true, filters: {} };
const KNOWN = new Set<string>(ENDPOINT_FILTERS.objects);

/**
 * Reads the filters from the query of an address, without its question mark. Commas mean OR within a
 * field; a field sent twice, a filter that does not belong to the endpoint and a value that cannot be
 * read are refused (TAXII 2.1 §3.4). Parameters that are no filters are left alone.
 */
export function readFilters(query: string, allowed: readonly FilterName[]): FilterResult {
  if (query === '') return NOTHING;
  if (query.length > QUERY_LENGTH_MAX) {
    return refuse(`The query has ${query.length} characters and ${QUERY_LENGTH_MAX} are accepted`);
  }
  const filters: Filters = {};
  const seen = new Set<string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const isFilter = KNOWN.has(name) || name === 'tlp' || name.startsWith('match[');
    if (!isFilter) continue;
    if (seen.has(name)) {
      return refuse(`"${show(name)}" stands twice; put its values in one field, with commas`);
    }
    seen.add(name);
    const problem =
      name === 'tlp'
        ? readTlp(filters, value)
        : isAllowed(allowed, name)
          ? READERS[name](filters, value)
          : `"${show(name)}" is not a filter of this resource; use ${allowed.join(', ')}`;
    if (problem !== undefined) return refuse(problem);
  }
  return { ok: true, filters };
}

type Problem = string | undefined;

const READERS: Record<FilterName, (filters: Filters, value: string) => Problem> = {
  added_after: (filters, value) => {
    const micros = readTimestamp(value);
    if (micros === undefined) {
      return `Cannot read added_after "${show(value)}": send a UTC timestamp such as 2026-01-31T12:00:00.000000Z`;
    }
    filters.addedAfter = micros;
    return undefined;
  },
  limit: (filters, value) => {
    if (!/^\d{1,15}$/.test(value) || Number(value) === 0) {
      return `Cannot use limit "${show(value)}": send a whole number above 0`;
    }
    filters.limit = Number(value);
    return undefined;
  },
  next: (filters, value) => {
    if (value === '' || value.length > VALUE_LENGTH_MAX * 4) {
      return 'Cannot use this next: send the value of the page before, or none';
    }
    filters.next = value;
    return undefined;
  },
  'match[id]': (filters, value) => {
    const ids = readList('match[id]', value, () => true);
    if (typeof ids === 'string') return ids;
    filters.ids = ids;
    return undefined;
  },
  'match[type]': (filters, value) => {
    const types = readList('match[type]', value, () => true);
    if (typeof types === 'string') return types;
    filters.types = types;
    return undefined;
  },
  'match[version]': (filters, value) => {
    const versions = readList('match[version]', value, isVersion);
    if (typeof versions === 'string') return `${versions}; use last, first, all or timestamps`;
    filters.versions = versions;
    return undefined;
  },
  'match[spec_version]': (filters, value) => {
    const versions = readList('match[spec_version]', value, (one) =>
      /^\d{1,3}\.\d{1,3}$/.test(one),
    );
    if (typeof versions === 'string') return `${versions}; use versions such as 2.1`;
    filters.specVersions = versions;
    return undefined;
  },
};

/** The values without repeats, or a sentence saying which one cannot be used. */
function readList(
  name: FilterName,
  text: string,
  isGood: (value: string) => boolean,
): string[] | string {
  const values = [...new Set(text.split(',').map((value) => value.trim()))];
  if (values.length > MATCH_VALUES_MAX) {
    return `"${name}" has ${values.length} values and ${MATCH_VALUES_MAX} are accepted`;
  }
  for (const value of values) {
    // Control characters are refused here, since PostgreSQL cannot hold NUL in a text.
    const isReadable = value !== '' && value.length <= VALUE_LENGTH_MAX && !hasControl(value);
    if (!isReadable || !isGood(value)) return `Cannot use "${show(value)}" in "${name}"`;
  }
  return values;
}

function readTlp(filters: Filters, value: string): Problem {
  if (value !== '1' && value !== '2') return `Cannot use tlp "${show(value)}": send 1 or 2`;
  filters.tlp = value;
  return undefined;
}

function isVersion(value: string): boolean {
  return (
    value === 'last' || value === 'first' || value === 'all' || readTimestamp(value) !== undefined
  );
}

function isAllowed(allowed: readonly FilterName[], name: string): name is FilterName {
  return (allowed as readonly string[]).includes(name);
}

function hasControl(value: string): boolean {
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code < 32 || code === 127) return true;
  }
  return false;
}

function refuse(problem: string): FilterResult {
  return { ok: false, problem };
}

function show(value: string): string {
  const line = value.replace(/[^ -~]/g, '?');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
