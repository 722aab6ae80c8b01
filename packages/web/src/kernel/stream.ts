import { useEffect, useSyncExternalStore } from 'react';
import {
  API_BASE,
  listObjects,
  listReferences,
  listVersions,
  searchObjects,
  showAccess,
  showObject,
} from './contract.ts';
import type { ObjectRow } from './contract.ts';
import { queryClient } from './query.ts';
import { sessionQuery } from './session.ts';
import { joinStream } from './shared-stream.ts';

/** Something that was shared while this tab looks on. */
export interface Arrival {
  readonly id: string;
  readonly version: string;
  readonly type: string;
}

/** Arrivals remembered until somebody looks at them; beyond it only their number grows less exact. */
const ARRIVALS_MAX = 500;
/** What went, remembered so that lists read before leave it out; beyond it the oldest is forgotten. */
const GONE_MAX = 1000;
/** A connection that opens so long after this page began is one that had broken. */
const BEGIN_MS = 5000;
/** How long what arrives is gathered before it is asked for. */
const GATHER_MS = 150;

let arrivals: readonly Arrival[] = [];
let gone: ReadonlySet<string> = new Set();
let began = 0;
const listeners = new Set<() => void>();

/** What arrived since {@link clearArrivals}. */
export function useArrivals(): readonly Arrival[] {
  return useSyncExternalStore(subscribe, () => arrivals);
}

/** What the reader can read no longer: ids, and ids with a version ({@link goneKey}). Lists leave it out at once. */
export function useGone(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => gone);
}

/** Rows that are still there for the reader. */
export function withoutGone<T extends Pick<ObjectRow, 'id' | 'version'>>(
  rows: readonly T[],
  went: ReadonlySet<string>,
): readonly T[] {
  if (went.size === 0) return rows;
  return rows.filter((row) => !went.has(row.id) && !went.has(goneKey(row.id, row.version)));
}

function goneKey(id: string, version: string): string {
  return `${id} ${version}`;
}

/** Whoever shows the newest page has seen what arrived before. */
export function clearArrivals(): void {
  setArrivals([]);
}

/** What to do about each kind of event. Another kind is another line here. */
const EVENTS: Readonly<Record<string, (data: string) => void>> = {
  object: enter,
  gone: leave,
  ready: opened,
  // Who may read what has changed, or the hub stops: everything shown is asked for again.
  ended: () => void queryClient.invalidateQueries(),
};

/** Keeps the browser's one live stream of a community open; `reader` says for whom, so that nobody hears another's. */
export function useStream(community: string | undefined, reader: string): void {
  useEffect(() => {
    if (community === undefined) return undefined;
    clearArrivals();
    setGone(new Set());
    began = Date.now();
    return joinStream({
      address: `${API_BASE}/stream?community=${encodeURIComponent(community)}`,
      name: `tocsin.stream ${reader} ${community}`,
      events: Object.keys(EVENTS),
      onEvent: ({ name, data }) => EVENTS[name]?.(data),
      onRefused: () => void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    });
  }, [community, reader]);
}

/** Between two connections something may have gone that was only ever in a list. */
function opened(): void {
  if (Date.now() - began > BEGIN_MS) void queryClient.invalidateQueries();
}

function enter(line: string): void {
  const arrival = readArrival(line);
  if (arrival === undefined) return;
  if (!arrivals.some(({ id, version }) => id === arrival.id && version === arrival.version)) {
    setArrivals([arrival, ...arrivals].slice(0, ARRIVALS_MAX));
  }
  // It is there again: marked anew, or brought once more.
  const back = [arrival.id, goneKey(arrival.id, arrival.version)];
  if (back.some((key) => gone.has(key))) {
    setGone(new Set([...gone].filter((key) => !back.includes(key))));
    readAnew([listObjects]);
  }
  readAnew([showObject, listReferences, listVersions, showAccess]);
}

/** Something went: it disappears from what is shown, and what shows it alone asks again. */
function leave(line: string): void {
  const { id, versions } = JSON.parse(line) as { id?: unknown; versions?: unknown };
  if (typeof id !== 'string') return;
  const keys = Array.isArray(versions)
    ? versions.map((version) => goneKey(id, String(version)))
    : [id];
  setGone(new Set([...gone, ...keys].slice(-GONE_MAX)));
  setArrivals(
    arrivals.filter(
      (one) => !keys.includes(one.id) && !keys.includes(goneKey(one.id, one.version)),
    ),
  );
  readAnew([showObject, listReferences, listVersions, showAccess, searchObjects]);
  // An older version may take the place of the one that went, which only the hub can say.
  if (Array.isArray(versions)) readAnew([listObjects]);
}

const stale = new Set<string>();
let reading: ReturnType<typeof setTimeout> | undefined;

/** A share may be of thousands of objects: what they make stale is asked for once. */
function readAnew(contracts: readonly { name: string }[]): void {
  for (const { name } of contracts) stale.add(name);
  reading ??= setTimeout(() => {
    reading = undefined;
    for (const name of stale) void queryClient.invalidateQueries({ queryKey: [name] });
    stale.clear();
  }, GATHER_MS);
}

function setGone(next: ReadonlySet<string>): void {
  gone = next;
  for (const listener of listeners) listener();
}

function readArrival(line: string): Arrival | undefined {
  const { id, version, type } = JSON.parse(line) as Record<string, unknown>;
  if (typeof id !== 'string' || typeof version !== 'string' || typeof type !== 'string') {
    return undefined;
  }
  return { id, version, type };
}

function setArrivals(next: readonly Arrival[]): void {
  if (next === arrivals) return;
  arrivals = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
