import type { Reader } from '@tocsin/policy';
import type { Words } from './words.ts';

/** The organization's own name first, then those it shared under. */
export function ownNames({ organization, aliases = [] }: Reader): string[] {
  return [organization, ...aliases];
}

/** The same as numbers of rows. */
export function ownNumbers(words: Words, reader: Reader): number[] {
  return ownNames(reader)
    .map((name) => words.number(name))
    .filter((n) => n >= 0);
}
