import type { Dialect } from '../engine/engine.ts';

/** Most words a search takes; more are left out. */
export const TERMS_MAX = 16;

/** A query as words, each cut into its runs of letters and digits as the index cuts them. */
export function termsOf(text: string): string[][] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((runs) => runs.length > 0)
    .slice(0, TERMS_MAX)
    .map((runs) => runs.map((run) => run.slice(0, 100)));
}

/** Words, each also as the beginning of a longer one, as the index of this engine is asked for them. */
export function matchOf(dialect: Dialect, terms: string[][]): string {
  return dialect === 'sqlite' ? sqliteMatch(terms) : postgresMatch(terms);
}

/** Whole words next to each other, as the index of this engine is asked for them. */
export function phraseOf(dialect: Dialect, runs: string[]): string {
  return dialect === 'sqlite' ? `"${runs.join(' ')}"` : runs.join(' <-> ');
}

function sqliteMatch(terms: string[][]): string {
  return terms.map((runs) => `"${runs.join(' ')}"*`).join(' AND ');
}

function postgresMatch(terms: string[][]): string {
  return terms
    .map(
      (runs) =>
        `(${runs.map((run, place) => (place === runs.length - 1 ? `${run}:*` : run)).join(' <-> ')})`,
    )
    .join(' & ');
}
