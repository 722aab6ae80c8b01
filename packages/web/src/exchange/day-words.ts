import { locale, t } from '../kernel/words.ts';

const DAY_MS = 86_400_000;
/** Up to here a day is told by its distance, beyond it by its date. */
const NEAR_DAYS = 13;

/** A day as people say it in a sentence: "yesterday", "3 days ago", "on March 3". */
export function dayAgoWords(at: number, now: number): string {
  const days = daysBetween(now, at);
  if (Math.abs(days) > NEAR_DAYS) return t('on {{day}}', { day: dateWords(at, now) });
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(days, 'day');
}

/** A date, with its year when it is not this one. */
export function dateWords(at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(at);
}

/** Whole days from one instant to another, by the calendar of whoever reads. */
function daysBetween(from: number, to: number): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY_MS);
}

/** Midnight before an instant. */
export function startOfDay(at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
