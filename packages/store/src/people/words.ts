import { EMAIL_MAX, NAME_MAX, PURPOSE_MAX, SLUG_MAX, WORD_MAX } from './limits.ts';

// Control characters and the marks that turn the direction of writing let one name pass for another
// (Unicode TR 36 §2).
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;
const UNSEEN_IN_TEXT =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const SLUG = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const EMAIL = /^[^\s@<>"(),;:\\\p{Cc}]+@[^\s@<>"(),;:\\\p{Cc}]+$/u;

/** A name in composed form without spaces around it, or `undefined` when it is not one line of 1 to {@link NAME_MAX}. */
export function nameOf(words: string): string | undefined {
  return lineOf(words, NAME_MAX);
}

/** A word such as a tier, a kind or a unit: one line of 1 to {@link WORD_MAX}. */
export function wordOf(words: string): string | undefined {
  return lineOf(words, WORD_MAX);
}

/** A free text of at most {@link PURPOSE_MAX}, possibly empty. */
export function textOf(words: string): string | undefined {
  const text = words.normalize('NFC').trim();
  return text.length > PURPOSE_MAX || UNSEEN_IN_TEXT.test(text) ? undefined : text;
}

/** A slug as addresses use it, or `undefined`. */
export function slugOf(words: string): string | undefined {
  return words.length <= SLUG_MAX && SLUG.test(words) ? words : undefined;
}

/** A slug made from a name: `Alder Energie AG` gives `alder-energie-ag`; letters of no Latin script fall away. */
export function slugFrom(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_MAX - 10)
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' ? 'organization' : slug;
}

/** An e-mail address in the form it is compared in (lower case, composed), or `undefined` when it is none. */
export function emailOf(words: string): string | undefined {
  const email = words.trim().normalize('NFC').toLowerCase().normalize('NFC');
  return email.length <= EMAIL_MAX && EMAIL.test(email) ? email : undefined;
}

/** A sector: a word such as `energy` (STIX 2.1 §10.8), in lower case with hyphens. */
export function sectorOf(words: string): string | undefined {
  const sector = words
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
  return /^[a-z0-9][a-z0-9-]{0,59}$/.test(sector) ? sector : undefined;
}

/** A country: ISO 3166-1 alpha-2, in capitals. */
export function countryOf(words: string): string | undefined {
  const code = words.toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? code : undefined;
}

function lineOf(words: string, most: number): string | undefined {
  const line = words.normalize('NFC').trim();
  return line === '' || line.length > most || UNSEEN.test(line) ? undefined : line;
}
