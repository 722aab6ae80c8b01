import { isReadingState, standingIn } from '@tocsin/policy';
import type { Reader, ReaderMembership } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import type { Query } from '../engine/engine.ts';
import type { CommunityView, GroupView, MemberView, PersonView } from '../store.ts';
import { isChair, readingMemberships } from './authority.ts';
import { readCeiling, readClass, readProfile, readRoles, readState, readWords } from './columns.ts';

/** The communities the reader has standing in, by name. */
export async function communities(query: Query, reader: Reader): Promise<CommunityView[]> {
  const standings = readingMemberships(reader);
  const rows = await query.all<CommunityColumns>(
    `${COMMUNITIES} WHERE ${isIn(query.dialect, 'c.id')} ORDER BY c.name, c.id`,
    [
      list(
        query.dialect,
        standings.map((standing) => standing.community),
      ),
    ],
  );
  return rows.flatMap((row) => {
    const standing = standingIn(reader, row.id);
    return standing === undefined ? [] : [communityFrom(row, standing)];
  });
}

/** One community by id or slug, when the reader has standing in it. */
export async function community(
  query: Query,
  reader: Reader,
  idOrSlug: string,
): Promise<CommunityView | undefined> {
  const row = await query.one<CommunityColumns>(
    `${COMMUNITIES} WHERE c.id = ? OR c.slug = ? ORDER BY CASE WHEN c.id = ? THEN 0 ELSE 1 END LIMIT 1`,
    [idOrSlug, idOrSlug, idOrSlug],
  );
  const standing = row === undefined ? undefined : standingIn(reader, row.id);
  return row === undefined || standing === undefined ? undefined : communityFrom(row, standing);
}

/** The member organizations, by name; those that do not read are shown to chairs only. */
export async function members(
  query: Query,
  reader: Reader,
  communityId: string,
): Promise<MemberView[]> {
  if (standingIn(reader, communityId) === undefined) return [];
  const rows = await query.all<MemberColumns>(
    `SELECT o.id, o.slug, o.name, o.sectors, o.countries, m.class, m.tier, m.state, m.since,
        m.ceiling, m.probation_until, m.suspended_until, m.suspended_for,
        (SELECT count(*) FROM representation r JOIN person p ON p.id = r.person
          WHERE r.community = m.community AND r.organization = m.organization
            AND r.roles <> '[]' AND p.is_disabled = 0) AS people
      FROM membership m JOIN organization o ON o.id = m.organization
      WHERE m.community = ? ORDER BY o.name, o.id`,
    [communityId],
  );
  const chairs = isChair(reader, communityId);
  return rows
    .filter((row) => chairs || isReadingState(readState(row.state)))
    .map((row) => ({
      ...memberFrom(row),
      ...(chairs || row.id === reader.organization ? termsOf(row) : {}),
    }));
}

/** The persons who hold a role, by name; e-mail addresses only of the own organization, or for chairs. */
export async function people(
  query: Query,
  reader: Reader,
  communityId: string,
): Promise<PersonView[]> {
  if (standingIn(reader, communityId) === undefined) return [];
  const rows = await query.all<PersonColumns>(
    `SELECT p.id, p.name, p.email, o.id AS organization, o.name AS organization_name, r.roles, m.state
      FROM representation r JOIN person p ON p.id = r.person
      JOIN membership m ON m.community = r.community AND m.organization = r.organization
      JOIN organization o ON o.id = r.organization
      WHERE r.community = ? AND r.roles <> '[]' AND p.is_disabled = 0 ORDER BY p.name, p.id, o.id`,
    [communityId],
  );
  const chairs = isChair(reader, communityId);
  return rows
    .filter((row) => chairs || isReadingState(readState(row.state)))
    .map((row) => ({
      id: row.id,
      name: row.name,
      organization: { id: row.organization, name: row.organization_name },
      roles: readRoles(row.roles),
      ...(chairs || row.organization === reader.organization ? { email: row.email } : {}),
    }));
}

/** The groups with their members, by name; of the members, those {@link members} and {@link people} show. */
export async function groups(
  query: Query,
  reader: Reader,
  communityId: string,
): Promise<GroupView[]> {
  if (standingIn(reader, communityId) === undefined) return [];
  const rows = await query.all<{ id: string; slug: string; name: string }>(
    'SELECT id, slug, name FROM member_group WHERE community = ? ORDER BY name, id',
    [communityId],
  );
  const organizations = await query.all<NamedColumns>(
    `SELECT x.group_id, x.organization AS id FROM group_organization x
      JOIN member_group g ON g.id = x.group_id WHERE g.community = ?`,
    [communityId],
  );
  const persons = await query.all<NamedColumns>(
    `SELECT x.group_id, x.person AS id FROM group_person x
      JOIN member_group g ON g.id = x.group_id WHERE g.community = ?`,
    [communityId],
  );
  const shownMembers = await members(query, reader, communityId);
  const shownPeople = await people(query, reader, communityId);
  const byGroup = Map.groupBy([...organizations, ...persons], (named) => named.group_id);
  return rows.map((row) => {
    const named = new Set((byGroup.get(row.id) ?? []).map((one) => one.id));
    return {
      ...row,
      organizations: shownMembers
        .map(({ organization: { id, name } }) => ({ id, name }))
        .filter(({ id }) => named.has(id)),
      persons: onlyOnce(shownPeople.filter(({ id }) => named.has(id))),
    };
  });
}

interface CommunityColumns {
  id: string;
  slug: string;
  name: string;
  kind: string;
  purpose: string;
  created_at: number;
  profile_version: number;
  body: string;
}

interface MemberColumns {
  id: string;
  slug: string;
  name: string;
  sectors: string;
  countries: string;
  class: string;
  tier: string;
  state: string;
  since: number;
  people: number;
  ceiling: string | null;
  probation_until: number | null;
  suspended_until: number | null;
  suspended_for: string | null;
}

interface PersonColumns {
  id: string;
  name: string;
  email: string;
  organization: string;
  organization_name: string;
  roles: string;
  state: string;
}

interface NamedColumns {
  group_id: string;
  id: string;
}

const COMMUNITIES = `SELECT c.id, c.slug, c.name, c.kind, c.purpose, c.created_at, c.profile_version, p.body
  FROM community c JOIN community_profile p ON p.community = c.id AND p.version = c.profile_version`;

function communityFrom(row: CommunityColumns, standing: ReaderMembership): CommunityView {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    kind: row.kind,
    purpose: row.purpose,
    profile: readProfile(row.body, row.profile_version),
    createdAt: row.created_at,
    standing: {
      class: standing.class,
      state: standing.state,
      tier: standing.tier,
      roles: [...standing.roles],
    },
  };
}

function memberFrom(row: MemberColumns): MemberView {
  return {
    organization: {
      id: row.id,
      slug: row.slug,
      name: row.name,
      sectors: readWords(row.sectors),
      countries: readWords(row.countries),
    },
    class: readClass(row.class),
    tier: row.tier,
    state: readState(row.state),
    since: row.since,
    people: row.people,
  };
}

/** How long a probation or a suspension lasts, and what goes with it. */
function termsOf(row: MemberColumns): Pick<MemberView, 'probation' | 'suspended'> {
  if (row.state === 'suspended')
    return {
      suspended: {
        words: row.suspended_for ?? '',
        ...(row.suspended_until === null ? {} : { until: row.suspended_until }),
      },
    };
  if (row.state !== 'probation') return {};
  const ceiling = readCeiling(row.ceiling);
  return {
    probation: {
      ...(row.probation_until === null ? {} : { until: row.probation_until }),
      ...(ceiling === undefined ? {} : { ceiling }),
    },
  };
}

/** A person who represents two organizations stands once in a group. */
function onlyOnce(persons: readonly PersonView[]): { id: string; name: string }[] {
  return [...new Map(persons.map(({ id, name }) => [id, { id, name }])).values()];
}
