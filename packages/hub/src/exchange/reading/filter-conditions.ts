import { isAlias } from '@tocsin/policy';
import { OBSERVABLE_KINDS, readValue, timestampMicros } from '@tocsin/stix';
import type { CommunityView, Condition, FeedCondition, Handle, TimeSpan } from '@tocsin/store';
import { refuse } from '../../kernel/index.ts';
import type { Refused } from '../../kernel/index.ts';
import { levelOf } from '../../protection/index.ts';
import { AGE_UNITS, FILTER_FLAGS, parseFilter, printFilter } from '../filter/index.ts';
import type { Filter, FilterCondition, FilterValue, TimePoint } from '../filter/index.ts';

/** A filter that was understood. */
export interface ReadFilter {
  /** Canonical. */
  readonly text: string;
  readonly filter: Filter;
}

/** Reads `filter=`; everything wrong is told with its place in the text. */
export function readFilter(text: string, pointer = '?filter'): ReadFilter | Refused {
  const { filter, problems } = parseFilter(text);
  if (problems.length === 0) return { filter, text: printFilter(filter) };
  const faults = problems.map(({ code, start, end, message }) => ({
    pointer,
    code,
    message: placed(start + 1, end, message),
  }));
  const isQuery = pointer.startsWith('?');
  return refuse(isQuery ? 'bad-request' : 'invalid', 'Cannot read the filter: see the errors', {
    faults,
  });
}

function placed(from: number, to: number, message: string): string {
  return `At ${String(from)} to ${String(to)}: ${message}`;
}

/** Where a filter is asked: whose names and levels count, and when "ago" is. */
export interface FilterPlace {
  readonly handle: Handle;
  readonly community: CommunityView;
  /** Milliseconds. */
  readonly now: number;
}

/** A filter as the store asks it. A name the directory does not hold finds nothing, like one it does not tell. */
export async function conditionsOf(filter: Filter, place: FilterPlace): Promise<FeedCondition[]> {
  const asksSources = filter.terms.some((term) => term.is === 'condition' && term.key === 'source');
  const members = asksSources ? await place.handle.directory.members(place.community.id) : [];
  const names = new Map<string, string[]>();
  for (const { organization } of members) {
    for (const name of new Set([organization.id, organization.slug, organization.name])) {
      const folded = name.toLowerCase();
      names.set(folded, [...(names.get(folded) ?? []), organization.id]);
    }
  }
  return filter.terms.map((term): FeedCondition => {
    const { isNot } = term;
    if (term.is === 'text') return { of: 'words', text: term.text, isPhrase: term.isPhrase, isNot };
    return { ...conditionOf(term, { place, names }), isNot };
  });
}

interface Known {
  readonly place: FilterPlace;
  readonly names: ReadonlyMap<string, readonly string[]>;
}

function conditionOf({ key, values }: FilterCondition, { place, names }: Known): Condition {
  const words = values.flatMap((value) => (value.is === 'word' ? [value.text] : []));
  const [value] = values;
  switch (key) {
    case 'type':
      return { of: 'types', types: words };
    case 'tlp':
      return {
        of: 'levels',
        levels: words.flatMap((word) => levelOf(word, place.community.profile) ?? []),
      };
    case 'source':
      return {
        of: 'origins',
        // An alias names itself: it is in no directory.
        origins: words.flatMap(
          (name) => names.get(name.toLowerCase()) ?? (isAlias(name) ? [name] : []),
        ),
      };
    case 'kind':
      return { of: 'kinds', kinds: OBSERVABLE_KINDS.filter((kind) => words.includes(kind)) };
    case 'value':
      return { of: 'values', values: words.flatMap((word) => readValue(word) ?? []) };
    case 'label':
      return { of: 'labels', labels: words };
    case 'confidence':
      return { of: 'confidence', ...numbersOf(value) };
    case 'is':
      return { of: 'flags', flags: FILTER_FLAGS.filter((flag) => words.includes(flag)) };
    case 'seen':
    case 'added':
    case 'modified':
      return { of: key, ...timesOf(value, place.now) };
  }
}

/** Whole numbers, both ends included. */
function numbersOf(value: FilterValue | undefined): { from: number; to: number } {
  if (value?.is === 'numbers') return { from: value.from, to: value.to };
  if (value?.is !== 'number') return { from: 0, to: 100 };
  const { number } = value;
  switch (value.compare) {
    case '=':
      return { from: number, to: number };
    case '>':
      return { from: number + 1, to: 100 };
    case '>=':
      return { from: number, to: 100 };
    case '<':
      return { from: 0, to: number - 1 };
    case '<=':
      return { from: 0, to: number };
  }
}

function timesOf(value: FilterValue | undefined, now: number): TimeSpan {
  if (value?.is === 'times') {
    const [from, to] = [spanOf(value.from, now), spanOf(value.to, now)];
    return { from: from.from, before: to.before };
  }
  if (value?.is !== 'time') return {};
  const span = spanOf(value.point, now);
  switch (value.compare) {
    case '=':
      return value.point.at === 'ago' ? { from: span.from } : span;
    case '>':
      return { from: span.before };
    case '>=':
      return { from: span.from };
    case '<':
      return { before: span.from };
    case '<=':
      return { before: span.before };
  }
}

/** What a point in time covers as it is written: a day, a minute, a second, or one microsecond. */
function spanOf(point: TimePoint, now: number): { from: number; before: number } {
  if (point.at === 'ago') {
    const at = (now - point.count * AGE_UNITS[point.unit]) * 1000;
    return { from: at, before: at };
  }
  const at = timestampMicros(point.text) ?? Date.parse(point.text) * 1000;
  return { from: at, before: at + (LENGTHS.get(point.text.length) ?? 1) };
}

/** Microseconds, by the length of what was written: a day, to the minute, to the second. */
const LENGTHS: ReadonlyMap<number, number> = new Map([
  ['2026-11-01'.length, 86_400_000_000],
  ['2026-11-01T12:00Z'.length, 60_000_000],
  ['2026-11-01T12:00:00Z'.length, 1_000_000],
]);
