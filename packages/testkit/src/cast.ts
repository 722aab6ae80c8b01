import { DAY_ONE_PROFILE } from '@tocsin/policy';
import { testSecretHash } from './credentials.ts';
import type { CommunityProfile, MemberClass, MemberState, Role } from '@tocsin/policy';
import type { Handle, Principal, Store, World } from '@tocsin/store';
import type { Model } from './model.ts';
import type { Random } from './random.ts';

/** Somebody of the cast: how they sign in. */
export interface Player {
  readonly name: string;
  readonly principal: Principal;
}

/** A community of the cast, by its id. */
export interface Scene {
  readonly id: string;
  readonly slug: string;
  readonly organizations: readonly string[];
  readonly persons: readonly string[];
  readonly groups: readonly string[];
}

/** The cast in a store: who there is, and handles for each. */
export interface Cast {
  readonly players: readonly Player[];
  readonly scenes: readonly Scene[];
  /** The chair of every community, who changes who takes part. */
  readonly chair: Handle;
  readonly handles: ReadonlyMap<string, Handle>;
  /** Ids by slug or e-mail. */
  readonly id: (name: string) => string;
}

const OFFICE = 'office';
const ORGANIZATIONS: World['organizations'] = [
  { slug: OFFICE, name: 'Office' },
  { slug: 'alder', name: 'Alder', sectors: ['energy'], countries: ['AT'] },
  { slug: 'birch', name: 'Birch', sectors: ['health'], countries: ['NZ'] },
  { slug: 'cedar', name: 'Cedar', sectors: ['energy', 'health'] },
  { slug: 'pine', name: 'Pine', class: 'provider' },
  { slug: 'ministry', name: 'Ministry', class: 'government' },
  { slug: 'clinic', name: 'Clinic', class: 'client' },
];
const PEOPLE: { name: string; organization: string; providerStaffOf?: string }[] = [
  { name: 'axel', organization: 'alder' },
  { name: 'alma', organization: 'alder' },
  { name: 'ben', organization: 'birch' },
  { name: 'bea', organization: 'birch' },
  { name: 'bruno', organization: 'birch', providerStaffOf: 'pine' },
  { name: 'carl', organization: 'cedar' },
  { name: 'paul', organization: 'pine' },
  { name: 'greta', organization: 'ministry' },
  { name: 'cleo', organization: 'clinic' },
];
const MEMBERS = ORGANIZATIONS.map((one) => one.slug).filter((slug) => slug !== OFFICE);
/** Seconds after the world's start at which the token that expires does. */
const EXPIRY_S = 40;

/** Writes a random cast: communities with their members, roles, groups and profiles, and tokens of all kinds. */
export function castWorld(random: Random, options: { communities: number; now: number }): World {
  const slugs = Array.from({ length: options.communities }, (_, n) => `scene-${String(n)}`);
  const memberships: World['memberships'] = [];
  const roles = new Map<string, Record<string, Role[]>>();
  const groups: World['groups'] = [];
  for (const community of slugs) {
    const members = MEMBERS.filter(() => random.chance(0.85));
    memberships.push({ community, organization: OFFICE });
    for (const organization of members)
      memberships.push({ community, organization, ...membershipOf(random, organization) });
    const here = PEOPLE.filter((person) => members.includes(person.organization));
    const acting = here.filter(() => random.chance(0.9));
    for (const { name } of acting)
      roles.set(name, { ...roles.get(name), [community]: rolesOf(random) });
    for (const slug of ['water', 'round-table']) {
      groups.push({
        community,
        slug,
        organizations: random.some(members, 0.3),
        people: random.some(acting, 0.3).map((person) => mailOf(person.name)),
      });
    }
  }
  return {
    communities: slugs.map((slug) => ({
      slug,
      name: slug,
      kind: 'sector',
      profile: profileOf(random),
    })),
    organizations: ORGANIZATIONS,
    memberships,
    people: [
      {
        email: mailOf('chair'),
        name: 'chair',
        organization: OFFICE,
        roles: Object.fromEntries(slugs.map((slug) => [slug, ['chair', 'representative']])),
      },
      ...PEOPLE.map((person) => ({
        email: mailOf(person.name),
        ...person,
        roles: roles.get(person.name) ?? {},
        units: random.some(['soc', 'board'], 0.4),
      })),
    ],
    groups,
    tokens: tokensOf(random, { slug: slugs[0] ?? '', now: options.now }),
  };
}

/** Makes the cast in a store, tells the model of it, and opens a handle for each. */
export async function openCast(store: Store, world: World, model: Model): Promise<Cast> {
  await store.unguarded('provision').provision(world);
  const ids = new Map<string, string>();
  const players: Player[] = [];
  for (const { email, name } of world.people) {
    const account = await store.door.account({ email });
    const organization = account?.organizations[0]?.id;
    if (account === undefined || organization === undefined)
      throw new Error(`The person '${email}' was not made: look at what provisioning refused.`);
    ids.set(name, account.person);
    const slug = world.people.find((one) => one.name === name)?.organization ?? '';
    ids.set(slug, organization);
    players.push({ name, principal: { kind: 'person', id: account.person, organization } });
  }
  for (const token of world.tokens)
    players.push({ name: token.name, principal: { kind: 'token', id: token.id } });
  const handles = new Map<string, Handle>();
  for (const player of players) handles.set(player.name, await store.as(player.principal));
  const chair = handles.get('chair');
  if (chair === undefined) throw new Error('The cast has no chair: add one.');
  const id = (name: string): string => ids.get(name) ?? name;
  tellPeople(world, model, id);
  const scenes: Scene[] = [];
  for (const { id: community, slug, profile } of await chair.directory.communities()) {
    ids.set(slug, community);
    model.profiles.set(community, profile);
    const groups = await chair.directory.groups(community);
    for (const group of groups) ids.set(`${slug}/${group.slug}`, group.id);
    scenes.push(tellScene(world, { model, id, slug, community, groups: groups.map((g) => g.id) }));
  }
  return { players, scenes, chair, handles, id };
}

function tellPeople(world: World, model: Model, id: (name: string) => string): void {
  const { people } = model;
  for (const { slug, sectors, countries } of world.organizations)
    people.organizations.set(id(slug), { sectors: sectors ?? [], countries: countries ?? [] });
  for (const person of world.people)
    people.persons.set(id(person.name), {
      organization: id(person.organization),
      providerStaff: person.providerStaffOf !== undefined,
    });
}

function tellScene(
  world: World,
  at: {
    model: Model;
    id: (name: string) => string;
    slug: string;
    community: string;
    groups: string[];
  },
): Scene {
  const { model, id, slug, community } = at;
  const here = world.memberships.filter((one) => one.community === slug);
  for (const one of here) {
    const listed = world.organizations.find((other) => other.slug === one.organization);
    model.people.memberships.push({
      community,
      organization: id(one.organization),
      class: one.class ?? listed?.class ?? 'member',
      state: one.state ?? 'active',
    });
  }
  const persons: string[] = [];
  for (const person of world.people) {
    const roles = person.roles?.[slug];
    if (roles === undefined) continue;
    persons.push(id(person.name));
    model.people.representations.push({
      person: id(person.name),
      organization: id(person.organization),
      community,
      roles,
      units: person.units ?? [],
    });
  }
  for (const group of world.groups.filter((one) => one.community === slug))
    model.people.groups.push({
      id: id(`${slug}/${group.slug}`),
      community,
      organizations: (group.organizations ?? []).map(id),
      persons: (group.people ?? []).map((email) => id(email.split('@')[0] ?? '')),
    });
  for (const token of world.tokens) {
    const isBoundHere = token.community === slug;
    if (model.people.tokens.some((one) => one.id === token.id)) continue;
    if (token.community !== undefined && !isBoundHere) continue;
    const person = token.person?.split('@')[0];
    const owner = world.people.find((one) => one.name === person)?.organization;
    model.people.tokens.push({
      id: token.id,
      organization: id(token.organization ?? owner ?? ''),
      isRevoked: false,
      ...(person === undefined ? {} : { person: id(person) }),
      ...(token.community === undefined ? {} : { community }),
      ...(token.ceiling === undefined ? {} : { ceiling: token.ceiling }),
      ...(token.purpose === undefined ? {} : { purpose: token.purpose }),
      ...(token.expiresAt === undefined ? {} : { expiresAt: token.expiresAt }),
    });
  }
  return {
    id: community,
    slug,
    organizations: here.map((one) => id(one.organization)),
    persons,
    groups: at.groups,
  };
}

function tokensOf(random: Random, at: { slug: string; now: number }): World['tokens'] {
  const plain = MEMBERS.map((organization) => ({ name: `${organization}-bot`, organization }));
  const special: Omit<World['tokens'][number], 'id' | 'secretHash'>[] = [
    { name: 'ben-bot', person: mailOf('ben') },
    { name: 'birch-bound', organization: 'birch', community: at.slug },
    { name: 'birch-green', organization: 'birch', ceiling: 'green' },
    { name: 'cedar-brief', organization: 'cedar', expiresAt: at.now + EXPIRY_S * 1000 },
    { name: 'cedar-defence', organization: 'cedar', purpose: 'defence' },
  ];
  return [...plain, ...special].map((token) => {
    const id = `token${random.uuid().slice(0, 8)}`;
    return { ...token, id, secretHash: testSecretHash(id) };
  });
}

function membershipOf(
  random: Random,
  organization: string,
): { class?: MemberClass; state?: MemberState } {
  const state = random.chance(0.8)
    ? 'active'
    : random.pick<MemberState>(['probation', 'suspended', 'applicant', 'exited']);
  if (organization === 'alder' || random.chance(0.85)) return { state };
  return { state, class: random.pick<MemberClass>(['partner', 'informal', 'member', 'client']) };
}

function rolesOf(random: Random): Role[] {
  return random.pick<Role[]>([
    ['representative'],
    ['representative', 'sharing-officer'],
    ['sharing-officer'],
    ['analyst'],
    ['analyst', 'reader'],
    ['reader'],
  ]);
}

function profileOf(random: Random): Partial<CommunityProfile> {
  if (random.chance(0.3)) return { ...DAY_ONE_PROFILE };
  return {
    providers: random.chance(0.5),
    providerStaff: random.chance(0.5),
    government: random.chance(0.5),
    unlabelled: random.pick(['amber+strict', 'amber', 'green', 'red']),
  };
}

function mailOf(name: string): string {
  return `${name}@${name}.example`;
}
