import { isReadingState, standingIn } from './reader.ts';
import type { MemberState, Reader } from './reader.ts';

/**
 * How a community takes new members: `closed` tells strangers nothing, not even that it is there; `invited` shows them
 * what it is for; `open` takes letters of intent.
 */
export const JOINING_MODES = ['closed', 'invited', 'open'] as const;
/** One of {@link JOINING_MODES}. */
export type JoiningMode = (typeof JOINING_MODES)[number];

/**
 * Where an application stands (SM-MEM up to the membership). `agreed`: the applicant took the conditions and holds an
 * invitation; `signing`: they are in, and papers wait for their signature; `member`: the membership says the rest.
 */
export const APPLICATION_STATES = [
  'enquiry',
  'interest',
  'eligible',
  'vetting',
  'window',
  'accepted',
  'agreed',
  'signing',
  'member',
  'rejected',
  'appealed',
  'withdrawn',
] as const;
/** One of {@link APPLICATION_STATES}. */
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** Whether an application may move from one state to another. */
export function mayFollowApplication(from: ApplicationState, to: ApplicationState): boolean {
  return NEXT[from].includes(to);
}

const NEXT: Readonly<Record<ApplicationState, readonly ApplicationState[]>> = {
  enquiry: ['interest', 'rejected', 'withdrawn'],
  interest: ['eligible', 'rejected', 'withdrawn'],
  eligible: ['vetting', 'rejected', 'withdrawn'],
  vetting: ['window', 'rejected', 'withdrawn'],
  window: ['accepted', 'rejected', 'withdrawn'],
  accepted: ['agreed', 'withdrawn'],
  agreed: ['signing', 'member', 'withdrawn'],
  signing: ['member'],
  member: [],
  // Once: what was decided about an appeal stays.
  rejected: ['appealed', 'withdrawn'],
  appealed: ['vetting', 'rejected', 'withdrawn'],
  withdrawn: [],
};

/** Whether an application is over, so that nobody has to do anything about it any more. */
export function isApplicationOver(state: ApplicationState): boolean {
  return state === 'member' || state === 'rejected' || state === 'withdrawn';
}

/** What an organization says about an application while it lies before the members. */
export const APPLICATION_WORDS = ['vouches', 'objects', 'passes'] as const;
/** One of {@link APPLICATION_WORDS}; `passes`: no objection. */
export type ApplicationWord = (typeof APPLICATION_WORDS)[number];

/** Whether the reader, as a person, decides on applications. A sealed source does not: it is nobody's name. */
export function decidesOnApplications(reader: Reader, community: string): boolean {
  const roles = rolesIn(reader, community);
  return roles.includes('chair') || roles.includes('co-chair');
}

/** Whether the reader speaks for their organization about who joins. */
export function speaksOnApplications(reader: Reader, community: string): boolean {
  return !reader.providerStaff && rolesIn(reader, community).includes('representative');
}

function rolesIn(reader: Reader, community: string): readonly string[] {
  if (reader.kind !== 'person' || reader.isSealedSource === true) return [];
  return standingIn(reader, community)?.roles ?? [];
}

/** What the rule of deciding looks at. */
export interface Deciding {
  readonly state: ApplicationState;
  /** Until when the members may object. Milliseconds. */
  readonly windowUntil: number | undefined;
  /** Whether two chairs decide together. */
  readonly needsTwo: boolean;
  /** The chair who decided first, and waits for another. */
  readonly first: string | undefined;
  /** Persons who vouched for the applicant. */
  readonly sponsors: readonly string[];
  /** Who turned the applicant away, when this is about their appeal. */
  readonly turnedAwayBy: string | undefined;
  /** Other chairs and co-chairs there are. */
  readonly otherChairs: number;
}

/** What stands in the way of a decision. */
export type DecidingFault =
  'not-next' | 'too-early' | 'same-chair' | 'only-sponsors' | 'own-appeal';

/**
 * Whether this chair may decide now. Accepting waits for the time of objections; turning away may come earlier. Where
 * two decide, they are two persons, and not both have vouched. Whoever turned somebody away does not decide on the
 * appeal while another chair may.
 */
export function decidingFault(
  chair: string,
  { isAccepting, now }: { isAccepting: boolean; now: number },
  of: Deciding,
): DecidingFault | undefined {
  const to = isAccepting ? 'accepted' : 'rejected';
  if (!mayFollowApplication(of.state, to)) return 'not-next';
  if (isAccepting && now < (of.windowUntil ?? Infinity)) return 'too-early';
  if (isOwnAppeal(chair, of)) return 'own-appeal';
  if (!of.needsTwo || of.first === undefined) return undefined;
  if (of.first === chair) return 'same-chair';
  const isBoth = of.sponsors.includes(of.first) && of.sponsors.includes(chair);
  return isBoth ? 'only-sponsors' : undefined;
}

/** Whether this chair turned the applicant away and another could decide on the appeal. */
export function isOwnAppeal(
  chair: string,
  { state, turnedAwayBy, otherChairs }: Pick<Deciding, 'state' | 'turnedAwayBy' | 'otherChairs'>,
): boolean {
  return state === 'appealed' && turnedAwayBy === chair && otherChairs > 0;
}

/** What a suspended membership goes back to: a probation that was not over goes on. */
export function resumedState(before: MemberState | undefined): 'active' | 'probation' {
  return before !== undefined && isReadingState(before) && before === 'probation'
    ? 'probation'
    : 'active';
}
