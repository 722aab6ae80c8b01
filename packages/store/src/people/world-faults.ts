import { MEMBER_CLASSES, MEMBER_STATES, ROLES } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import type { Query } from '../engine/engine.ts';
import type { World } from '../store.ts';
import { UNITS_MAX } from './limits.ts';
import { emailOf, nameOf, slugOf, wordOf } from './words.ts';

/** Most entries of one list of a world file. */
export const WORLD_LIST_MAX = 20_000;

/** Everything that is wrong with a world, each fault one sentence that names the entry. */
export async function faultsOf(query: Query, world: World): Promise<string[]> {
  const faults = [...lengthFaults(world)];
  if (faults.length > 0) return faults;
  const known = await knownNames(query, world);
  return [
    ...nameFaults(world),
    ...doubles(
      'community',
      world.communities.map((one) => one.slug),
    ),
    ...doubles(
      'organization',
      world.organizations.map((one) => one.slug),
    ),
    ...doubles(
      'group',
      world.groups.map((one) => `${one.community}/${one.slug}`),
    ),
    ...doubles(
      'token',
      world.tokens.map((one) => one.name),
    ),
    ...world.memberships.flatMap((one) => membershipFaults(one, known)),
    ...world.people.flatMap((one) => personFaults(one, known)),
    ...world.groups.flatMap((one) => groupFaults(one, known)),
    ...world.tokens.flatMap((one) => tokenFaults(one, known)),
  ];
}

/** The units of a person in the form they are kept, or `undefined` when they are none. */
export function unitsOf(units: readonly string[]): string[] | undefined {
  if (units.length > UNITS_MAX) return undefined;
  const words = units.map(wordOf);
  return words.every((word) => word !== undefined) ? [...new Set(words)].sort() : undefined;
}

interface Known {
  communities: ReadonlySet<string>;
  organizations: ReadonlySet<string>;
  people: ReadonlySet<string>;
  /** `community/organization`, by slug. */
  memberships: ReadonlySet<string>;
}

function lengthFaults(world: World): string[] {
  return Object.entries(world)
    .filter(([, entries]: [string, readonly unknown[]]) => entries.length > WORLD_LIST_MAX)
    .map(([name]) => `The list "${name}" has more than ${String(WORLD_LIST_MAX)} entries`);
}

async function knownNames(query: Query, world: World): Promise<Known> {
  const communities = new Set(world.communities.map((one) => one.slug));
  const organizations = new Set(world.organizations.map((one) => one.slug));
  const people = new Set(world.people.map((one) => emailOf(one.email) ?? ''));
  const memberships = new Set(
    world.memberships.map((one) => `${one.community}/${one.organization}`),
  );
  const slugs = referredOrganizations(world);
  await addKept(query, 'SELECT slug AS name FROM community WHERE $IN(slug)', {
    to: communities,
    of: referredCommunities(world),
  });
  await addKept(query, 'SELECT slug AS name FROM organization WHERE $IN(slug)', {
    to: organizations,
    of: slugs,
  });
  await addKept(query, 'SELECT email AS name FROM person WHERE $IN(email)', {
    to: people,
    of: referredPeople(world),
  });
  await addKept(
    query,
    `SELECT c.slug || '/' || o.slug AS name FROM membership m JOIN community c ON c.id = m.community
      JOIN organization o ON o.id = m.organization WHERE $IN(o.slug)`,
    { to: memberships, of: slugs },
  );
  return { communities, organizations, people, memberships };
}

/** Adds what is there already of the names a world refers to. `$IN(column)` stands for the condition on them. */
async function addKept(
  query: Query,
  sql: string,
  names: { to: Set<string>; of: readonly string[] },
): Promise<void> {
  const text = sql.replace(/\$IN\(([a-z.]+)\)/, (_, column: string) => isIn(query.dialect, column));
  const rows = await query.all<{ name: string }>(text, [list(query.dialect, names.of)]);
  for (const row of rows) names.to.add(row.name);
}

function referredCommunities(world: World): string[] {
  return [
    ...world.memberships.map((one) => one.community),
    ...world.people.flatMap((one) => Object.keys(one.roles ?? {})),
    ...world.groups.map((one) => one.community),
    ...world.tokens.flatMap((one) => one.community ?? []),
  ];
}

function referredOrganizations(world: World): string[] {
  return [
    ...world.memberships.map((one) => one.organization),
    ...world.people.flatMap((one) => [
      one.organization,
      ...(one.providerStaffOf === undefined ? [] : [one.providerStaffOf]),
    ]),
    ...world.groups.flatMap((one) => one.organizations ?? []),
    ...world.tokens.flatMap((one) => one.organization ?? []),
  ];
}

function referredPeople(world: World): string[] {
  return [
    ...world.groups.flatMap((one) => one.people ?? []),
    ...world.tokens.flatMap((one) => one.person ?? []),
  ].map((email) => emailOf(email) ?? '');
}

function nameFaults(world: World): string[] {
  const slugs = [...world.communities, ...world.organizations, ...world.groups];
  const named = [
    ...world.communities,
    ...world.organizations,
    ...world.people,
    ...world.tokens,
    ...world.groups.filter((group) => group.name !== undefined),
  ];
  return [
    ...slugs
      .filter((one) => slugOf(one.slug) === undefined)
      .map((one) => `"${one.slug}" is no short name: use lower-case letters, digits and hyphens`),
    ...named
      .filter((one) => nameOf(one.name ?? '') === undefined)
      .map((one) => `"${one.name ?? ''}" is no name of one line`),
    ...world.organizations
      .filter((one) => one.class !== undefined && !MEMBER_CLASSES.includes(one.class))
      .map((one) => `The organization "${one.slug}" has an unknown class`),
  ];
}

function doubles(what: string, names: readonly string[]): string[] {
  const seen = new Set<string>();
  const twice = names.filter((name) => seen.size === seen.add(name).size);
  return [...new Set(twice)].map((name) => `The ${what} "${name}" is listed twice`);
}

function membershipFaults(one: World['memberships'][number], known: Known): string[] {
  const where = `The membership "${one.community}/${one.organization}"`;
  return [
    ...missing(known.communities, [one.community], 'community'),
    ...missing(known.organizations, [one.organization], 'organization'),
    ...(one.class === undefined || MEMBER_CLASSES.includes(one.class)
      ? []
      : [`${where} has an unknown class`]),
    ...(one.state === undefined || MEMBER_STATES.includes(one.state)
      ? []
      : [`${where} has an unknown state`]),
    ...(one.tier === undefined || one.tier === '' || wordOf(one.tier) !== undefined
      ? []
      : [`${where} has a tier that is no word`]),
  ];
}

function personFaults(one: World['people'][number], known: Known): string[] {
  const roles = Object.entries(one.roles ?? {});
  const provider = one.providerStaffOf === undefined ? [] : [one.providerStaffOf];
  return [
    ...(emailOf(one.email) === undefined ? [`"${one.email}" is no e-mail address`] : []),
    ...missing(known.organizations, [one.organization, ...provider], 'organization'),
    ...roles
      .filter(([community]) => !known.memberships.has(`${community}/${one.organization}`))
      .map(
        ([community]) =>
          `"${one.email}" has roles in "${community}", where "${one.organization}" is no member`,
      ),
    ...roles
      .filter(([, given]) => !given.every((role) => ROLES.includes(role)))
      .map(([community]) => `"${one.email}" has an unknown role in "${community}"`),
    ...(unitsOf(one.units ?? []) === undefined
      ? [`"${one.email}" has units that are no words`]
      : []),
  ];
}

function groupFaults(one: World['groups'][number], known: Known): string[] {
  return [
    ...missing(known.communities, [one.community], 'community'),
    ...missing(
      known.people,
      (one.people ?? []).map((email) => emailOf(email) ?? email),
      'person',
    ),
    ...(one.organizations ?? [])
      .filter((slug) => !known.memberships.has(`${one.community}/${slug}`))
      .map(
        (slug) =>
          `The group "${one.slug}" names "${slug}", which is no member of "${one.community}"`,
      ),
  ];
}

function tokenFaults(one: World['tokens'][number], known: Known): string[] {
  const owners = one.organization === undefined && one.person === undefined;
  return [
    ...(owners ? [`The token "${one.name}" names neither an organization nor a person`] : []),
    ...missing(known.communities, one.community === undefined ? [] : [one.community], 'community'),
    ...missing(
      known.organizations,
      one.organization === undefined ? [] : [one.organization],
      'organization',
    ),
    ...missing(
      known.people,
      one.person === undefined ? [] : [emailOf(one.person) ?? one.person],
      'person',
    ),
  ];
}

function missing(known: ReadonlySet<string>, names: readonly string[], what: string): string[] {
  return names.filter((name) => !known.has(name)).map((name) => `There is no ${what} "${name}"`);
}
