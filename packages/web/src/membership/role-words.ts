import type { MemberClass, MemberState, Role } from '@tocsin/policy';
import { t, word } from '../kernel/words.ts';

const ROLES: Record<Role, string> = {
  chair: word('Chair'),
  'co-chair': word('Co-chair'),
  representative: word('Representative'),
  'sharing-officer': word('Sharing officer'),
  analyst: word('Analyst'),
  reader: word('Reader'),
};

const MEANINGS: Record<Role, string> = {
  chair: word('runs the community'),
  'co-chair': word('runs the community with the chair'),
  representative: word('speaks for the organization and invites its people'),
  'sharing-officer': word('releases what the organization shares'),
  analyst: word('reads, shares and answers'),
  reader: word('reads'),
};

const CLASSES: Record<MemberClass, string> = {
  member: word('Member'),
  partner: word('Partner'),
  provider: word('Service provider'),
  government: word('Government partner'),
  client: word('Client'),
  informal: word('Informal participant'),
};

const STATES: Record<MemberState, string> = {
  applicant: word('Applicant'),
  accepted: word('Accepted'),
  probation: word('On probation'),
  active: word('Active'),
  suspended: word('Suspended'),
  leaving: word('Leaving'),
  exited: word('Left'),
  rejected: word('Rejected'),
  withdrawn: word('Withdrawn'),
};

/** A role in words. */
export function roleWords(role: Role): string {
  return t(ROLES[role]);
}

/** What a role may do, for whoever gives it. */
export function roleMeaning(role: Role): string {
  return t(MEANINGS[role]);
}

/** A class of membership in words. */
export function classWords(one: MemberClass): string {
  return t(CLASSES[one]);
}

/** A state of membership in words. */
export function stateWords(state: MemberState): string {
  return t(STATES[state]);
}
