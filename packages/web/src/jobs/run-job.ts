import { isProblem } from '../kernel/client.ts';
import type { JobPhase, JobRecord } from './job-record.ts';

/** One object of a job: which, and its place. */
export interface JobItem {
  readonly id: string;
  readonly at: number;
}

/** How a kind of job is done. */
export interface JobWork {
  /** Objects of one step. */
  readonly size: number;
  /** Does a step; gives why objects of it were refused, by their places. */
  readonly step: (items: readonly JobItem[]) => Promise<ReadonlyMap<number, string>>;
  readonly finish?: () => void;
}

interface Running {
  readonly signal: AbortSignal;
  readonly tell: (job: JobRecord) => void;
  /** Waits before the hub is asked again; ends early when told to stop, and with `online` when a connection came back. */
  readonly rest?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** Steps on their way at the same time. */
const AT_ONCE = 3;
const WAITS_MS = [1000, 2000, 4000, 8000, 15_000, 30_000];
/** The hub did not say no: it could not be asked, or is still at the same request from before. */
const PASSING = ['unreachable', 'unavailable', 'too-many-requests', 'key-running'] as const;

/**
 * Does a job from where it stands, tells how far it is, and gives how it ended. A hub that cannot be reached is
 * waited for. Stopped by `signal`, it is `cancelled`; without a session, `paused`.
 */
export async function runJob(
  job: JobRecord,
  work: JobWork,
  { signal, tell, rest = restFor }: Running,
): Promise<JobRecord> {
  let now: JobRecord = { ...job, refused: job.refused.filter(({ at }) => at < job.settled) };
  let next = job.settled;
  let isPaused = false;
  const finished = new Map<number, number>();
  // Ended by each answer: what waits for the hub learns from the others that it is there again.
  let answered = new AbortController();
  const say = (part: Partial<JobRecord>): void => {
    now = { ...now, ...part };
    tell(now);
  };
  const settle = (from: number, count: number, refused: ReadonlyMap<number, string>): void => {
    finished.set(from, count);
    answered.abort();
    answered = new AbortController();
    let { settled } = now;
    for (let done = finished.get(settled); done !== undefined; done = finished.get(settled)) {
      finished.delete(settled);
      settled += done;
    }
    const more = [...refused].map(([at, why]) => ({ at, why }));
    say({ settled, refused: [...now.refused, ...more], phase: 'running' });
  };
  const isStopped = (): boolean => signal.aborted || isPaused;
  const walk = async (): Promise<void> => {
    while (next < job.ids.length && !isStopped()) {
      const from = next;
      const items = job.ids.slice(from, from + work.size).map((id, at) => ({ id, at: from + at }));
      next += items.length;
      const onWait = (): void => say({ phase: 'waiting' });
      const woken = (): AbortSignal => answered.signal;
      const patience = { items, signal, rest, onWait, woken };
      const refused = await patiently(() => work.step(items), patience);
      if (refused === 'paused') isPaused = true;
      else if (refused !== undefined) settle(from, items.length, refused);
    }
  };
  say({ phase: 'running' });
  await Promise.all(Array.from({ length: AT_ONCE }, walk));
  if (!isStopped()) work.finish?.();
  const ended: JobPhase = isPaused ? 'paused' : 'cancelled';
  say({ phase: isStopped() ? ended : endOf(now) });
  return now;
}

interface Patience {
  readonly items: readonly JobItem[];
  readonly signal: AbortSignal;
  readonly rest: (ms: number, signal: AbortSignal) => Promise<unknown>;
  readonly onWait: () => void;
  /** Aborted once another step was answered. */
  readonly woken: () => AbortSignal;
}

async function patiently(
  step: () => Promise<ReadonlyMap<number, string>>,
  { items, signal, rest, onWait, woken }: Patience,
): Promise<ReadonlyMap<number, string> | 'paused' | undefined> {
  let tries = 0;
  while (!signal.aborted) {
    const since = woken();
    try {
      return await step();
    } catch (error) {
      if (isProblem(error, 'unauthenticated')) return 'paused';
      if (!PASSING.some((code) => isProblem(error, code))) {
        const why = error instanceof Error ? error.message : String(error);
        return new Map(items.map(({ at }) => [at, why]));
      }
    }
    onWait();
    if (since.aborted) tries = 0;
    const wait = WAITS_MS[Math.min(tries, WAITS_MS.length - 1)] ?? 1000;
    const other = woken();
    const ended = await rest(wait, AbortSignal.any([signal, other]));
    // What failed before the connection came back says nothing of what comes now.
    tries = ended === 'online' || other.aborted ? 0 : tries + 1;
  }
  return undefined;
}

/** Waits; a connection that comes back or a stop ends it. */
function restFor(ms: number, signal: AbortSignal): Promise<string> {
  return new Promise<string>((done) => {
    const end = (event?: Event): void => {
      clearTimeout(timer);
      removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      done(event?.type ?? 'timeout');
    };
    const timer = setTimeout(end, ms);
    addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}

function endOf({ refused, ids }: JobRecord): JobPhase {
  if (refused.length === 0) return 'done';
  return refused.length === ids.length ? 'failed' : 'partly';
}
