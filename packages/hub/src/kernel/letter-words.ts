import { readFile } from 'node:fs/promises';

/** Says a sentence of the hub in the language of a letter; `{{name}}` stands for what is put in. */
export type Say = (sentence: string, values?: Readonly<Record<string, string | number>>) => string;

/** Languages letters are written in besides English, each with the hub's words (packages/hub/words). */
const OTHERS = ['de'] as const;
const catalogues = new Map<string, Readonly<Record<string, string>>>();

/** The words of a language somebody chose (`de`, `de-CH`); English where they chose none that is known. */
export async function sayIn(language: string): Promise<Say> {
  const other = OTHERS.find((known) => language === known || language.startsWith(`${known}-`));
  const texts = other === undefined ? {} : await catalogueOf(other);
  return (sentence, values = {}) =>
    (texts[sentence] ?? sentence).replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) =>
      Object.hasOwn(values, name) ? String(values[name]) : whole,
    );
}

/** A day and a time as somebody of that language writes them, in UTC. */
export function dayIn(language: string, at: number): string {
  return new Intl.DateTimeFormat(language === 'auto' || language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(at);
}

async function catalogueOf(language: string): Promise<Readonly<Record<string, string>>> {
  const kept = catalogues.get(language);
  if (kept !== undefined) return kept;
  const file = new URL(`../../words/${language}.json`, import.meta.url);
  const texts: Record<string, string> = JSON.parse(await readFile(file, 'utf8'));
  catalogues.set(language, texts);
  return texts;
}
