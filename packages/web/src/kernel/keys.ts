import { useEffect, useSyncExternalStore } from 'react';
import { preferences } from './preferences.ts';
import { word } from './words.ts';

/** One thing a key does. */
interface KeyEntry {
  /** `c`, `Shift+x`, `g h` for one after the other, `Mod+k` for Ctrl or ⌘. */
  readonly keys: string;
  readonly words: string;
  /** Where it works: on every page, or on pages that say so. */
  readonly place: 'everywhere' | 'page';
}

/**
 * Everything a key can do, in the order it is listed. A page that needs another adds a line here and says what happens
 * in {@link useKeys}; the same thing must be reachable without the key.
 */
export const KEYS = {
  palette: {
    keys: 'Mod+k',
    words: word('Go somewhere, act, or look up values'),
    place: 'everywhere',
  },
  filter: { keys: '/', words: word('Go to the filter'), place: 'everywhere' },
  sheet: { keys: '?', words: word('Show the keys of this page'), place: 'everywhere' },
  share: { keys: 'c', words: word('Share something'), place: 'everywhere' },
  send: { keys: 'Mod+Enter', words: word('Send what is written'), place: 'page' },
  'go-home': { keys: 'g h', words: word('Go to the start'), place: 'everywhere' },
  'go-intelligence': { keys: 'g i', words: word('Go to Intelligence'), place: 'everywhere' },
  'go-members': { keys: 'g m', words: word('Go to Members'), place: 'everywhere' },
  'go-shares': { keys: 'g s', words: word('Go to Our shares'), place: 'everywhere' },
  next: { keys: 'j', words: word('Next line'), place: 'page' },
  previous: { keys: 'k', words: word('Previous line'), place: 'page' },
  open: { keys: 'Enter', words: word('Open'), place: 'page' },
  beside: { keys: 'o', words: word('Show beside the list'), place: 'page' },
  select: { keys: 'x', words: word('Select'), place: 'page' },
  'select-range': { keys: 'Shift+x', words: word('Select up to here'), place: 'page' },
  done: { keys: 'e', words: word('Done with this'), place: 'page' },
  copy: { keys: 'y', words: word('Copy defanged'), place: 'page' },
  'copy-live': { keys: 'Shift+y', words: word('Copy live'), place: 'page' },
  undo: { keys: 'z', words: word('Undo'), place: 'page' },
  saw: { keys: 's', words: word('Say that you saw this'), place: 'page' },
  'call-false': { keys: 'f', words: word('Say that this is a false positive'), place: 'page' },
  acted: { keys: 'a', words: word('Say what you did about it'), place: 'page' },
} as const satisfies Record<string, KeyEntry>;
/** One of {@link KEYS}. */
export type KeyName = keyof typeof KEYS;
/** What keys do on a page. */
export type KeyActs = Partial<Record<KeyName, () => void>>;

/** Where letters are text, and what covers the page the keys are for. */
const TYPING =
  'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog:modal, [role=menu], [popover]';
/** Keys that may be held down: moving through a list. */
const REPEATED = new Set(['j', 'k']);
/** The second key of two must follow within this time. */
const SEQUENCE_MS = 1200;

let layers: readonly KeyActs[] = [];
const listeners = new Set<() => void>();
let begun: { readonly key: string; readonly at: number } | undefined;

/** Gives keys something to do for as long as a part is shown. Later parts go before earlier ones. */
export function useKeys(acts: KeyActs): void {
  useEffect(() => {
    setLayers([...layers, acts]);
    return () => setLayers(layers.filter((one) => one !== acts));
  }, [acts]);
}

/** The names of the keys that do something now, in the order of {@link KEYS}. */
export function useActiveKeys(): readonly KeyName[] {
  const now = useSyncExternalStore(subscribe, () => layers);
  return keyNames().filter((name) => now.some((acts) => acts[name] !== undefined));
}

/** All names, in order. */
export function keyNames(): KeyName[] {
  return Object.keys(KEYS) as KeyName[];
}

/** The keys of an action: somebody's own, else ours. */
export function keysOf(name: KeyName): string {
  return preferences().keys[name] ?? KEYS[name].keys;
}

/** Where an action's keys work. */
export function placeOf(name: KeyName): KeyEntry['place'] {
  const entry: KeyEntry = KEYS[name];
  return entry.place;
}

/** Whether an action has a key that works now. Keys with Ctrl or ⌘ always do (WCAG 2.1.4). */
export function isOn(name: KeyName): boolean {
  return preferences().singleKeys || keysOf(name).startsWith('Mod+');
}

/** Another action that has these keys, or keys that begin with them. */
export function takenBy(name: KeyName, keys: string): KeyName | undefined {
  return keyNames().find((other) => {
    const theirs = keysOf(other);
    return (
      other !== name &&
      (theirs === keys || theirs.startsWith(`${keys} `) || keys.startsWith(`${theirs} `))
    );
  });
}

/** A key as it is written in {@link KEYS}; `undefined` for keys that only hold others. */
export function keyOfEvent(event: KeyboardEvent): string | undefined {
  const { key } = event;
  if (['Shift', 'Control', 'Alt', 'Meta', 'Dead', 'Process', 'Unidentified'].includes(key)) {
    return undefined;
  }
  const isLetter = /^\p{L}$/u.test(key);
  const name = isLetter ? key.toLowerCase() : key;
  if (event.ctrlKey || event.metaKey) return `Mod+${name}`;
  return event.shiftKey && isLetter ? `Shift+${name}` : name;
}

/** What to do about a key that was pressed; `undefined` when nothing, or not yet. */
export function actFor(event: KeyboardEvent): (() => void) | undefined {
  const key = keyOfEvent(event);
  if (key === undefined || event.altKey || isHeld(event, key)) return undefined;
  if (key.startsWith('Mod+')) return actOf(key);
  if (!preferences().singleKeys || isTaken(event.target, key)) return undefined;
  const act = actAfter(key, event.timeStamp) ?? actOf(key);
  begun = act === undefined && isBeginning(key) ? { key, at: event.timeStamp } : undefined;
  return act;
}

/** What a key does as the second of two. */
function actAfter(key: string, at: number): (() => void) | undefined {
  if (begun === undefined || at - begun.at >= SEQUENCE_MS) return undefined;
  return actOf(`${begun.key} ${key}`);
}

if (typeof window !== 'undefined') {
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const act = actFor(event);
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}

function actOf(keys: string): (() => void) | undefined {
  const name = keyNames().find((one) => keysOf(one) === keys);
  if (name === undefined) return undefined;
  return layers.findLast((acts) => acts[name] !== undefined)?.[name];
}

function isBeginning(key: string): boolean {
  return keyNames().some((name) => keysOf(name).startsWith(`${key} `));
}

/** Held down, and no key that repeats. */
function isHeld({ repeat: isRepeated }: KeyboardEvent, key: string): boolean {
  return isRepeated && !REPEATED.has(key);
}

/** Whether what has the focus takes the key itself: letters where text is, Enter where it presses. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (typeof Element === 'undefined' || !(target instanceof Element)) return false;
  const takers = key === 'Enter' ? `${TYPING}, a, button, summary, input` : TYPING;
  return target.closest(takers) !== null;
}

function setLayers(next: readonly KeyActs[]): void {
  layers = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
