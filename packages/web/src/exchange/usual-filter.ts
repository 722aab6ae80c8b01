import { parseFilter, printFilter } from '../kernel/contract.ts';
import type { FilterTerm } from '../kernel/contract.ts';

/**
 * What only ties other things together, or says who made them or how they are marked: it is work for nobody, and Home
 * leaves it out too. With the first text somebody shares, the object that says who they are goes along.
 */
const TYING = [
  'relationship',
  'sighting',
  'identity',
  'marking-definition',
  'extension-definition',
  'language-content',
];

/**
 * The filter of a list for which nobody asked anything. It is written in the language of all filters, so that a link
 * and a saved view keep it, and what the hub is asked is what stands there.
 */
export const USUAL_FILTER = `-type:${TYING.join(',')}`;

/** Whether a filter leaves out what only ties other things together. */
export function isTyingHidden(text: string): boolean {
  return parseFilter(text).filter.terms.some(isUsual);
}

/** The same filter with that in it again. */
export function withTying(text: string): string {
  const { filter, problems } = parseFilter(text);
  if (problems.length > 0) return text;
  return printFilter({ terms: filter.terms.filter((term) => !isUsual(term)) });
}

/** The same filter without that, unless it asks for some of it, or cannot be read. */
export function withoutTying(text: string): string {
  const { filter, problems } = parseFilter(text);
  if (problems.length > 0 || filter.terms.some(asksForTying)) return text;
  return `${withTying(text)} ${USUAL_FILTER}`.trim();
}

function isUsual(term: FilterTerm): boolean {
  return printFilter({ terms: [term] }) === USUAL_FILTER;
}

function asksForTying(term: FilterTerm): boolean {
  if (term.is === 'text' || term.key !== 'type' || term.isNot) return false;
  return term.values.some((value) => value.is === 'word' && TYING.includes(value.text));
}
