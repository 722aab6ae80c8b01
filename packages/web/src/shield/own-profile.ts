import { NO_PROFILE, readProfile } from '@tocsin/shield';
import type { MemberProfile, ProfileProblem } from '@tocsin/shield';
import { useSyncExternalStore } from 'react';

/**
 * What a person's organization wants to keep out of its shares. It lies in this browser, by person and community, and
 * goes nowhere from here: signing out leaves it, so that nobody has to build it twice.
 */
const PREFIX = 'tocsin.shield-profile.';
/** Longest profile kept, in UTF-16 units. */
export const PROFILE_MAX = 1_000_000;

const read = new Map<string, { text: string | null; profile: MemberProfile }>();
const listeners = new Set<() => void>();

// Another tab changed it.
globalThis.addEventListener?.('storage', ({ key }) => {
  if (key === null || key.startsWith(PREFIX)) tell();
});

/** The profile of a person in a community, followed; {@link NO_PROFILE} while there is none. */
export function useOwnProfile(person: string, community: string): MemberProfile {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => ownProfile(person, community),
  );
}

/** The same at this moment. */
export function ownProfile(person: string, community: string): MemberProfile {
  const key = `${PREFIX}${person}.${community}`;
  const text = textOf(key);
  const before = read.get(key);
  if (before?.text === text && before !== undefined) return before.profile;
  const profile = text === null ? NO_PROFILE : (profileIn(text) ?? NO_PROFILE);
  read.set(key, { text, profile });
  return profile;
}

/** Keeps a profile; an empty one takes it away. False: this browser keeps nothing, or it is too large. */
export function keepProfile(
  { person, community }: { readonly person: string; readonly community: string },
  profile: MemberProfile,
): boolean {
  const key = `${PREFIX}${person}.${community}`;
  try {
    const text = profileText(profile);
    if (text.length > PROFILE_MAX) return false;
    if (isEmpty(profile)) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    return false;
  }
  tell();
  return true;
}

/** Whether nothing is in it. */
export function isEmpty(profile: MemberProfile): boolean {
  return Object.values(profile).every((list) => list.length === 0);
}

/** A profile as a file: `tocsin check --profile` reads the same. */
export function profileText(profile: MemberProfile): string {
  return JSON.stringify(profile, undefined, 2);
}

/**
 * Which profile it is, in eight digits: two people who read out the same use the same. It is made anew from what is in
 * it, so that nobody has to count versions.
 */
export async function profileVersion(profile: MemberProfile): Promise<string> {
  const text = new TextEncoder().encode(profileText(profile));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return Array.from(hash.slice(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A profile from a file, or what is wrong with it. */
export function profileOfFile(text: string): MemberProfile | ProfileProblem {
  try {
    return readProfile(JSON.parse(text));
  } catch {
    return { field: '', message: 'Expected an object with lists such as "domains"' };
  }
}

function profileIn(text: string): MemberProfile | undefined {
  const found = profileOfFile(text);
  return 'message' in found ? undefined : found;
}

function textOf(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function tell(): void {
  for (const listener of listeners) listener();
}
