import type { CommunityProfile, MemberClass, Reader } from '@tocsin/policy';
import type { Query } from '../engine/engine.ts';
import {
  ATTESTATIONS,
  membershipsOf,
  readCeiling,
  readClass,
  readProfile,
  readWords,
  withAttestation,
} from './columns.ts';
import type { AttestationColumns, GroupColumns, MembershipColumns } from './columns.ts';

/** A reader with the names a count of an audience shows. */
export interface NamedReader extends Reader {
  /** The person's or token's name. */
  readonly name: string;
  readonly organizationName: string;
}

/** A member organization of a community that reads. */
export interface ReadingMember {
  readonly id: string;
  readonly name: string;
  readonly class: MemberClass;
}

/**
 * Every reader of a community: persons for their organization, and tokens that are neither revoked nor
 * expired. Each has the membership of this community only. Five statements whatever its size; the caller
 * keeps the answer for as long as the policy epoch stands.
 */
export async function readersOf(
  query: Query,
  community: string,
  now: number = Date.now(),
): Promise<NamedReader[]> {
  const persons = await query.all<CensusColumns>(PERSONS, [community]);
  const tokens = await query.all<TokenCensusColumns>(TOKENS, [community, community, now]);
  const groups = await groupsOf(query, community);
  const attestations = await query.all<AttestationColumns>(
    `${ATTESTATIONS} WHERE m.community = ?`,
    [community],
  );
  const attested = Map.groupBy(attestations, ({ organization }) => organization);
  const readers = persons.map((row) => readerFrom(row, groups));
  return [
    ...readers,
    ...tokens.map((row) => tokenFrom(row, groups, attested.get(row.organization) ?? [])),
  ];
}

/** The organizations of a community whose membership reads, by name. */
export async function communityMembers(query: Query, community: string): Promise<ReadingMember[]> {
  const rows = await query.all<{ id: string; name: string; class: string }>(
    `SELECT o.id, o.name, m.class FROM membership m JOIN organization o ON o.id = m.organization
      WHERE m.community = ? AND m.state IN ('active', 'probation') ORDER BY o.name, o.id`,
    [community],
  );
  return rows.map((row) => ({ ...row, class: readClass(row.class) }));
}

/** The profile in force in a community. */
export async function communityProfile(
  query: Query,
  community: string,
): Promise<CommunityProfile | undefined> {
  const row = await query.one<{ body: string; version: number }>(
    `SELECT p.body, p.version FROM community c
      JOIN community_profile p ON p.community = c.id AND p.version = c.profile_version WHERE c.id = ?`,
    [community],
  );
  return row === undefined ? undefined : readProfile(row.body, row.version);
}

interface CensusColumns extends MembershipColumns {
  id: string;
  name: string;
  person: string | null;
  organization: string;
  organization_name: string;
  provider: string | null;
  sectors: string;
  countries: string;
}

interface TokenCensusColumns extends CensusColumns {
  token_ceiling: string | null;
  purpose: string | null;
}

interface Groups {
  byOrganization: Map<string, GroupColumns[]>;
  byPerson: Map<string, GroupColumns[]>;
}

const PERSONS = `SELECT p.id, p.name, p.id AS person, o.id AS organization, o.name AS organization_name,
    a.provider, o.sectors, o.countries, m.community, m.class, m.state, m.tier, m.ceiling, r.roles, r.units
  FROM representation r
  JOIN membership m ON m.community = r.community AND m.organization = r.organization
  JOIN person p ON p.id = r.person
  JOIN affiliation a ON a.person = r.person AND a.organization = r.organization
  JOIN organization o ON o.id = r.organization
  WHERE r.community = ? AND r.roles <> '[]' AND m.state IN ('active', 'probation') AND p.is_disabled = 0
  ORDER BY p.id, o.id`;

// A token of a person needs the person's own standing; a token of an organization does not.
const TOKENS = `SELECT t.id, t.name, t.person, t.organization, o.name AS organization_name, t.ceiling AS token_ceiling, t.purpose,
    a.provider, o.sectors, o.countries, m.community, m.class, m.state, m.tier, m.ceiling,
    coalesce(r.roles, '[]') AS roles, coalesce(r.units, '[]') AS units
  FROM token t
  JOIN membership m ON m.community = ? AND m.organization = t.organization
  JOIN organization o ON o.id = t.organization
  LEFT JOIN representation r ON r.person = t.person AND r.organization = t.organization AND r.community = m.community
  LEFT JOIN affiliation a ON a.person = t.person AND a.organization = t.organization
  LEFT JOIN person p ON p.id = t.person
  WHERE (t.community IS NULL OR t.community = ?) AND t.revoked_at IS NULL
    AND (t.expires_at IS NULL OR t.expires_at > ?) AND m.state IN ('active', 'probation')
    AND (t.person IS NULL OR (r.roles <> '[]' AND a.person IS NOT NULL AND p.is_disabled = 0))
  ORDER BY t.id`;

async function groupsOf(query: Query, community: string): Promise<Groups> {
  const organizations = await query.all<GroupColumns & { named: string }>(
    `SELECT g.community, g.id, 0 AS personal, x.organization AS named FROM member_group g
      JOIN group_organization x ON x.group_id = g.id WHERE g.community = ?`,
    [community],
  );
  const persons = await query.all<GroupColumns & { named: string }>(
    `SELECT g.community, g.id, 1 AS personal, x.person AS named FROM member_group g
      JOIN group_person x ON x.group_id = g.id WHERE g.community = ?`,
    [community],
  );
  return {
    byOrganization: Map.groupBy(organizations, (row) => row.named),
    byPerson: Map.groupBy(persons, (row) => row.named),
  };
}

function readerFrom(row: CensusColumns, groups: Groups): NamedReader {
  const mine = groups.byOrganization.get(row.organization) ?? [];
  const named = row.person === null ? [] : (groups.byPerson.get(row.person) ?? []);
  return {
    kind: 'person',
    id: row.id,
    name: row.name,
    organization: row.organization,
    organizationName: row.organization_name,
    providerStaff: row.provider !== null && row.provider !== row.organization,
    sectors: readWords(row.sectors),
    countries: readWords(row.countries),
    memberships: membershipsOf([row], [...mine, ...named]),
  };
}

function tokenFrom(
  row: TokenCensusColumns,
  groups: Groups,
  attested: readonly AttestationColumns[],
): NamedReader {
  const reader = readerFrom(row, groups);
  const ceiling = readCeiling(row.token_ceiling);
  return {
    ...reader,
    kind: 'token',
    ...(row.purpose === null ? {} : { purpose: row.purpose }),
    ...(ceiling === undefined ? {} : { ceiling }),
    memberships: withAttestation(reader.memberships, attested).map((membership) => ({
      ...membership,
      personalGroups: [],
    })),
  };
}
