import { FILTER_KEYS, isFilterKey } from './filter.ts';
import type { FilterKey, Place } from './filter.ts';
import { printWord } from './print-filter.ts';

/** What could stand at the caret: hints replace the place. */
export interface FilterCompletion extends Place {
  readonly of: 'key' | 'value';
  /** The key whose value is being typed. */
  readonly key?: FilterKey;
  readonly hints: readonly { readonly text: string; readonly words: string }[];
}

/** Values only the caller knows, by key: names of organizations, labels seen. */
export type KnownValues = Partial<Record<FilterKey, readonly string[]>>;

/** Most hints given at once. */
export const FILTER_HINTS_MAX = 20;

/** What could be written at the caret: keys at the beginning of a term, values after a colon. */
export function completeFilter(
  text: string,
  caret: number,
  known: KnownValues = {},
): FilterCompletion {
  const before = text.slice(0, caret);
  const start = termStart(before);
  const typed = before.slice(start).replace(/^-/, '');
  const from = caret - typed.length;
  const [, word = '', rest = ''] = /^([a-z_]+):(.*)$/is.exec(typed) ?? [];
  const key = word.toLowerCase();
  if (!isFilterKey(key)) return { of: 'key', start: from, end: caret, hints: keyHints(typed) };
  const begun = rest.slice(listStart(rest));
  const values = known[key] ?? FILTER_KEYS[key].values;
  const offered = values.length === 0 ? examplesOf(key) : values;
  const wanted = begun.replace(/^"/, '').toLowerCase();
  const hints = offered
    .filter((value) => value.toLowerCase().includes(wanted))
    .toSorted((a, b) => rankOf(a, wanted) - rankOf(b, wanted))
    .slice(0, FILTER_HINTS_MAX)
    .map((value) => ({ text: printWord(value), words: FILTER_KEYS[key].words }));
  return { of: 'value', key, start: caret - begun.length, end: caret, hints };
}

/** Those that begin with what was typed come first. */
function rankOf(value: string, wanted: string): number {
  return value.toLowerCase().startsWith(wanted) ? 0 : 1;
}

function keyHints(typed: string): FilterCompletion['hints'] {
  return Object.entries(FILTER_KEYS)
    .filter(([key]) => key.startsWith(typed.toLowerCase()))
    .map(([key, { words }]) => ({ text: `${key}:`, words }));
}

function examplesOf(key: FilterKey): readonly string[] {
  const { shape } = FILTER_KEYS[key];
  if (shape === 'time') return ['>24h', '>7d', '>30d', '<90d'];
  return shape === 'number' ? ['>50', '>80', '<30'] : [];
}

/** Where the term under the caret begins: after the last space that stands outside quotes. */
function termStart(text: string): number {
  return lastOutside(text, (character) => /\s/.test(character));
}

function listStart(text: string): number {
  return lastOutside(text, (character) => character === ',');
}

function lastOutside(text: string, is: (character: string) => boolean): number {
  let isQuoted = false;
  let last = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\\' && isQuoted) at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && is(character)) last = at + 1;
  }
  return last;
}
