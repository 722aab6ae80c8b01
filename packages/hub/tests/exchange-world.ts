import { hashOfSecret, newSecret, newTokenText } from '@tocsin/hub';
import type { HubPorts } from '@tocsin/hub';
import type { Group, Member, Person } from '@tocsin/hub/contract';
import type { Scope, World } from '@tocsin/store';
import { freshDatabase } from '@tocsin/testkit/postgres';
import { Caller, startTestHub } from './world.ts';
import type { Answered, TestHub } from './world.ts';

/** A community with members of every class, behind a hub; who calls is named. */
export interface ExchangeWorld extends TestHub {
  /** The address of the community's part of the API. */
  readonly base: string;
  readonly community: string;
  readonly ids: {
    readonly organization: (slug: string) => string;
    readonly person: (name: string) => string;
    readonly group: (slug: string) => string;
  };
  /** A person by name, signed in: `anna`. */
  readonly person: (name: string) => Promise<Caller>;
  /** A program of an organization: `alder`. */
  readonly program: (organization: string) => Caller;
}

const ORGANIZATIONS = [
  { slug: 'alder', name: 'Alder Energy' },
  { slug: 'birch', name: 'Birch Water' },
  { slug: 'cedar', name: 'Cedar Rail' },
  { slug: 'ministry', name: 'Ministry of the Interior', class: 'government' as const },
  { slug: 'shield', name: 'Shield Services', class: 'provider' as const },
];

const PEOPLE: [name: string, organization: string, roles: World['people'][number]['roles']][] = [
  ['anna', 'alder', { energy: ['chair', 'representative'] }],
  ['arno', 'alder', { energy: ['analyst'] }],
  ['abel', 'alder', { energy: ['reader'] }],
  ['berta', 'birch', { energy: ['representative'] }],
  ['bruno', 'birch', { energy: ['analyst'] }],
  ['carl', 'cedar', { energy: ['sharing-officer'], rail: ['chair'] }],
  ['greta', 'ministry', { energy: ['representative'] }],
  ['silas', 'shield', { energy: ['representative'] }],
];

const POSTGRES = process.env['TOCSIN_TEST_POSTGRES'];

/** The engines to test on: PostgreSQL joins where the run has one. */
export const ENGINES: readonly ('SQLite' | 'PostgreSQL')[] =
  POSTGRES === undefined ? ['SQLite'] : ['SQLite', 'PostgreSQL'];

/** How a world is opened. */
export interface WorldOptions {
  readonly engine?: (typeof ENGINES)[number];
  readonly settings?: Record<string, string>;
  /** Where log lines go; absent: nowhere. */
  readonly log?: HubPorts['log'];
  readonly profile?: World['communities'][number]['profile'];
  /** What the programs may do. */
  readonly scopes?: Scope[];
}

/** Opens the world in a fresh hub. */
export async function openExchangeWorld({
  engine = 'SQLite',
  settings = {},
  log,
  profile = {},
  scopes = ['read', 'write'],
}: WorldOptions = {}): Promise<ExchangeWorld> {
  const database = engine === 'SQLite' ? undefined : await freshDatabase(POSTGRES ?? '');
  const own = database === undefined ? {} : { TOCSIN_DATABASE_URL: database.url };
  const hub = await startTestHub({ ...settings, ...own }, log);
  const world: TestHub = {
    ...hub,
    async [Symbol.asyncDispose]() {
      await hub[Symbol.asyncDispose]();
      await database?.drop();
    },
  };
  const tokens = new Map(ORGANIZATIONS.map(({ slug }) => [slug, newTokenText()]));
  await world.hub.store.unguarded('provision').provision({
    communities: [
      { slug: 'energy', name: 'Energy Circle', kind: 'sector', profile },
      { slug: 'rail', name: 'Rail Circle', kind: 'sector' },
    ],
    organizations: ORGANIZATIONS.map(({ slug, name }) => ({ slug, name })),
    memberships: [
      ...ORGANIZATIONS.map(({ slug, class: kind }) => ({
        community: 'energy',
        organization: slug,
        class: kind ?? ('member' as const),
      })),
      { community: 'rail', organization: 'cedar' },
    ],
    people: PEOPLE.map(([name, organization, roles = {}]) => ({
      email: `${name}@${organization}.example`,
      // One of them has a password, and nothing beside it; the others come in by no way of their own.
      ...(name === 'berta' ? { passwordHash: 'not asked for here' } : {}),
      name,
      organization,
      roles,
    })),
    groups: [
      {
        community: 'energy',
        slug: 'responders',
        name: 'Responders',
        people: ['berta@birch.example', 'carl@cedar.example'],
      },
      { community: 'rail', slug: 'tracks', name: 'Tracks', organizations: ['cedar'] },
      { community: 'energy', slug: 'core', name: 'Core', organizations: ['alder', 'birch'] },
    ],
    tokens: [...tokens].map(([organization, { id, secretHash }]) => ({
      name: `${organization} program`,
      organization,
      scopes,
      id,
      secretHash,
    })),
  });
  return withCallers(world, (slug) => tokens.get(slug)?.text ?? '');
}

async function withCallers(
  world: TestHub,
  tokenOf: (organization: string) => string,
): Promise<ExchangeWorld> {
  const { hub } = world;
  const program = (slug: string): Caller => new Caller(hub.address, tokenOf(slug));
  const list = async <T>(what: string): Promise<T[]> => {
    const answer = await program('alder').get<{ items: T[] }>(`/api/v1/communities/energy/${what}`);
    return answer.json.items;
  };
  const [members, people, groups, community] = [
    await list<Member>('members'),
    await list<Person>('people'),
    await list<Group>('groups'),
    await program('alder').get<{ id: string }>('/api/v1/communities/energy'),
  ];
  const person = (name: string): Person => found(people, (one) => one.name === name);
  return {
    ...world,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
    base: '/api/v1/communities/energy',
    community: community.json.id,
    ids: {
      organization: (slug) =>
        found(members, ({ organization }) => organization.slug === slug).organization.id,
      person: (name) => person(name).id,
      group: (slug) => found(groups, (one) => one.slug === slug).id,
    },
    program,
    person: async (name) => {
      const { id, organization } = person(name);
      const [secret, csrf] = [newSecret(), newSecret()];
      await hub.store.door.openSession({
        hash: hashOfSecret(secret),
        person: id,
        organization: organization.id,
        csrf,
        expiresAt: world.clock.at + 86_400_000,
        userAgent: 'test',
      });
      const caller = new Caller(hub.address);
      caller.cookie = `tocsin=${secret}`;
      caller.csrf = csrf;
      return caller;
    },
  };
}

function found<T>(all: readonly T[], is: (one: T) => boolean): T {
  const one = all.find(is);
  if (one === undefined) throw new Error('The test names somebody who is not there');
  return one;
}

/** An indicator nobody shared yet, as a body holds it. */
export function freshIndicator(
  more: Record<string, unknown> = {},
): Record<string, unknown> & { id: string } {
  const id = crypto.randomUUID();
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${id}`,
    created: '2026-02-01T00:00:00.000Z',
    modified: '2026-02-01T00:00:00.000Z',
    name: 'heron',
    pattern: `[domain-name:value = '${id.slice(0, 8)}.example']`,
    pattern_type: 'stix',
    valid_from: '2026-02-01T00:00:00.000Z',
    ...more,
  };
}

/** Confirms, as somebody, what opening the object at an address means. */
export async function confirmed(who: Caller, object: string, reason?: string): Promise<void> {
  const told = await who.get<{ shown: string }>(`${object}/attestation`);
  const done = await who.post(`${object}/attestation`, {
    shown: told.json.shown,
    ...(reason === undefined ? {} : { reason }),
  });
  if (done.status !== 204) throw new Error(`Not confirmed: ${done.text}`);
}

/** Opens an object as somebody, who confirms first what they are asked to. */
export async function opened<T = unknown>(who: Caller, object: string): Promise<Answered<T>> {
  const first = await who.get<T>(object);
  if (first.status !== 403) return first;
  await confirmed(who, object);
  return who.get<T>(object);
}
