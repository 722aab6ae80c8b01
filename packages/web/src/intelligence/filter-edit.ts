import { parseFilter, printFilter } from '../kernel/contract.ts';
import type { Filter, FilterCondition, FilterKey, FilterTerm } from '../kernel/contract.ts';

/** The values a filter asks for under a key, as written; those it excludes are not among them. */
export function valuesOf(text: string, key: FilterKey): readonly string[] {
  return termsOf(text)
    .filter((term): term is FilterCondition => isOf(term, key))
    .flatMap((term) => term.values.map((value) => (value.is === 'word' ? value.text : '')))
    .filter((value) => value !== '');
}

/** A filter with a value of a key added, or taken out when it was there. */
export function toggled(text: string, key: FilterKey, value: string): string {
  const had = valuesOf(text, key);
  const now = had.includes(value) ? had.filter((one) => one !== value) : [...had, value];
  return withValues(text, key, now);
}

/** A filter that asks for these values of a key, whatever it asked of it before. */
export function withValues(text: string, key: FilterKey, values: readonly string[]): string {
  const others = termsOf(text).filter((term) => !isOf(term, key));
  if (values.length === 0) return printed(others);
  const condition: FilterCondition = {
    is: 'condition',
    isNot: false,
    key,
    values: values.map((word) => ({ is: 'word', text: word, start: 0, end: 0 })),
    start: 0,
    end: 0,
  };
  return printed([...others, condition]);
}

/** A filter with its conditions on a key left out. */
export function without(text: string, key: FilterKey): string {
  return printed(termsOf(text).filter((term) => !isOf(term, key)));
}

/** A filter as its terms, each as text, to be taken out one by one. */
export function pieces(text: string): readonly { readonly text: string; readonly rest: string }[] {
  const terms = termsOf(text);
  return terms.map((term) => ({
    text: printed([term]),
    rest: printed(terms.filter((one) => one !== term)),
  }));
}

/** A filter in its canonical form; text with mistakes as it is. */
export function canonical(text: string): string {
  const { filter, problems } = parseFilter(text);
  return problems.length > 0 ? text : printFilter(filter);
}

function termsOf(text: string): readonly FilterTerm[] {
  return parseFilter(text).filter.terms;
}

function isOf(term: FilterTerm, key: FilterKey): boolean {
  return term.is === 'condition' && term.key === key && !term.isNot;
}

function printed(terms: Filter['terms']): string {
  return printFilter({ terms });
}
