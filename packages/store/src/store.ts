import type { Reader } from '@tocsin/policy';
import type { AttestationHandle } from './attestation-door.ts';
import type { DeskHandle } from './desk-door.ts';
import type { AttributionHandle } from './attribution-door.ts';
import type { CustodyHandle } from './custody-door.ts';
import type { ExchangeHandle } from './exchange-door.ts';
import type { FilterHandle } from './filter-door.ts';
import type { HandlingHandle } from './handling-door.ts';
import type { DirectoryHandle, IdentityHandle } from './people-door.ts';
import type { Principal } from './principal.ts';
import type { AuditHandle } from './record-door.ts';
import type { MisuseHandle } from './misuse-door.ts';
import type { MailHandle } from './mail-door.ts';
import type { JoiningHandle } from './joining-door.ts';
import type { JudgementHandle } from './judgement-door.ts';
import type { PapersHandle } from './papers-door.ts';
import type { BallotsHandle } from './ballots-door.ts';
import type { DecisionsHandle } from './decisions-door.ts';
import type { RecheckHandle } from './recheck-door.ts';
import type { RegimesHandle } from './regimes-door.ts';
import type { ReleaseHandle } from './release-door.ts';
import type { RetentionHandle } from './retention-door.ts';
import type { ReviewHandle } from './review-door.ts';
import type { SubjectsHandle } from './subjects-door.ts';
import type { Door } from './sign-in-door.ts';
import type { Unguarded } from './unguarded-door.ts';

/** How to open a store. */
export interface StoreOptions {
  /** Directory of the embedded engine and of key files. Made when missing, mode 0700. */
  dataDirectory: string;
  /** `postgres://…`; absent means the embedded engine (SQLite) inside `dataDirectory`. */
  databaseUrl?: string;
  /** Milliseconds since the epoch. The only clock the store reads. */
  now?: () => number;
  /** Fresh random ids; tests pass a seeded one. */
  newId?: () => string;
  /** False leaves the text index and what times open to other processes on the same data. Default true. */
  worksBehind?: boolean;
  /** A hub: nobody may have the data alone while it runs, as copying to another engine wants. Default false. */
  serves?: boolean;
}

/**
 * Everything Tocsin keeps. Three doors and no other: {@link Store.as} for all reading and writing by
 * somebody, {@link Store.door} for telling who is knocking, {@link Store.unguarded} for the few jobs that
 * must see all (their reasons are a list in the repository).
 */
export interface Store extends AsyncDisposable {
  readonly engine: 'sqlite' | 'postgres';
  readonly door: Door;
  /** A handle bound to this principal. The reader is computed from the store, never taken from the caller. */
  as(principal: Principal): Promise<Handle>;
  unguarded(reason: UnguardedReason): Unguarded;
  /** Calls back after each commit that changed what somebody may see. Gives no content: listeners read as themselves. */
  onChange(listener: (change: StoreChange) => void): () => void;
  /** Background work not yet done: rows waiting for the text index and the outbox; 0 when settled. */
  backlog(): Promise<number>;
  /** Resolves when {@link Store.backlog} is 0. */
  settled(): Promise<void>;
}

/** What a commit touched, without saying what. */
export interface StoreChange {
  readonly kind: 'feed' | 'policy';
  readonly communities: readonly string[];
}

/** The reasons for which a job may see everything. Adding one is a decision; see decisions/. */
export const UNGUARDED_REASONS = [
  'backup',
  'migrate-engine',
  'text-index',
  'audit-verify',
  'provision',
  'metrics',
  'mail',
] as const;
/** One of the reasons. */
export type UnguardedReason = (typeof UNGUARDED_REASONS)[number];

/** A reader-bound handle: every query carries the reader's labels; what may not be read does not exist. */
export interface Handle {
  /** The reader as of now; recomputed when the policy epoch moved. */
  reader(): Promise<Reader>;
  /** A fingerprint of everything that decides what the reader sees; cursors and caches are tied to it. */
  rights(): Promise<string>;
  readonly exchange: ExchangeHandle;
  readonly directory: DirectoryHandle;
  readonly identity: IdentityHandle;
  readonly audit: AuditHandle;
  readonly desk: DeskHandle;
  readonly filter: FilterHandle;
  readonly release: ReleaseHandle;
  readonly review: ReviewHandle;
  readonly misuse: MisuseHandle;
  readonly papers: PapersHandle;
  readonly ballots: BallotsHandle;
  readonly decisions: DecisionsHandle;
  readonly regimes: RegimesHandle;
  readonly retention: RetentionHandle;
  readonly recheck: RecheckHandle;
  readonly joining: JoiningHandle;
  readonly judgement: JudgementHandle;
  readonly subjects: SubjectsHandle;
  readonly attribution: AttributionHandle;
  readonly custody: CustodyHandle;
  readonly handling: HandlingHandle;
  readonly attestation: AttestationHandle;
  readonly mail: MailHandle;
}

export { CONTRIBUTION_KINDS, LOOKUP_MAX, PAGE_MAX, TITLES_MAX } from './exchange-door.ts';
export { SIGHTINGS_TOLD_MAX } from './filter-door.ts';
export { RECORDED_LEVELS } from './handling-door.ts';
export { LETTER_STATES, TOLD_STAGES } from './mail-door.ts';
export { RECHECK_DAYS } from './recheck-door.ts';
export { SCOPES } from './sign-in-door.ts';
export type * from './attestation-door.ts';
export type * from './attribution-door.ts';
export type * from './ballots-door.ts';
export type * from './custody-door.ts';
export type * from './decisions-door.ts';
export type * from './desk-door.ts';
export type * from './exchange-door.ts';
export type * from './filter-door.ts';
export type * from './handling-door.ts';
export type * from './sign-in-door.ts';
export type * from './mail-door.ts';
export type * from './misuse-door.ts';
export type * from './papers-door.ts';
export type * from './people-door.ts';
export type * from './principal.ts';
export type * from './joining-door.ts';
export type * from './judgement-door.ts';
export type * from './recheck-door.ts';
export type * from './record-door.ts';
export type * from './regimes-door.ts';
export type * from './release-door.ts';
export type * from './retention-door.ts';
export type * from './review-door.ts';
export type * from './subjects-door.ts';
export type * from './unguarded-door.ts';
