import { DIFFERENCES_MAX } from './limits.ts';

/** One place in which two versions of an object differ. */
export interface Difference {
  /** JSON pointer (RFC 6901) into the newer version, or into the older one for what is gone. */
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Absent for what was added. */
  readonly old?: unknown;
  /** Absent for what was removed. */
  readonly new?: unknown;
}

/** The differences of two versions, in the order of the newer one's properties; `complete` is false when there are more than are told. */
export interface Differences {
  readonly items: readonly Difference[];
  readonly complete: boolean;
}

/**
 * What changed from one version of an object to another, property by property. Lists of plain values (labels,
 * references) are compared as sets: their order says nothing in STIX (§2.9); lists of objects place by place.
 */
export function differencesOf(
  older: Readonly<Record<string, unknown>>,
  newer: Readonly<Record<string, unknown>>,
): Differences {
  const items: Difference[] = [];
  compare({ path: '', old: older, new: newer }, items);
  return { items: items.slice(0, DIFFERENCES_MAX), complete: items.length <= DIFFERENCES_MAX };
}

interface Pair {
  readonly path: string;
  readonly old: unknown;
  readonly new: unknown;
}

function compare(pair: Pair, items: Difference[]): void {
  if (items.length > DIFFERENCES_MAX) return;
  const { path, old, new: fresh } = pair;
  if (isRecord(old) && isRecord(fresh)) return compareRecords(path, { old, fresh }, items);
  if (Array.isArray(old) && Array.isArray(fresh)) return compareLists(path, { old, fresh }, items);
  if (!Object.is(old, fresh)) items.push({ path, change: 'changed', old, new: fresh });
}

function compareRecords(
  path: string,
  { old, fresh }: { old: Record<string, unknown>; fresh: Record<string, unknown> },
  items: Difference[],
): void {
  for (const [key, value] of Object.entries(fresh)) {
    const at = `${path}/${escaped(key)}`;
    if (Object.hasOwn(old, key)) compare({ path: at, old: old[key], new: value }, items);
    else items.push({ path: at, change: 'added', new: value });
  }
  for (const [key, value] of Object.entries(old)) {
    if (Object.hasOwn(fresh, key)) continue;
    items.push({ path: `${path}/${escaped(key)}`, change: 'removed', old: value });
  }
}

function compareLists(
  path: string,
  { old, fresh }: { old: unknown[]; fresh: unknown[] },
  items: Difference[],
): void {
  if (old.every(isPlain) && fresh.every(isPlain)) {
    const [before, after] = [new Set(old), new Set(fresh)];
    for (const [place, value] of fresh.entries())
      if (!before.has(value))
        items.push({ path: `${path}/${String(place)}`, change: 'added', new: value });
    for (const [place, value] of old.entries())
      if (!after.has(value))
        items.push({ path: `${path}/${String(place)}`, change: 'removed', old: value });
    return;
  }
  for (let place = 0; place < Math.max(old.length, fresh.length); place++) {
    const at = `${path}/${String(place)}`;
    if (place >= old.length) items.push({ path: at, change: 'added', new: fresh[place] });
    else if (place >= fresh.length) items.push({ path: at, change: 'removed', old: old[place] });
    else compare({ path: at, old: old[place], new: fresh[place] }, items);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** RFC 6901 §3. */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
