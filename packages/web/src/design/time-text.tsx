import type { ReactNode } from 'react';
import { locale, plural, t } from '../kernel/words.ts';

const STEPS = [
  ['minute', 60, 3600],
  ['hour', 3600, 86_400],
  ['day', 86_400, 86_400 * 14],
] as const;
const FORMS = {
  whole: { dateStyle: 'full', timeStyle: 'long' },
  moment: { dateStyle: 'medium', timeStyle: 'short' },
  day: { dateStyle: 'medium' },
  clock: { hour: '2-digit', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
const formats = new Map<string, Intl.DateTimeFormat>();

interface TimeTextProps {
  readonly at: string;
  readonly as?: 'relative' | 'clock' | 'day';
}

/** An instant in few words; the whole of it on hover and for machines. */
export function TimeText({ at, as = 'relative' }: TimeTextProps): ReactNode {
  return <Instant at={at} words={as === 'relative' ? relativeWords : (date) => form(as, date)} />;
}

/** An instant with its day and its minute, where "2 hours ago" is not enough. */
export function DateTime({ at }: { at: string }): ReactNode {
  return <Instant at={at} words={(date) => form('moment', date)} />;
}

/** The same where only text can stand: a choice of a list. */
export function dateTimeWords(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : form('moment', date);
}

/** A number of days. */
export function dayCount(count: number): string {
  return plural(count, { one: '1 day', other: '{{count}} days' });
}

function Instant({ at, words }: { at: string; words: (date: Date) => string }): ReactNode {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span>{at}</span>;
  return (
    <time dateTime={at} title={form('whole', date)}>
      {words(date)}
    </time>
  );
}

function relativeWords(date: Date): string {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const away = Math.abs(seconds);
  if (away < 60) return t('just now');
  const step = STEPS.find(([, , most]) => away < most);
  if (step === undefined) return form('day', date);
  return relativeFormat(locale()).format(Math.round(seconds / step[1]), step[0]);
}

const relatives = new Map<string, Intl.RelativeTimeFormat>();

function relativeFormat(language: string): Intl.RelativeTimeFormat {
  const format =
    relatives.get(language) ?? new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  relatives.set(language, format);
  return format;
}

/** Making a format costs more than using it a hundred times: each is made once a language. */
function form(name: keyof typeof FORMS, date: Date): string {
  const key = `${locale()} ${name}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale(), FORMS[name]);
    formats.set(key, format);
  }
  return format.format(date);
}
