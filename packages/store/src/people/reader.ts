import { standingIn } from '@tocsin/policy';
import type { Reader } from '@tocsin/policy';
import type { Query } from '../engine/engine.ts';
import { NotAReader } from '../faults.ts';
import { namesHeld } from './aliases.ts';
import type { Principal, SourcePrincipal } from '../store.ts';
import { isSealedSource } from './sealed-sources.ts';
import type { Access } from './access.ts';
import { ATTESTATIONS, membershipsOf, readCeiling, readWords, withAttestation } from './columns.ts';
import type { AttestationColumns, GroupColumns, MembershipColumns } from './columns.ts';

/**
 * Computes the reader from the tables of this snapshot, or `undefined` when the principal is nobody here:
 * the person is disabled or does not represent that organization, the token is unknown, revoked or expired.
 *
 * A person has the memberships of the organization in communities where they hold a role themselves. A
 * token of an organization has all of its memberships, without roles, units or personal groups; a token of
 * a person has what the person has, but no personal group and never as a person. A token bound to a
 * community has that membership only. Memberships that do not read (suspended …) are there with their state.
 *
 * A person who acts for no organization (`''`) is a reader without memberships. A person who came by a session
 * is somebody for as long as that session is open: signing out ends open streams too.
 */
export async function loadReader(
  query: Query,
  principal: Principal,
  now: number = Date.now(),
): Promise<Reader | undefined> {
  if (principal.kind === 'source') return sourceReader(query, principal, now);
  if (principal.kind === 'person') {
    if (!(await isSignedIn(query, principal.session, now))) return undefined;
    if (principal.organization === '') return personAlone(query, principal.id);
    const by = { person: principal.id, organization: principal.organization };
    return withNames(query, await personReader(query, by));
  }
  const token = await query.one<TokenColumns>(
    'SELECT organization, person, community, ceiling, purpose, expires_at, revoked_at FROM token WHERE id = ?',
    [principal.id],
  );
  if (token === undefined || token.revoked_at !== null) return undefined;
  if (token.expires_at !== null && now >= token.expires_at) return undefined;
  return withNames(query, await tokenReader(query, principal.id, token));
}

/** What the organization shared under another name is its own all the same. */
async function withNames(query: Query, reader: Reader | undefined): Promise<Reader | undefined> {
  if (reader === undefined || reader.providerStaff) return reader;
  const { organization, id: author } = reader;
  return { ...reader, ...(await namesHeld(query, { organization, author })) };
}

/**
 * A sealed source reads what whoever brings its ticket could read as a member like any other, and what is its own. It
 * is named by nothing that names them: not their organization, not themselves, none of their groups or other aliases.
 */
async function sourceReader(
  query: Query,
  principal: SourcePrincipal,
  now: number,
): Promise<Reader | undefined> {
  const by = await loadReader(query, principal.by, now);
  if (by === undefined || by.providerStaff) return undefined;
  const standing = standingIn(by, principal.community);
  if (standing === undefined || !(await isSealedSource(query, principal))) return undefined;
  return {
    kind: 'person',
    id: principal.id,
    organization: principal.organization,
    providerStaff: false,
    isSealedSource: true,
    sectors: by.sectors,
    countries: by.countries,
    memberships: [{ ...standing, groups: [], personalGroups: [] }],
  };
}

/** Whether the session a person came by is still open; acts that came by none (tests, tools) need none. */
async function isSignedIn(
  query: Query,
  session: string | undefined,
  now: number,
): Promise<boolean> {
  if (session === undefined) return true;
  const row = await query.one('SELECT 1 AS one FROM session WHERE id = ? AND expires_at > ?', [
    session,
    now,
  ]);
  return row !== undefined;
}

/**
 * The reader inside a transaction that writes: always computed anew, never kept. What a transaction sees of
 * itself must not be remembered under an epoch that it may yet change, or give up.
 */
export async function readerNow(access: Access, transaction: Query): Promise<Reader> {
  const reader = await loadReader(transaction, access.principal, access.now());
  if (reader === undefined) throw new NotAReader();
  return reader;
}

/** The organization a principal acts for, or `undefined` when it is nobody here. */
export async function organizationOf(
  query: Query,
  principal: Principal,
): Promise<string | undefined> {
  if (principal.kind === 'source') return principal.organization;
  const row =
    principal.kind === 'person'
      ? await query.one<{ organization: string }>(
          'SELECT organization FROM affiliation WHERE person = ? AND organization = ?',
          [principal.id, principal.organization],
        )
      : await query.one<{ organization: string }>('SELECT organization FROM token WHERE id = ?', [
          principal.id,
        ]);
  return row?.organization;
}

interface TokenColumns {
  organization: string;
  person: string | null;
  community: string | null;
  ceiling: string | null;
  purpose: string | null;
  expires_at: number | null;
  revoked_at: number | null;
}

async function personAlone(query: Query, person: string): Promise<Reader | undefined> {
  const row = await query.one('SELECT 1 AS one FROM person WHERE id = ? AND is_disabled = 0', [
    person,
  ]);
  if (row === undefined) return undefined;
  return {
    kind: 'person',
    id: person,
    organization: '',
    providerStaff: false,
    sectors: [],
    countries: [],
    memberships: [],
  };
}

async function personReader(
  query: Query,
  by: { person: string; organization: string },
): Promise<Reader | undefined> {
  const row = await query.one<{ provider: string | null; sectors: string; countries: string }>(
    `SELECT a.provider, o.sectors, o.countries FROM person p
      JOIN affiliation a ON a.person = p.id JOIN organization o ON o.id = a.organization
      WHERE p.id = ? AND a.organization = ? AND p.is_disabled = 0`,
    [by.person, by.organization],
  );
  if (row === undefined) return undefined;
  const memberships = await query.all<MembershipColumns>(
    `SELECT m.community, m.class, m.state, m.tier, m.ceiling, r.roles, r.units FROM membership m
      JOIN representation r ON r.community = m.community AND r.organization = m.organization
      WHERE r.person = ? AND m.organization = ? AND r.roles <> '[]'`,
    [by.person, by.organization],
  );
  const groups = await query.all<GroupColumns>(
    `${GROUPS_OF_ORGANIZATION} UNION ALL ${GROUPS_OF_PERSON}`,
    [by.organization, by.person],
  );
  return {
    kind: 'person',
    id: by.person,
    organization: by.organization,
    providerStaff: row.provider !== null && row.provider !== by.organization,
    sectors: readWords(row.sectors),
    countries: readWords(row.countries),
    memberships: membershipsOf(memberships, groups),
  };
}

async function tokenReader(
  query: Query,
  id: string,
  token: TokenColumns,
): Promise<Reader | undefined> {
  const base =
    token.person === null
      ? await organizationReader(query, token.organization)
      : await personReader(query, { person: token.person, organization: token.organization });
  if (base === undefined) return undefined;
  const ceiling = readCeiling(token.ceiling);
  const attestations = await query.all<AttestationColumns>(
    `${ATTESTATIONS} WHERE m.organization = ?`,
    [token.organization],
  );
  return {
    ...base,
    kind: 'token',
    id,
    ...(token.purpose === null ? {} : { purpose: token.purpose }),
    ...(ceiling === undefined ? {} : { ceiling }),
    memberships: withAttestation(base.memberships, attestations)
      .filter((membership) => token.community === null || membership.community === token.community)
      .map((membership) => ({ ...membership, personalGroups: [] })),
  };
}

async function organizationReader(query: Query, organization: string): Promise<Reader | undefined> {
  const row = await query.one<{ sectors: string; countries: string }>(
    'SELECT sectors, countries FROM organization WHERE id = ?',
    [organization],
  );
  if (row === undefined) return undefined;
  const memberships = await query.all<MembershipColumns>(
    `SELECT community, class, state, tier, ceiling, '[]' AS roles, '[]' AS units FROM membership WHERE organization = ?`,
    [organization],
  );
  const groups = await query.all<GroupColumns>(GROUPS_OF_ORGANIZATION, [organization]);
  return {
    kind: 'token',
    id: '',
    organization,
    providerStaff: false,
    sectors: readWords(row.sectors),
    countries: readWords(row.countries),
    memberships: membershipsOf(memberships, groups),
  };
}

const GROUPS_OF_ORGANIZATION = `SELECT g.community, g.id, 0 AS personal FROM group_organization x
  JOIN member_group g ON g.id = x.group_id WHERE x.organization = ?`;
const GROUPS_OF_PERSON = `SELECT g.community, g.id, 1 AS personal FROM group_person x
  JOIN member_group g ON g.id = x.group_id WHERE x.person = ?`;
