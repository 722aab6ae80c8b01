import type { Reference } from '../kernel/contract.ts';
import { startOfDay } from './day-words.ts';
import type { Answers } from './verdict.ts';
import { seenAt } from './verdict.ts';

/** How long one bar is. */
export type BucketUnit = 'day' | 'week' | 'month';

/** One bar. */
export interface Bucket {
  /** Local midnight at which it begins; a week begins on Monday. */
  readonly start: number;
  /** Answers that say it was seen. */
  readonly sightings: number;
  /** How often it was seen, by what they say. */
  readonly times: number;
  readonly falsePositives: number;
}

/** Bars from the first answer to the last, without gaps. */
export interface Buckets {
  readonly unit: BucketUnit;
  readonly buckets: readonly Bucket[];
}

const DAY_MS = 86_400_000;
/** Longest time that is shown in days, and in weeks. */
const DAYS_MAX = 31;
const WEEKS_MAX = 53;
/** Beyond it the oldest are left out: nobody tells bars of one pixel apart. */
const BUCKETS_MAX = 60;

/** Answers by day, week or month, whatever keeps the bars few enough to be read. */
export function bucketsOf({ sightings, disagreements }: Answers): Buckets {
  const times = [...sightings.map(seenAt), ...disagreements.map(({ date_added: at }) => at)]
    .map((at) => Date.parse(at))
    .filter((at) => !Number.isNaN(at))
    .sort((a, b) => a - b);
  const first = times[0];
  const last = times.at(-1);
  if (first === undefined || last === undefined) return { unit: 'day', buckets: [] };
  const unit = unitFor(first, last);
  const starts = startsOf({ first, last, unit }).slice(-BUCKETS_MAX);
  return {
    unit,
    buckets: starts.map((start, place) => {
      const end = starts[place + 1] ?? Infinity;
      const isWithin = (at: string): boolean => Date.parse(at) >= start && Date.parse(at) < end;
      const seen = sightings.filter((one) => isWithin(seenAt(one)));
      return {
        start,
        sightings: seen.length,
        times: seen.reduce((sum: number, { count }: Reference) => sum + (count ?? 1), 0),
        falsePositives: disagreements.filter((one) => isWithin(one.date_added)).length,
      };
    }),
  };
}

/** Fewer than so many do not fill the chart: one sighting is no peak. */
const LEAST_TOP = 4;

/** Where the lines of a chart stand, from nothing to its top: whole numbers, few enough to be read. */
export function ticksOf(most: number): readonly number[] {
  const top = Math.max(most, LEAST_TOP);
  const step = [1, 2, 5]
    .flatMap((one) => [1, 10, 100, 1000].map((ten) => one * ten))
    .sort(byNumber);
  const by = step.find((one) => top / one <= TICKS_MAX) ?? top;
  return Array.from({ length: Math.ceil(top / by) + 1 }, (_, place) => place * by);
}

const TICKS_MAX = 5;

function byNumber(a: number, b: number): number {
  return a - b;
}

function unitFor(first: number, last: number): BucketUnit {
  const days = (last - first) / DAY_MS;
  if (days <= DAYS_MAX) return 'day';
  return days <= WEEKS_MAX * 7 ? 'week' : 'month';
}

function startsOf({
  first,
  last,
  unit,
}: {
  first: number;
  last: number;
  unit: BucketUnit;
}): number[] {
  const starts: number[] = [];
  for (let at = beginning(first, unit); at <= last; at = next(at, unit)) starts.push(at);
  return starts;
}

function beginning(at: number, unit: BucketUnit): number {
  const day = new Date(startOfDay(at));
  if (unit === 'week') day.setDate(day.getDate() - ((day.getDay() + 6) % 7));
  if (unit === 'month') day.setDate(1);
  return day.getTime();
}

/** By the calendar: a day in which clocks change is not 24 hours long. */
function next(at: number, unit: BucketUnit): number {
  const day = new Date(at);
  if (unit === 'day') day.setDate(day.getDate() + 1);
  if (unit === 'week') day.setDate(day.getDate() + 7);
  if (unit === 'month') day.setMonth(day.getMonth() + 1);
  return day.getTime();
}
