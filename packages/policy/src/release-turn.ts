import { levelAt } from './label.ts';
import { mayRead } from './may-read.ts';
import { isOwnName, speaksForSource, standingIn } from './reader.ts';
import type { Instant, Label } from './label.ts';
import type { Leaving } from './leaving.ts';
import type { Reader } from './reader.ts';

/** After so long a request that waits is a reminder. Milliseconds (SM-REL). */
export const REMINDER_AFTER = 24 * 3_600_000;
/** After so long those are asked who come next. Milliseconds (SM-REL). */
export const NEXT_AFTER = 48 * 3_600_000;
/** The same where it is urgent: sooner, with no further right. Milliseconds. */
export const URGENT_REMINDER_AFTER = 2 * 3_600_000;
/** The same where it is urgent. Milliseconds. */
export const URGENT_NEXT_AFTER = 4 * 3_600_000;

/** How long the source has been silent: it was just asked, it is reminded, those who come next are asked. */
export const RELEASE_STAGES = ['new', 'reminded', 'next'] as const;
/** One of {@link RELEASE_STAGES}. */
export type ReleaseStage = (typeof RELEASE_STAGES)[number];

/** A request that waits for its source. */
export interface WaitingRelease {
  /** When it was asked, or when whoever asked answered what the source asked back. */
  readonly since: Instant;
  /** Silence until then is a no. */
  readonly dueAt: Instant;
  readonly isUrgent: boolean;
}

/**
 * Where a request that waits for its source stands. One that ends sooner than the usual times is divided in three, so
 * that both steps come before its end.
 */
export function releaseStage(waiting: WaitingRelease, now: Instant): ReleaseStage {
  const third = (waiting.dueAt - waiting.since) / 3;
  const [reminder, next] = waiting.isUrgent
    ? [URGENT_REMINDER_AFTER, URGENT_NEXT_AFTER]
    : [REMINDER_AFTER, NEXT_AFTER];
  const silent = now - waiting.since;
  if (silent >= Math.min(next, 2 * third)) return 'next';
  return silent >= Math.min(reminder, third) ? 'reminded' : 'new';
}

/** Who answers release requests for an organization first, and who does when they are silent. Persons by id. */
export interface ReleaseContacts {
  readonly first: readonly string[];
  readonly next: readonly string[];
}

/**
 * Whose turn it is to answer. It says who is told, never who may: everybody who decides for the source may answer at
 * any time. Where none of those named can decide any more, or nobody is named, all are told.
 */
export function isReleaseTurn(
  person: string,
  contacts: ReleaseContacts,
  at: { readonly stage: ReleaseStage; readonly able: readonly string[] },
): boolean {
  const first = contacts.first.filter((one) => at.able.includes(one));
  if (first.length === 0 || first.includes(person)) return true;
  if (at.stage !== 'next') return false;
  const next = contacts.next.filter((one) => at.able.includes(one));
  return next.length === 0 || next.includes(person);
}

/** What an organization says beforehand about what it shared, for when nobody of it is here to decide (SM-REL, "dead source"). */
export interface ReleaseWill {
  /** The member whose people decide about AMBER and AMBER+STRICT then; absent: nobody. RED is for nobody to inherit (M4). */
  readonly successor?: string;
  /** What becomes of what was shared under its own name when it leaves; absent: it stays as it is. */
  readonly leaving?: Leaving;
}

/**
 * Whether this reader decides in the place of a source of which nobody is here. The will gives the decision about what
 * they read themselves and nothing to read: whom the marking does not reach is no help as a successor.
 */
export function mayDecideInStead(
  reader: Reader,
  label: Label,
  { will, now }: { will: ReleaseWill; now: Instant },
): boolean {
  const [clause, second] = label.clauses;
  if (clause === undefined || second !== undefined || isOwnName(reader, clause.origin))
    return false;
  if (will.successor !== reader.organization || reader.providerStaff) return false;
  const level = levelAt(clause, now);
  if (level !== 'amber' && level !== 'amber+strict') return false;
  const standing = standingIn(reader, clause.community);
  return (
    standing !== undefined &&
    speaksForSource(reader, standing) &&
    reader.isSealedSource !== true &&
    mayRead(reader, label, now).allowed
  );
}
