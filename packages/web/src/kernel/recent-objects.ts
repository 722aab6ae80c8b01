import { useSyncExternalStore } from 'react';
import { call } from './client.ts';
import { setPreferences, showPreferences } from './contract.ts';
import type { Preferences } from './contract.ts';

/**
 * An object somebody had open or changed. Only its name: what it says is asked for again, and may be gone. The hub
 * keeps them with the person's preferences, so that they are there on every device, and for nobody else.
 */
export type RecentObject = Preferences['recent'][number];

/** Most that are kept (docs/limits.md). */
const KEPT = 20;
/** Changes close together are told together. Milliseconds. */
const GATHER_MS = 1500;

let recent: readonly RecentObject[] = [];
/** What was opened here and the hub does not know yet. */
let untold: readonly RecentObject[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** Remembers that an object was looked at, or changed. */
export function rememberObject(community: string, object: string, changed = false): void {
  const one = { community, object, at: new Date().toISOString(), changed };
  untold = together([one], untold);
  take(together([one], recent));
  clearTimeout(timer);
  timer = setTimeout(() => void tell(), GATHER_MS);
}

/** The objects looked at last, newest first. */
export function recentObjects(): readonly RecentObject[] {
  return recent;
}

/** The same, followed. */
export function useRecentObjects(): readonly RecentObject[] {
  return useSyncExternalStore(follow, recentObjects);
}

/** Takes in what the hub kept from other devices. */
export function hearRecent(kept: readonly RecentObject[]): void {
  take(together(recent, kept));
}

/** Forgets them, here and on the hub. */
export async function forgetRecent(): Promise<void> {
  forgetObjects();
  await call(setPreferences, { body: { recent: null } });
}

/** Forgets them here: the session is over. */
export function forgetObjects(): void {
  clearTimeout(timer);
  untold = [];
  take([]);
}

/** Other devices told the hub of theirs meanwhile: both are kept. */
async function tell(): Promise<void> {
  const said = untold;
  if (said.length === 0) return;
  try {
    const kept = await call(showPreferences, {});
    // Forgotten, or somebody else meanwhile.
    if (untold.length === 0) return;
    const all = together(said, kept.recent);
    await call(setPreferences, { body: { recent: [...all] } });
    untold = untold.filter((one) => !said.includes(one));
  } catch {
    // Unreachable for now: told with the next.
  }
}

/** One of each, the newest first; that it was changed is not lost by looking at it again. */
function together(
  some: readonly RecentObject[],
  others: readonly RecentObject[],
): readonly RecentObject[] {
  const all = [...some, ...others].toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const found = new Map<string, RecentObject>();
  for (const one of all) {
    const key = `${one.community} ${one.object}`;
    const newer = found.get(key);
    found.set(key, newer === undefined ? one : { ...newer, changed: newer.changed || one.changed });
  }
  return [...found.values()].slice(0, KEPT);
}

function take(next: readonly RecentObject[]): void {
  recent = next;
  for (const listener of listeners) listener();
}

function follow(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
