import {
  claimDraft,
  DRAFT_PLACES,
  draftsOf,
  dropDraft,
  keepDraft,
  ownerOf,
} from '../kernel/drafts.ts';

/** What is done to many objects, one after another. */
export type JobKind = 'answer' | 'mark-done' | 'mark-open' | 'stix-file';
/** How a job stands. `paused`: nobody is at it; it can go on where it stood. */
export type JobPhase =
  'running' | 'waiting' | 'paused' | 'done' | 'partly' | 'failed' | 'cancelled';

/** Work over many objects, as it outlives the page: names and counts, nothing of what the objects say. */
export interface JobRecord {
  readonly id: string;
  readonly kind: JobKind;
  readonly community: string;
  /** The organization it is done for; nobody else goes on with it. */
  readonly organization: string;
  readonly ids: readonly string[];
  /** What is said of each of them, for an answer. */
  readonly body?: unknown;
  /** How often what was refused was tried again: each time under new keys. */
  readonly round: number;
  /** When this page began with it, and where it stood then. */
  readonly startedAt: string;
  readonly goneOnFrom?: number;
  /** Everything before this place is done or refused; a page that goes on begins here. */
  readonly settled: number;
  readonly refused: readonly { readonly at: number; readonly why: string }[];
  readonly phase: JobPhase;
}

const PLACE = DRAFT_PLACES.jobs;
const KINDS: readonly string[] = ['answer', 'mark-done', 'mark-open', 'stix-file'];
const PHASES: readonly string[] = [
  'running',
  'waiting',
  'paused',
  'done',
  'partly',
  'failed',
  'cancelled',
];

/** Keeps a job on this device; `false` when it would not be found again. */
export function keepJob(person: string, job: JobRecord): boolean {
  return keepDraft(ownerOf(person, PLACE), job.id, job) === 'kept';
}

/** Takes a job over from a page that is gone. */
export function claimJob(person: string, id: string): void {
  claimDraft(ownerOf(person, PLACE), id);
}

/** Forgets a job. */
export function dropJob(person: string, id: string): void {
  dropDraft(ownerOf(person, PLACE), id);
}

/** The kept jobs of a person, the newest first. What is no job is passed over. */
export function keptJobs(person: string): JobRecord[] {
  return draftsOf(ownerOf(person, PLACE)).flatMap(({ value }) => (isJob(value) ? [value] : []));
}

/** Whether nobody needs to do anything for it any more. */
export function isOver({ phase }: JobRecord): boolean {
  return phase === 'done' || phase === 'partly' || phase === 'failed' || phase === 'cancelled';
}

/** The key one object of a job goes out under: the same after a reload, so that the hub does nothing twice. */
export function jobKey({ id, round }: Pick<JobRecord, 'id' | 'round'>, at: number): string {
  return `${id}.${String(round)}.${String(at)}`;
}

function isJob(value: unknown): value is JobRecord {
  if (typeof value !== 'object' || value === null) return false;
  const job: Partial<Record<keyof JobRecord, unknown>> = value;
  return (
    typeof job.id === 'string' &&
    KINDS.includes(String(job.kind)) &&
    PHASES.includes(String(job.phase)) &&
    Array.isArray(job.ids) &&
    Array.isArray(job.refused) &&
    typeof job.settled === 'number' &&
    typeof job.community === 'string' &&
    typeof job.organization === 'string'
  );
}
