import { createInstance } from 'i18next';
import { createElement, Fragment, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { entryOf } from './entry-of.ts';
import { hubWordsReader } from './hub-words.ts';
import type { HubWordsReader } from './hub-words.ts';
import { preferences } from './preferences.ts';

/** A language the interface speaks. Each has all words; `npm run words` checks. */
export type Language = 'en' | 'de';
/** What is put in the place of `{{name}}`. Numbers are written as the language writes them. */
export type Values = Readonly<Record<string, string | number>>;

type Catalogue = Readonly<Record<string, string>>;

/** The words of the app and of the hub. */
const catalogues = {
  de: async (): Promise<readonly [app: Catalogue, hub: Catalogue]> => {
    const [app, hub] = await Promise.all([
      import('../words/de.json', { with: { type: 'json' } }),
      import('@tocsin/hub/words/de.json', { with: { type: 'json' } }),
    ]);
    return [app.default, hub.default];
  },
} as const;

// The English text itself is the key: nothing in it separates keys or spaces of names.
const dictionary = createInstance();
void dictionary.init({
  lng: 'en',
  fallbackLng: false,
  initAsync: false,
  resources: {},
  keySeparator: false,
  nsSeparator: false,
  // React escapes; a name that looks like an instruction stays a name.
  interpolation: { escapeValue: false, skipOnVariables: true },
});

const listeners = new Set<() => void>();
let current: Language = 'en';
const hubReaders = new Map<Language, HubWordsReader>();

/** The language of now. */
export function language(): Language {
  return current;
}

/** The language, followed. Whoever changes it mounts the page anew, so that nothing else has to. */
export function useLanguage(): Language {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, language);
}

/** Speaks the language chosen under Settings, else the browser's, else English. */
export async function speak(): Promise<void> {
  const wanted = wantedLanguage();
  if (wanted !== 'en' && !dictionary.hasResourceBundle(wanted, 'translation')) {
    const [app, hub] = await catalogues[wanted]();
    dictionary.addResourceBundle(wanted, 'translation', app);
    hubReaders.set(wanted, hubWordsReader(hub));
  }
  // Somebody may have chosen again while the catalogue was on its way.
  if (wanted !== wantedLanguage()) return;
  await dictionary.changeLanguage(wanted);
  current = wanted;
  for (const listener of listeners) listener();
}

/** An English text in the language of now. */
export function t(text: string, values: Values = {}): string {
  return dictionary.t(text, { replace: written(values), nest: false });
}

/** A counted text: `{{count}}` stands for the number. */
export function plural(
  count: number,
  words: { readonly one: string; readonly other: string },
  values: Values = {},
): string {
  return dictionary.t(words.other, {
    count,
    replace: written({ ...values, count }),
    defaultValue_one: words.one,
    defaultValue_other: words.other,
    nest: false,
  });
}

/** What the hub said, in the language of now; `undefined` when it is none of the hub's sentences. */
export function knownHubText(sentence: string): string | undefined {
  return current === 'en' ? sentence : hubReaders.get(current)?.(sentence);
}

/** What the hub said, in the language of now where it can be said. */
export function hubText(sentence: string): string {
  return knownHubText(sentence) ?? sentence;
}

/** A name inside a sentence, after "from" or "by": what stands for one that is not told is no name there. */
export function nameWithin(name: string): string {
  const within = entryOf(WITHIN, name);
  return within === undefined ? hubText(name) : t(within);
}

/** As the hub calls them where a line begins; in German after a word that asks for the third case. */
const WITHIN: Readonly<Record<string, string>> = {
  'A member known to the desk': word('a member known to the desk'),
  'A pseudonym': word('a pseudonym'),
};

/** Marks a text in a table; `t(…)` says it where it is shown. */
export function word(text: string): string {
  return text;
}

/**
 * A text with parts that are not text: `{{name}}` becomes a part, `**words**` are strong. What stands in a part is
 * never read as an instruction, whoever wrote it.
 */
export function rich(text: string, parts: Readonly<Record<string, ReactNode>> = {}): ReactNode {
  const names = Object.keys(parts);
  const places = Object.fromEntries(names.map((name, index) => [name, `\uE000${index}\uE001`]));
  const pieces = t(text, places).split(/\uE000(\d+)\uE001/);
  return createElement(
    Fragment,
    {},
    ...pieces.flatMap((piece, index) =>
      index % 2 === 1 ? [parts[names[Number(piece)] ?? '']] : strong(piece),
    ),
  );
}

/** Things one after another: "a, b and c". */
export function listWords(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  if (items.length < 2) return last;
  return t('{{list}} and {{last}}', { list: items.slice(0, -1).join(', '), last });
}

/** What dates and numbers are written by: the browser's own variant of the language, where it has one. */
export function locale(): string {
  const asked = globalThis.navigator?.languages ?? [];
  return asked.find((tag) => tag.toLowerCase().split('-')[0] === current) ?? current;
}

/** A number in the way of the language. */
export function numberWords(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(locale(), options).format(value);
}

function strong(piece: string): ReactNode[] {
  return piece
    .split('**')
    .map((words, index) => (index % 2 === 1 ? createElement('strong', {}, words) : words));
}

function written(values: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? numberWords(value) : value,
    ]),
  );
}

function wantedLanguage(): Language {
  const { language: chosen } = preferences();
  if (chosen !== 'auto') return chosen;
  const asked = globalThis.navigator?.languages ?? [];
  for (const tag of asked) {
    const [base] = tag.toLowerCase().split('-');
    if (base === 'de' || base === 'en') return base;
  }
  return 'en';
}
