import { isReadingState, standingIn } from '@tocsin/policy';
import type { MemberState, Reader, ReaderMembership, Role } from '@tocsin/policy';

/** Whether the reader chairs this community: only persons do, and only while their organization's membership reads. */
export function isChair(reader: Reader, community: string): boolean {
  const standing = standingIn(reader, community);
  if (reader.kind !== 'person' || standing === undefined) return false;
  return standing.roles.includes('chair') || standing.roles.includes('co-chair');
}

/** Whether the reader represents their organization in this community. */
export function isRepresentative(reader: Reader, community: string): boolean {
  const standing = standingIn(reader, community);
  return (
    reader.kind === 'person' &&
    standing !== undefined &&
    standing.roles.includes('representative') &&
    !reader.providerStaff
  );
}

/** How high a set of roles stands: chair 4, co-chair 3, representative 2, any other 1, none 0. */
export function rankOf(roles: readonly Role[]): number {
  return roles.reduce((highest, role) => Math.max(highest, RANKS[role]), 0);
}

/** The reader's own rank in a community; 0 when they do not read there. */
export function ownRank(reader: Reader, community: string): number {
  const standing = standingIn(reader, community);
  return reader.kind === 'person' && standing !== undefined ? rankOf(standing.roles) : 0;
}

/** Whether the reader may make and end tokens of their organization for this community, or for all of them. */
export function mayManageTokens(reader: Reader, community: string | undefined): boolean {
  if (community !== undefined) return isRepresentative(reader, community);
  const reading = reader.memberships.filter((membership) => isReadingState(membership.state));
  return (
    reading.length > 0 &&
    reading.every((membership) => isRepresentative(reader, membership.community))
  );
}

/** Whether the reader represents the organization anywhere. */
export function isRepresentativeSomewhere(reader: Reader): boolean {
  return reader.memberships.some((membership) => isRepresentative(reader, membership.community));
}

/** Whether the reader chairs any community: such a person may found another. */
export function isChairSomewhere(reader: Reader): boolean {
  return reader.memberships.some((membership) => isChair(reader, membership.community));
}

/** The memberships that read, of all the reader has. */
export function readingMemberships(reader: Reader): ReaderMembership[] {
  return reader.memberships.filter((membership) => isReadingState(membership.state));
}

/** Whether a membership may move from one state to another (SM-MEM). */
export function mayFollow(from: MemberState, to: MemberState): boolean {
  return NEXT[from].includes(to);
}

const RANKS: Record<Role, number> = {
  chair: 4,
  'co-chair': 3,
  representative: 2,
  'sharing-officer': 1,
  analyst: 1,
  reader: 1,
};

// ISO 22396 6.4.3; requirements, SM-MEM. Who has left or was turned away may apply again.
const NEXT: Record<MemberState, readonly MemberState[]> = {
  applicant: ['accepted', 'probation', 'active', 'rejected', 'withdrawn'],
  accepted: ['probation', 'active', 'rejected', 'withdrawn'],
  probation: ['active', 'suspended', 'leaving', 'exited'],
  active: ['probation', 'suspended', 'leaving', 'exited'],
  suspended: ['active', 'probation', 'leaving', 'exited'],
  leaving: ['active', 'exited', 'suspended'],
  exited: ['applicant', 'accepted', 'probation', 'active'],
  rejected: ['applicant', 'accepted', 'probation', 'active'],
  withdrawn: ['applicant', 'accepted', 'probation', 'active'],
};
