import {
  DAY_ONE_SHIELD,
  isScheme,
  isTlpLevel,
  MEMBER_CLASSES,
  MEMBER_STATES,
  ROLES,
  SHIELD_ACTS,
} from '@tocsin/policy';
import type {
  CommunityProfile,
  MemberClass,
  MemberState,
  ReaderMembership,
  Role,
  ShieldAct,
  ShieldRules,
  TlpLevel,
} from '@tocsin/policy';
import { SCOPES } from '../store.ts';
import type { Scope } from '../store.ts';
import { readClassification, readCompetition } from './kept-scheme.ts';

/** A membership as the tables have it, with the roles and units of whoever acts. */
export interface MembershipColumns {
  community: string;
  class: string;
  state: string;
  tier: string;
  ceiling: string | null;
  roles: string;
  units: string;
}

/** What a community asks before AMBER is opened, and who confirmed for the programs of an organization. */
export interface AttestationColumns {
  organization: string;
  community: string;
  asks: string | null;
  person: string | null;
}

/** A group that names somebody; `personal` is 1 when it names the person, 0 when the organization. */
export interface GroupColumns {
  community: string;
  id: string;
  personal: number;
}

/** The memberships of a reader. Sorted by id, so that one reader always gives the same fingerprint. */
export function membershipsOf(
  rows: readonly MembershipColumns[],
  groups: readonly GroupColumns[],
): ReaderMembership[] {
  return rows
    .map((row) => {
      const here = groups.filter((group) => group.community === row.community);
      const personal = here.filter((group) => group.personal === 1);
      return {
        community: row.community,
        class: readClass(row.class),
        state: readState(row.state),
        tier: row.tier,
        ...ceilingOf(row),
        roles: readRoles(row.roles),
        units: readWords(row.units),
        groups: sortedIds(here.filter((group) => group.personal === 0)),
        personalGroups: sortedIds(personal),
      };
    })
    .sort((a, b) => (a.community < b.community ? -1 : 1));
}

/** What an organization on probation is given at most; once it is active, whatever it was. */
function ceilingOf({ ceiling, state }: MembershipColumns): Pick<ReaderMembership, 'ceiling'> {
  const level = state === 'probation' ? readCeiling(ceiling) : undefined;
  return level === undefined ? {} : { ceiling: level };
}

/** A program's memberships with what they need to be given AMBER. Nothing is said where it is the usual. */
export function withAttestation(
  memberships: readonly ReaderMembership[],
  rows: readonly AttestationColumns[],
): ReaderMembership[] {
  return memberships.map((membership) => {
    const row = rows.find(({ community }) => community === membership.community);
    if (row === undefined) return membership;
    // A rule this program does not know asks the most.
    const asksAmber = row.asks !== null && row.asks !== 'red' && row.asks !== 'never';
    const isGiven = row.person !== null;
    return asksAmber || isGiven
      ? { ...membership, attestation: { asksAmber, isGiven } }
      : membership;
  });
}

/** Where something is asked of, or was confirmed for, the programs of organizations. */
export const ATTESTATIONS = `SELECT m.organization, m.community, r.asks, p.person FROM membership m
  LEFT JOIN attestation_rule r ON r.community = m.community
  LEFT JOIN program_attestation p ON p.community = m.community AND p.organization = m.organization`;

/** Reads a column that keeps a list of words as JSON. Anything else reads as no words: nobody gains by it. */
export function readWords(column: string): string[] {
  const value: unknown = JSON.parse(column);
  if (!Array.isArray(value)) return [];
  return value.filter((word): word is string => typeof word === 'string');
}

/** Reads a column of roles; a role this program does not know gives nothing. */
export function readRoles(column: string): Role[] {
  const words = readWords(column);
  return ROLES.filter((role) => words.includes(role));
}

/** Reads a column of scopes; a scope this program does not know gives nothing. */
export function readScopes(column: string): Scope[] {
  const words = readWords(column);
  return SCOPES.filter((scope) => words.includes(scope));
}

/** A class this program does not know is held to be the most outside one. */
export function readClass(column: string): MemberClass {
  return MEMBER_CLASSES.find((known) => known === column) ?? 'client';
}

/** A state this program does not know does not read. */
export function readState(column: string): MemberState {
  return MEMBER_STATES.find((known) => known === column) ?? 'suspended';
}

/** A ceiling this program does not know lets nothing but CLEAR through. */
export function readCeiling(column: string | null): TlpLevel | undefined {
  if (column === null) return undefined;
  return isTlpLevel(column) ? column : 'clear';
}

/** Reads a kept profile. What this program cannot read is read as the narrowest choice. */
export function readProfile(body: string, version: number): CommunityProfile {
  const value: unknown = JSON.parse(body);
  const kept = new Map(Object.entries(typeof value === 'object' && value !== null ? value : {}));
  const words = (name: string): string => {
    const word: unknown = kept.get(name);
    return typeof word === 'string' ? word : '';
  };
  const level = (name: string): TlpLevel => {
    const word: unknown = kept.get(name);
    return isTlpLevel(word) ? word : 'red';
  };
  const scheme: unknown = kept.get('scheme');
  return {
    version,
    scheme: isScheme(scheme) ? scheme : 'tlp-2.0',
    organizationMeans: words('organizationMeans'),
    clientMeans: words('clientMeans'),
    communityMeans: words('communityMeans'),
    providers: kept.get('providers') === true,
    providerStaff: kept.get('providerStaff') === true,
    government: kept.get('government') === true,
    clientsAllowed: kept.get('clientsAllowed') === true,
    defaultLevel: level('defaultLevel'),
    unlabelled: level('unlabelled'),
    shield: shieldOf(kept.get('shield')),
    classification: readClassification(kept.get('classification')),
    competition: readCompetition(kept.get('competition')),
  };
}

/** What was agreed about findings; a profile from before there were any has the day-one rule. */
function shieldOf(value: unknown): ShieldRules {
  const kept = new Map<string, unknown>(
    Object.entries(typeof value === 'object' && value !== null ? value : {}),
  );
  const act = (severity: keyof ShieldRules): ShieldAct =>
    SHIELD_ACTS.find((known) => known === kept.get(severity)) ?? DAY_ONE_SHIELD[severity];
  return { stop: act('stop'), ask: act('ask'), warn: act('warn'), info: act('info') };
}

function sortedIds(groups: readonly GroupColumns[]): string[] {
  return [...new Set(groups.map((group) => group.id))].sort();
}
