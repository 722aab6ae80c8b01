import { standingIn } from './reader.ts';
import type { TlpLevel } from './levels.ts';
import type { Reader, ReaderMembership } from './reader.ts';

/** When what a colleague shares waits for a sharing officer. `warned`: when a shield found something that stays. */
export const REVIEW_WHEN = ['never', 'warned', 'always'] as const;
/** One of {@link REVIEW_WHEN}. */
export type ReviewWhen = (typeof REVIEW_WHEN)[number];

/** What an organization wants looked at before it leaves, by the level it leaves under. */
export type ReviewRules = Readonly<Record<TlpLevel, ReviewWhen>>;

/** Where an organization has said nothing, nothing waits. */
export const NO_REVIEW: ReviewRules = Object.freeze({
  clear: 'never',
  green: 'never',
  amber: 'never',
  'amber+strict': 'never',
  red: 'never',
});

/** What decides whether a share waits: the levels of its objects, and whether a shield warned. */
export interface ReviewedShare {
  readonly levels: readonly TlpLevel[];
  readonly isWarned: boolean;
}

/** Why a share waits, or `undefined` when it does not: one object that must be looked at holds up all of them. */
export function reviewNeeded(
  rules: ReviewRules,
  share: ReviewedShare,
): Exclude<ReviewWhen, 'never'> | undefined {
  const asked = new Set(share.levels.map((level) => rules[level]));
  if (asked.has('always')) return 'always';
  return asked.has('warned') && share.isWarned ? 'warned' : undefined;
}

/** Where a share that waits stands. In the last three it waits no more. */
export const REVIEW_STATES = ['waiting', 'held', 'released', 'returned', 'withdrawn'] as const;
/** One of {@link REVIEW_STATES}. */
export type ReviewState = (typeof REVIEW_STATES)[number];

/**
 * Whether a share may move from one state to another: what is released or withdrawn stays so; what is returned can
 * only be put away.
 */
export function mayFollowReview(from: ReviewState, to: ReviewState): boolean {
  return NEXT[from].includes(to);
}

const NEXT: Readonly<Record<ReviewState, readonly ReviewState[]>> = {
  waiting: ['held', 'released', 'returned', 'withdrawn'],
  held: ['released', 'returned', 'withdrawn'],
  released: [],
  returned: ['withdrawn'],
  withdrawn: [],
};

/** What an officer says about personal data in something their organization shared (marking rules 2.4: ACS). */
export const DETERMINATIONS = ['no-personal-data', 'needed', 'not-checked'] as const;
/** One of {@link DETERMINATIONS}. */
export type DeterminationKind = (typeof DETERMINATIONS)[number];

/** Whether the reader, as a person, is a sharing officer of their own organization in this community. */
export function isSharingOfficer(reader: Reader, community: string): boolean {
  const standing = standingIn(reader, community);
  if (reader.kind !== 'person' || reader.providerStaff || standing === undefined) return false;
  return standing.roles.includes('sharing-officer');
}

/** Whether this standing brings things: a program does, a person who only reads does not. */
export function mayBring(reader: Reader, standing: ReaderMembership): boolean {
  return reader.kind === 'token' || standing.roles.some((role) => role !== 'reader');
}

/**
 * Whether an officer decides on a share: not on their own one as long as the organization has another officer, so
 * that two people saw it. Alone they do: there is nobody else, and the record says who released it.
 */
export function mayReleaseShare(share: { isOwn: boolean; hasAnotherOfficer: boolean }): boolean {
  return !share.isOwn || !share.hasAnotherOfficer;
}
