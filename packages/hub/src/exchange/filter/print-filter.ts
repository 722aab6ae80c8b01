import type { Filter, FilterTerm, FilterValue, TimePoint } from './filter.ts';

/** The canonical text of a filter: reading it gives the same filter, and printing that gives the same text. */
export function printFilter(filter: Filter): string {
  return filter.terms.map(printTerm).join(' ');
}

function printTerm(term: FilterTerm): string {
  const sign = term.isNot ? '-' : '';
  if (term.is === 'text') return sign + (term.isPhrase ? quoted(term.text) : term.text);
  return `${sign}${term.key}:${term.values.map(printValue).join(',')}`;
}

function printValue(value: FilterValue): string {
  switch (value.is) {
    case 'word':
      return printWord(value.text);
    case 'number':
      return `${value.compare === '=' ? '' : value.compare}${String(value.number)}`;
    case 'numbers':
      return `${String(value.from)}..${String(value.to)}`;
    case 'time':
      return `${value.compare === '=' ? '' : value.compare}${printPoint(value.point)}`;
    case 'times':
      return `${printPoint(value.from)}..${printPoint(value.to)}`;
  }
}

/** A value of a condition, in quotes where it needs them. */
export function printWord(text: string): string {
  return /[\s,"]/.test(text) || text === '' ? quoted(text) : text;
}

function printPoint(point: TimePoint): string {
  return point.at === 'ago' ? `${String(point.count)}${point.unit}` : point.text;
}

/** A backslash is doubled only where it would be read as the mark before another. */
function quoted(text: string): string {
  return `"${text.replaceAll(/"|\\(?=["\\]|$)/g, String.raw`\$&`)}"`;
}
