import type { TlpLevel } from './levels.ts';

/** The classes of a membership (ISO 22396 6.4.3; requirements row 2). */
export const MEMBER_CLASSES = [
  'member',
  'partner',
  'provider',
  'government',
  'client',
  'informal',
] as const;
/** What kind of participant an organization is in a community. */
export type MemberClass = (typeof MEMBER_CLASSES)[number];

/** The states of a membership (SM-MEM). Only `probation` and `active` read. */
export const MEMBER_STATES = [
  'applicant',
  'accepted',
  'probation',
  'active',
  'suspended',
  'leaving',
  'exited',
  'rejected',
  'withdrawn',
] as const;
/** A state of a membership. */
export type MemberState = (typeof MEMBER_STATES)[number];

/** The roles a representative may hold in a community. */
export const ROLES = [
  'chair',
  'co-chair',
  'representative',
  'sharing-officer',
  'analyst',
  'reader',
] as const;
/** A role of a person, for an organization, in a community. */
export type Role = (typeof ROLES)[number];

/** What the reader is in one community, through the organization they act for. */
export interface ReaderMembership {
  readonly community: string;
  readonly class: MemberClass;
  readonly state: MemberState;
  readonly tier: string;
  /** The narrowest level the organization is given while it is on probation; absent means no ceiling. */
  readonly ceiling?: TlpLevel;
  readonly roles: readonly Role[];
  readonly units: readonly string[];
  /** Groups that name the reader's organization. */
  readonly groups: readonly string[];
  /** Groups that name the reader in person: only they count for RED. A token has none. */
  readonly personalGroups: readonly string[];
  /** For a program: the community asks for a confirmation at AMBER too; and somebody of its organization gave one for its programs. */
  readonly attestation?: { readonly asksAmber: boolean; readonly isGiven: boolean };
}

/** Somebody about to read: a person or a machine token, acting for one organization. */
export interface Reader {
  readonly kind: 'person' | 'token';
  readonly id: string;
  /** The organization the reader acts for. */
  readonly organization: string;
  /** The reader is employed by a provider and acts for another organization. */
  readonly providerStaff: boolean;
  /** Names other than its own under which the organization brought items: whoever holds one is their source. */
  readonly aliases?: readonly string[];
  /** Names other than the reader's own that stand for them as the author of such items. */
  readonly voices?: readonly string[];
  /** A sealed source: its ticket speaks for it, whatever roles whoever brought it holds. */
  readonly isSealedSource?: true;
  readonly sectors: readonly string[];
  readonly countries: readonly string[];
  /** What the reader reads for; a limit to purposes refuses a reader who states none. */
  readonly purpose?: string;
  /** The narrowest level this token or session may be given; absent means no ceiling. */
  readonly ceiling?: TlpLevel;
  readonly memberships: readonly ReaderMembership[];
}

/** The reader's membership in a community when it lets them read, else `undefined`. */
export function standingIn(reader: Reader, community: string): ReaderMembership | undefined {
  for (const membership of reader.memberships) {
    if (membership.community === community && isReadingState(membership.state)) return membership;
  }
  return undefined;
}

/** Whether a membership in this state reads. Everything else has stopped reading (golden scenario 13). */
export function isReadingState(state: MemberState): boolean {
  return state === 'active' || state === 'probation';
}

/** Whether this names the organization the reader acts for, by its own name or by one it shared under. */
export function isOwnName(reader: Reader, organization: string): boolean {
  return reader.organization === organization || reader.aliases?.includes(organization) === true;
}

/** Whether this names the reader in person, or stands for them; nobody is named by nothing. */
export function isOwnVoice(reader: Reader, person: string | undefined): boolean {
  return reader.id === person || reader.voices?.some((voice) => voice === person) === true;
}

/** Whether the reader, as a person, speaks for the organization's items in this community: marks, releases, retracts. */
export function speaksForSource(reader: Reader, membership: ReaderMembership): boolean {
  if (reader.kind !== 'person') return false;
  if (reader.isSealedSource === true) return true;
  return membership.roles.some((role) => SOURCE_ROLES.has(role));
}

const SOURCE_ROLES: ReadonlySet<Role> = new Set<Role>(['representative', 'sharing-officer']);
