import { useSyncExternalStore } from 'react';

/** What somebody did on the way into a community that the hub does not know; kept in this browser. */
export interface Begun {
  readonly hasReadRules: boolean;
  readonly hasChosenLook: boolean;
  /** The list of first steps was put away. */
  readonly isDismissed: boolean;
}

const NOTHING: Begun = { hasReadRules: false, hasChosenLook: false, isDismissed: false };
const listeners = new Set<() => void>();
const cache = new Map<string, Begun>();

/** The first steps somebody took in a community, followed. */
export function useBegun(person: string, community: string): Begun {
  return useSyncExternalStore(subscribe, () => begun(person, community));
}

/** Notes that a step was taken. */
export function noteBegun(person: string, community: string, part: Partial<Begun>): void {
  const next = { ...begun(person, community), ...part };
  const key = keyOf(person, community);
  cache.set(key, next);
  try {
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // Storage is switched off: it holds until the page is left.
  }
  for (const listener of listeners) listener();
}

function begun(person: string, community: string): Begun {
  const key = keyOf(person, community);
  const known = cache.get(key) ?? read(key);
  cache.set(key, known);
  return known;
}

function read(key: string): Begun {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    const kept: Partial<Record<string, unknown>> = { ...(value as object) };
    return {
      hasReadRules: kept['hasReadRules'] === true,
      hasChosenLook: kept['hasChosenLook'] === true,
      isDismissed: kept['isDismissed'] === true,
    };
  } catch {
    return NOTHING;
  }
}

function keyOf(person: string, community: string): string {
  return `tocsin.begun.${person}.${community}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
