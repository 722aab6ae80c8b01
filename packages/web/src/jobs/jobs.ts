import { useEffect, useSyncExternalStore } from 'react';
import { tellJobsAtHand } from '../kernel/at-work.ts';
import { newKey } from '../exchange/share-draft.ts';
import { onSessionEnd, useMe } from '../kernel/session.ts';
import { claimJob, dropJob, isOver, keepJob, keptJobs } from './job-record.ts';
import type { JobKind, JobRecord } from './job-record.ts';
import { readyToGoOn, workOf } from './job-works.ts';
import { runJob } from './run-job.ts';

/** A job as screens show it. */
export interface Job {
  readonly record: JobRecord;
  /** This page is at it; else another tab is, or nobody. */
  readonly isOwn: boolean;
  /** It outlives the page. */
  readonly isKept: boolean;
  /** What its objects are called, as far as this page knows. */
  readonly titles: ReadonlyMap<string, string>;
}

/** What somebody wants done to many objects. */
export interface Wanted {
  readonly kind: JobKind;
  readonly community: string;
  readonly rows: readonly { readonly id: string; readonly title: string; readonly level: string }[];
  readonly body?: unknown;
}

interface Doer {
  readonly person: string;
  readonly organization: string;
}

const SAVED_EVERY_MS = 500;
let jobs: readonly Job[] = [];
const listeners = new Set<() => void>();
const stops = new Map<string, AbortController>();
/** Jobs of other pages that this one goes on with once nobody is at them any more. */
const waits = new Map<string, AbortController>();

/** The jobs of whoever is signed in, newest first; what a page that is gone began goes on here. */
export function useJobs(): readonly Job[] {
  const { id: person, organization } = useMe();
  useEffect(
    () => goOnWithAll({ person, organization: organization?.id ?? '' }),
    [person, organization?.id],
  );
  return useSyncExternalStore(subscribe, () => jobs);
}

/** Begins a job; `onSettled` is told when it is over. */
export function startJob(doer: Doer, wanted: Wanted, onSettled?: (job: JobRecord) => void): void {
  const record: JobRecord = {
    id: newKey(),
    kind: wanted.kind,
    community: wanted.community,
    organization: doer.organization,
    ids: wanted.rows.map(({ id }) => id),
    ...(wanted.body === undefined ? {} : { body: wanted.body }),
    round: 0,
    startedAt: new Date().toISOString(),
    settled: 0,
    refused: [],
    phase: 'running',
  };
  // TLP:RED leaves no trace on the device (as with drafts): such a job ends with the page.
  const mayKeep = wanted.rows.every(({ level }) => level !== 'red');
  const titles = new Map(wanted.rows.map(({ id, title }) => [id, title]));
  void run(doer.person, { record, isOwn: true, isKept: mayKeep, titles }, onSettled);
}

/** Stops a job; what was done stays. */
export function stopJob(id: string): void {
  stops.get(id)?.abort();
}

/** Tries what was refused once more, as work of its own. */
export function retryJob(person: string, job: Job): void {
  const { record } = job;
  const ids = record.refused.flatMap(({ at }) => record.ids[at] ?? []);
  const startedAt = new Date().toISOString();
  const begin = { startedAt, settled: 0, goneOnFrom: 0, refused: [] };
  const again = { ...record, ...begin, ids, round: record.round + 1 };
  void run(person, { ...job, record: again });
}

/** Goes on where it stood. */
export function goOnWith(person: string, job: Job): void {
  void run(person, claimed(person, job));
}

/** Takes a job that is over, or is not wanted, off the list. */
export function closeJob(person: string, id: string): void {
  stopJob(id);
  dropJob(person, id);
  set(jobs.filter(({ record }) => record.id !== id));
}

async function run(person: string, job: Job, onSettled?: (job: JobRecord) => void): Promise<void> {
  await holding(job.record.id, () => work(person, job, onSettled));
}

async function work(person: string, job: Job, onSettled?: (job: JobRecord) => void): Promise<void> {
  const { id } = job.record;
  if (stops.has(id)) return;
  const stop = new AbortController();
  stops.set(id, stop);
  let savedAt = -Infinity;
  const tell = (record: JobRecord): void => {
    // Taken off the list while a step was on its way: nothing brings it back.
    if (savedAt > 0 && !jobs.some((one) => one.record.id === id)) return;
    const isDue = performance.now() - savedAt > SAVED_EVERY_MS || record.phase !== 'running';
    const isKept = job.isKept && (isDue ? keepJob(person, record) : true);
    if (isDue) savedAt = performance.now();
    put({ ...job, record, isKept });
  };
  try {
    const ended = await runJob(job.record, workOf(job.record), { signal: stop.signal, tell });
    onSettled?.(ended);
  } finally {
    stops.delete(id);
  }
}

/** One page at a time is at a job, where the browser can tell; elsewhere keys keep the hub from doing a thing twice. */
async function holding(id: string, act: () => Promise<void>): Promise<void> {
  if (!hasLocks()) return act();
  await navigator.locks.request(lockOf(id), { ifAvailable: true }, async (lock) =>
    lock === null ? undefined : act(),
  );
}

/** A page of an address that is not secure has none. */
function hasLocks(): boolean {
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  return locks !== undefined;
}

function lockOf(id: string): string {
  return `tocsin.job.${id}`;
}

/** Shows the kept jobs, goes on with those nobody is at, and follows those of other tabs. */
function goOnWithAll(doer: Doer): () => void {
  const { person } = doer;
  const look = (): Job[] => {
    const kept = keptJobs(person).filter(({ organization }) => organization === doer.organization);
    const others = kept.filter(({ id }) => !jobs.some((one) => one.isOwn && one.record.id === id));
    const own = jobs.filter((one) => one.isOwn);
    // Nobody goes on with it in the name of another organization.
    for (const { record } of own) if (record.organization !== doer.organization) stopJob(record.id);
    const shown = others.map((record): Job => ({
      record,
      isOwn: false,
      isKept: true,
      titles: new Map(),
    }));
    set([...own, ...shown]);
    return shown.filter(({ record }) => !isOver(record));
  };
  const follow = (): void => {
    // What another page paused waits for somebody: two pages would hand it to each other for ever.
    // Without locks nobody can wait for another page: what it says is only shown.
    const open = look().filter(({ record }) => record.phase !== 'paused');
    if (hasLocks()) for (const job of open) void takeUp(person, job);
  };
  for (const job of look()) void takeUp(person, job);
  addEventListener('storage', follow);
  return () => {
    removeEventListener('storage', follow);
    for (const wait of waits.values()) wait.abort();
    waits.clear();
  };
}

/** A job of a page that is gone. One that another page is at stays there until that page closes, or is done. */
async function takeUp(person: string, job: Job): Promise<void> {
  const { id } = job.record;
  if (!hasLocks()) {
    // Nobody can tell whether another tab is at it: whoever looks decides.
    put({ ...job, record: { ...job.record, phase: 'paused' } });
    return;
  }
  if (waits.has(id)) return;
  const wait = new AbortController();
  waits.set(id, wait);
  try {
    // A page that is being left may hold its lock for a while yet: asking once whether it is free is not enough.
    await navigator.locks.request(lockOf(id), { signal: wait.signal }, async () => {
      const record = keptJobs(person).find((one) => one.id === id);
      if (record === undefined || isOver(record) || wait.signal.aborted) return;
      if (record.phase === 'paused' && job.record.phase !== 'paused') return;
      await work(person, claimed(person, { ...job, record }));
    });
  } catch (error) {
    if (!wait.signal.aborted) throw error;
  } finally {
    if (waits.get(id) === wait) waits.delete(id);
  }
}

/** A job as this page goes on with it, where it stood. */
function claimed(person: string, job: Job): Job {
  claimJob(person, job.record.id);
  const ready = readyToGoOn(job.record);
  const record = { ...ready, startedAt: new Date().toISOString(), goneOnFrom: ready.settled };
  return { ...job, isOwn: true, record };
}

function put(job: Job): void {
  const isNew = !jobs.some(({ record }) => record.id === job.record.id);
  set(isNew ? [job, ...jobs] : jobs.map((one) => (one.record.id === job.record.id ? job : one)));
}

function set(next: readonly Job[]): void {
  jobs = next;
  tellJobsAtHand(next.length);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// Somebody signed out: what runs is stopped, and nothing of it is kept.
onSessionEnd(() => {
  set([]);
  for (const stop of [...stops.values(), ...waits.values()]) stop.abort();
});
