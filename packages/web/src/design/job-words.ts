import { numberWords, plural, t } from '../kernel/words.ts';

/** Long work while it runs and afterwards. */
export interface JobState {
  readonly title: string;
  readonly state: 'waiting' | 'running' | 'done' | 'partly' | 'failed' | 'cancelled';
  /** The phases by name, and which one it is in. */
  readonly phases: readonly string[];
  readonly phase: number;
  readonly done: number;
  /** Absent while nobody knows. */
  readonly total?: number;
  readonly startedAt: string;
  /** How much was done then: work that goes on is not faster for what was done before. */
  readonly goneOnFrom?: number;
  readonly rejects: readonly { readonly what: string; readonly why: string }[];
}

/** Before this nobody can say how long it takes. */
const GUESS_AFTER_MS = 5000;

/** How far a job is, how fast, and how long it still takes. `now` in milliseconds. */
export function progressWords(job: JobState, now: number): string {
  const { done, total } = job;
  const far =
    total === undefined
      ? plural(done, { one: '1 done', other: '{{count}} done' })
      : t('{{done}} of {{total}}', { done, total });
  if (job.state !== 'running') return far;
  return [far, rateWords(job, now), leftWords(job, now)].filter((part) => part !== '').join(', ');
}

/** A job's state in a word. Done is said only when all of it is. */
export function stateWordsOf({ state, rejects, done, total }: JobState): string {
  if (state === 'done' && (rejects.length > 0 || (total !== undefined && done < total))) {
    return t('Partly done');
  }
  const words = {
    waiting: t('Waiting'),
    running: t('Running'),
    done: t('Done'),
    partly: t('Partly done'),
    failed: t('Failed'),
    cancelled: t('Cancelled. What was done stays.'),
  };
  return words[state];
}

/** The share that is done, in steps of ten of a hundred: what is worth saying aloud. */
export function tenths({ done, total }: JobState): number | undefined {
  return total === undefined || total === 0 ? undefined : Math.floor((done / total) * 10) * 10;
}

function rateWords(job: JobState, now: number): string {
  const seconds = (now - Date.parse(job.startedAt)) / 1000;
  const { goneOnFrom = 0 } = job;
  if (seconds < 1 || job.done <= goneOnFrom) return '';
  const rate = (job.done - goneOnFrom) / seconds;
  const digits = rate < 10 ? 1 : 0;
  return t('{{rate}} a second', { rate: numberWords(rate, { maximumFractionDigits: digits }) });
}

function leftWords(job: JobState, now: number): string {
  const elapsed = now - Date.parse(job.startedAt);
  const gained = job.done - (job.goneOnFrom ?? 0);
  if (job.total === undefined || gained <= 0 || elapsed < GUESS_AFTER_MS) return '';
  const seconds = Math.ceil(((job.total - job.done) * elapsed) / gained / 1000);
  if (seconds <= 0) return '';
  if (seconds < 90) {
    return plural(seconds, { one: 'about 1 second left', other: 'about {{count}} seconds left' });
  }
  const minutes = Math.round(seconds / 60);
  return plural(minutes, { one: 'about 1 minute left', other: 'about {{count}} minutes left' });
}
