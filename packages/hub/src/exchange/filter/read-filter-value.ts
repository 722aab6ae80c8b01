import { AGE_UNITS } from './filter.ts';
import type { AgeUnit, Comparison, FilterProblemCode, FilterValue, TimePoint } from './filter.ts';

/** A value, or what is wrong with it. */
export type ReadValue =
  FilterValue | { readonly code: FilterProblemCode; readonly message: string };

interface Span {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Reads `50`, `>50`, `50..80`: whole numbers from 0 to 100. */
export function readNumber({ text, start, end }: Span): ReadValue {
  const range = /^(\d{1,9})\.\.(\d{1,9})$/.exec(text);
  if (range !== null) {
    const [from, to] = [Number(range[1]), Number(range[2])];
    if (from > to) return backwards(text, `${String(to)}..${String(from)}`);
    return to > CONFIDENCE_MAX ? notANumber(text) : { is: 'numbers', from, to, start, end };
  }
  const one = /^(>=|<=|>|<)?(\d{1,9})$/.exec(text);
  const number = Number(one?.[2] ?? Infinity);
  if (number > CONFIDENCE_MAX) return notANumber(text);
  return { is: 'number', compare: comparisonOf(one?.[1]), number, start, end };
}

/** STIX 2.1 §3.2: `confidence` is from 0 to 100. */
const CONFIDENCE_MAX = 100;

/** Reads `7d`, `>7d`, `2026-11-01`, `<2026-11-01T12:00:00Z`, `2026-11-01..2026-11-08`, `30d..7d`. */
export function readTime({ text, start, end }: Span): ReadValue {
  const parts = text.split('..');
  if (parts.length === 2) {
    const [from, to] = parts.map(readPoint);
    if (from === undefined || to === undefined) return notATime(text);
    if (isBackwards(from, to)) return backwards(text, `${parts[1] ?? ''}..${parts[0] ?? ''}`);
    return { is: 'times', from, to, start, end };
  }
  const [, sign, rest = ''] = /^(>=|<=|>|<)?(.*)$/s.exec(text) ?? [];
  const point = readPoint(rest);
  if (point === undefined) return notATime(text);
  return { is: 'time', compare: comparisonOf(sign), point, start, end };
}

function readPoint(text: string): TimePoint | undefined {
  const age = /^(\d{1,5})([a-z])$/i.exec(text);
  const unit = age?.[2]?.toLowerCase();
  if (age !== null && isUnit(unit)) return { at: 'ago', count: Number(age[1]), unit };
  const upper = text.toUpperCase();
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?Z)?$/.test(upper)) return undefined;
  return isCalendar(upper) ? { at: 'instant', text: upper } : undefined;
}

/** `Date.parse` takes the 31st of every month; a filter does not. */
function isCalendar(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text.slice(0, 10);
}

function isUnit(unit: string | undefined): unit is AgeUnit {
  return unit !== undefined && Object.hasOwn(AGE_UNITS, unit);
}

/** Only points of one sort can be compared before now is known. */
function isBackwards(from: TimePoint, to: TimePoint): boolean {
  if (from.at === 'ago' && to.at === 'ago')
    return from.count * AGE_UNITS[from.unit] < to.count * AGE_UNITS[to.unit];
  return (
    from.at === 'instant' && to.at === 'instant' && Date.parse(from.text) > Date.parse(to.text)
  );
}

function comparisonOf(sign: string | undefined): Comparison {
  return sign === '>' || sign === '>=' || sign === '<' || sign === '<=' ? sign : '=';
}

function notANumber(text: string): ReadValue {
  const message = `"${shortened(text)}" is no number from 0 to 100; write 50, >50, <=30 or 50..80`;
  return { code: 'not-a-number', message };
}

function notATime(text: string): ReadValue {
  const message = `"${shortened(text)}" is no time; write 7d, >24h, 2026-11-01, <2026-11-01T12:00:00Z or 2026-11-01..2026-11-08`;
  return { code: 'not-a-time', message };
}

function backwards(text: string, turned: string): ReadValue {
  const message = `"${shortened(text)}" ends before it begins; write ${shortened(turned)}`;
  return { code: 'range-backwards', message };
}

/** Messages stay short whatever was typed. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
