import { useEffect } from 'react';
import { call } from './client.ts';
import { setPreferences, showPreferences } from './contract.ts';
import type { Preferences as Kept, PreferencesPatch } from './contract.ts';
import { hearRecent } from './recent-objects.ts';
import { NOTICES, onPreferences, prefer, preferences } from './preferences.ts';
import type { Preferences } from './preferences.ts';

/** Changes close together are told to the hub together. Milliseconds. */
const GATHER_MS = 400;

/** For whom this page asks and tells the hub; a change of language mounts the page anew, which must not ask again. */
let person: string | undefined;
/** What the hub holds, as last heard or told. */
let told: Preferences | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

onPreferences(() => {
  if (person !== undefined && (told === undefined || patchOf(told, preferences()) !== undefined)) {
    setUntold(person);
  }
  clearTimeout(timer);
  timer = setTimeout(tell, GATHER_MS);
});

/** Takes what a person chose on any device from the hub, and from then on tells it what they choose here. */
export function useKeptPreferences(id: string | undefined): void {
  useEffect(() => {
    if (id === person) return;
    person = id;
    told = undefined;
    if (id === undefined) return;
    void hear(id);
  }, [id]);
}

async function hear(id: string): Promise<void> {
  try {
    const held = await call(showPreferences, {});
    if (person !== id) return;
    const kept = ofHub(held);
    hearRecent(held.recent);
    told = kept;
    // Chosen here, and the page left before the hub was told: the newer word is this browser's.
    if (isUntold(id)) tell();
    else prefer(kept);
  } catch {
    // Without the hub's word this browser's own holds, and nothing is told.
  }
}

function tell(): void {
  const now = preferences();
  const body = told === undefined ? undefined : patchOf(told, now);
  if (body === undefined) {
    if (told !== undefined) setUntold(undefined);
    return;
  }
  told = now;
  void say(body, now);
}

async function say(body: PreferencesPatch, said: Preferences): Promise<void> {
  try {
    await call(setPreferences, { body });
    if (preferences() === said) setUntold(undefined);
  } catch {
    // Unreachable for now: this browser holds them, and the next change or visit tells the hub.
  }
}

const UNTOLD = 'tocsin.preferences-untold';

/** Whose choices of this browser the hub has not been told yet; outlives a reload. */
function setUntold(id: string | undefined): void {
  try {
    if (id === undefined) localStorage.removeItem(UNTOLD);
    else localStorage.setItem(UNTOLD, id);
  } catch {
    // Storage is switched off: then this browser holds no choice over a reload either.
  }
}

function isUntold(id: string): boolean {
  try {
    return localStorage.getItem(UNTOLD) === id;
  } catch {
    return false;
  }
}

/** What the hub keeps, in this app's words. A language it does not speak counts as none. */
export function ofHub(kept: Kept): Preferences {
  const { language } = kept;
  return {
    language: language === 'en' || language === 'de' ? language : 'auto',
    theme: kept.theme === 'high-contrast' ? 'contrast' : kept.theme,
    density: kept.density,
    singleKeys: kept.keyboard.on,
    keys: kept.keyboard.remaps,
    silent: NOTICES.filter((kind) => !kept.notifications[kind].includes('in-app')),
    letters: kept.notifications.duty.includes('mail'),
  };
}

/** What of it the hub has to be told; `undefined` when nothing changed. */
export function patchOf(told: Preferences, now: Preferences): PreferencesPatch | undefined {
  const patch: PreferencesPatch = {
    ...(told.language === now.language ? {} : { language: now.language }),
    ...(told.theme === now.theme
      ? {}
      : { theme: now.theme === 'contrast' ? 'high-contrast' : now.theme }),
    ...(told.density === now.density ? {} : { density: now.density }),
    ...keyboardPatch(told, now),
    ...noticePatch(told, now),
  };
  return Object.keys(patch).length === 0 ? undefined : patch;
}

function keyboardPatch(told: Preferences, now: Preferences): PreferencesPatch {
  const names = new Set([...Object.keys(told.keys), ...Object.keys(now.keys)]);
  const changed = [...names].filter((name) => told.keys[name] !== now.keys[name]);
  if (changed.length === 0 && told.singleKeys === now.singleKeys) return {};
  const remaps = Object.fromEntries(changed.map((name) => [name, now.keys[name] ?? null]));
  return { keyboard: { on: now.singleKeys, remaps } };
}

function noticePatch(told: Preferences, now: Preferences): PreferencesPatch {
  const changed = NOTICES.filter(
    (kind) =>
      told.silent.includes(kind) !== now.silent.includes(kind) ||
      (kind === 'duty' && told.letters !== now.letters),
  );
  if (changed.length === 0) return {};
  const channels = changed.map((kind) => [
    kind,
    [
      ...(now.silent.includes(kind) ? [] : ['in-app' as const]),
      ...(kind === 'duty' && now.letters ? ['mail' as const] : []),
    ],
  ]);
  return { notifications: Object.fromEntries(channels) };
}
