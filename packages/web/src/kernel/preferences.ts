import { useSyncExternalStore } from 'react';

/** What somebody can be told of. */
export const NOTICES = ['arrival', 'answer', 'contradiction', 'duty'] as const;
/** One of {@link NOTICES}. */
export type Notice = (typeof NOTICES)[number];

/** What somebody chose. The hub holds it for all their devices; this browser keeps it for the first paint. */
export interface Preferences {
  readonly language: 'auto' | 'en' | 'de';
  readonly theme: 'auto' | 'light' | 'dark' | 'contrast';
  readonly density: 'comfortable' | 'compact';
  /** Whether single keys act (WCAG 2.1.4). */
  readonly singleKeys: boolean;
  /** Keys somebody chose instead of ours, by action. */
  readonly keys: Readonly<Record<string, string>>;
  /** What they do not want to be told of. */
  readonly silent: readonly Notice[];
  /** Whether what waits for them comes by mail too. */
  readonly letters: boolean;
}

const KEY = 'tocsin.preferences';
const DEFAULTS: Preferences = {
  language: 'auto',
  theme: 'auto',
  density: 'comfortable',
  singleKeys: true,
  keys: {},
  silent: [],
  letters: true,
};

const listeners = new Set<() => void>();
let kept = read();

// Another tab changed them.
globalThis.addEventListener?.('storage', ({ key }) => {
  if (key === KEY) take(read());
});

/** The preferences now. */
export function preferences(): Preferences {
  return kept;
}

/** The preferences, followed. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(onPreferences, preferences);
}

/** Changes some of them, for all tabs of this browser. */
export function prefer(part: Partial<Preferences>): void {
  const next = { ...kept, ...part };
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is switched off: they hold until the page is left.
  }
  take(next);
}

/** Calls back after each change; the answer stops it. */
export function onPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function take(next: Preferences): void {
  kept = next;
  for (const listener of listeners) listener();
}

function read(): Preferences {
  try {
    return withDefaults(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return DEFAULTS;
  }
}

/** What is unknown or of another kind counts as not chosen. */
function withDefaults(value: unknown): Preferences {
  if (typeof value !== 'object' || value === null) return DEFAULTS;
  const given: Partial<Record<string, unknown>> = { ...value };
  const { language, theme, density, singleKeys, keys, silent, letters } = given;
  return {
    language: oneOf(['auto', 'en', 'de'], language),
    theme: oneOf(['auto', 'light', 'dark', 'contrast'], theme),
    density: oneOf(['comfortable', 'compact'], density),
    singleKeys: singleKeys !== false,
    keys: wordsIn(keys),
    silent: Array.isArray(silent) ? NOTICES.filter((one) => silent.includes(one)) : [],
    letters: letters !== false,
  };
}

function oneOf<T extends string>(choices: readonly [T, ...T[]], value: unknown): T {
  return choices.find((one) => one === value) ?? choices[0];
}

function wordsIn(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}
