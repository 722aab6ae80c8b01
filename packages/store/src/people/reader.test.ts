import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MEMBER_CLASSES, MEMBER_STATES, ROLES, TLP_LEVELS } from '@tocsin/policy';
import type { Reader, ReaderMembership } from '@tocsin/policy';
import fc from 'fast-check';
import { eachEngine } from '../../tests/each-engine.ts';
import type { Engine, Insert, Transaction, Value } from '../engine/engine.ts';
import type { Principal } from '../store.ts';
import { communityMembers, communityProfile, readersOf } from './census.ts';
import type { NamedReader } from './census.ts';
import { loadReader, organizationOf } from './reader.ts';
import { PORTS, Stage } from './stage.test-support.ts';

eachEngine('loadReader()', (bench) => {
  const stage = async (): Promise<Stage> => {
    const made = new Stage(await bench.open());
    await made.provision(PORTS);
    return made;
  };

  test('gives a person the memberships in which they hold a role, with their state', async () => {
    const world = await stage();
    const [ports, rails] = [await world.id('ports'), await world.id('rails')];
    const bob = await world.reader(await world.person('bob@birch.example'));
    assert.deepEqual(bob?.memberships, [
      membership(ports, { roles: ['representative'], groups: [await world.id('north')] }),
      membership(rails, { roles: ['chair'] }),
    ]);
    const cai = await world.reader(await world.person('cai@cedar.example'));
    assert.deepEqual(cai?.memberships, [
      membership(ports, { roles: ['representative'], state: 'probation' }),
      membership(rails, { roles: ['reader'], state: 'suspended' }),
    ]);
    const amy = await world.reader(await world.person('amy@alder.example'));
    const north = [await world.id('north')];
    assert.deepEqual(amy, {
      kind: 'person',
      id: await world.id('amy@alder.example'),
      organization: await world.id('alder'),
      providerStaff: false,
      sectors: ['transportation'],
      countries: ['NL'],
      memberships: [
        membership(ports, {
          roles: ['analyst'],
          tier: 'gold',
          personalGroups: north,
        }),
      ],
    });
    const oda = await world.reader(await world.person('oda@hub.example'));
    assert.deepEqual(oda?.memberships, []);
  });

  test('knows staff of a provider who act for a member', async () => {
    const world = await stage();
    assert.equal((await world.reader(await world.person('fay@fir.example')))?.providerStaff, true);
  });

  test('gives a token no roles of its own, no person, and the community it is bound to', async () => {
    const world = await stage();
    const [ports, rails] = [await world.id('ports'), await world.id('rails')];
    const alder = await world.reader(token('tok-alder'));
    assert.equal(alder?.kind, 'token');
    assert.deepEqual(alder.memberships, [membership(ports, { tier: 'gold' })]);
    const birch = await world.reader(token('tok-birch'));
    assert.equal(birch?.ceiling, 'green');
    assert.deepEqual(birch.memberships, [membership(rails, {})]);
    const amy = await world.reader(token('tok-amy'));
    assert.equal(amy?.id, 'tok-amy');
    assert.equal(amy.purpose, 'hunting');
    assert.deepEqual(amy.memberships, [membership(ports, { roles: ['analyst'], tier: 'gold' })]);
  });

  test('is undefined for whoever is nobody here', async () => {
    const world = await stage();
    const ann = await world.person('ann@alder.example');
    const birch = await world.id('birch');
    assert.equal(await world.reader({ ...ann, organization: birch }), undefined);
    assert.equal(await world.reader({ ...ann, id: 'nobody' }), undefined);
    assert.equal(await world.reader({ ...ann, id: 'nobody', organization: '' }), undefined);
    assert.equal(await world.reader(token('nothing')), undefined);
    await world.run('UPDATE person SET is_disabled = 1 WHERE email = ?', ['amy@alder.example']);
    assert.equal(await world.reader(await world.person('amy@alder.example')), undefined);
    assert.equal(await world.reader(token('tok-amy')), undefined);
    await world.run("UPDATE token SET revoked_at = 5 WHERE id = 'tok-alder'");
    assert.equal(await world.reader(token('tok-alder')), undefined);
    await world.run("UPDATE token SET expires_at = ? WHERE id = 'tok-birch'", [
      world.clock.now + 1,
    ]);
    assert.notEqual(await world.reader(token('tok-birch')), undefined);
    world.clock.now += 1;
    assert.equal(await world.reader(token('tok-birch')), undefined);
  });

  test('lets a person without an organization be a reader of nothing', async () => {
    const world = await stage();
    const ann = await world.person('ann@alder.example');
    const reader = await world.reader({ ...ann, organization: '' });
    assert.deepEqual(reader?.memberships, []);
    assert.equal(reader?.organization, '');
  });

  test('reads columns it does not know as the narrowest', async () => {
    const world = await stage();
    await world.run(
      "UPDATE membership SET class = 'hero', state = 'blessed' WHERE organization = ?",
      [await world.id('alder')],
    );
    await world.run("UPDATE token SET ceiling = 'purple' WHERE id = 'tok-alder'");
    const reader = await world.reader(token('tok-alder'));
    assert.equal(reader?.ceiling, 'clear');
    assert.equal(reader?.memberships[0]?.class, 'client');
    assert.equal(reader?.memberships[0]?.state, 'suspended');
  });

  test('tells the organization a principal acts for', async () => {
    const world = await stage();
    const ann = await world.person('ann@alder.example');
    const of = (principal: Principal): Promise<string | undefined> =>
      world.engine.read((query) => organizationOf(query, principal));
    assert.equal(await of(ann), await world.id('alder'));
    assert.equal(await of({ ...ann, organization: 'other' }), undefined);
    assert.equal(await of(token('tok-birch')), await world.id('birch'));
  });

  test('agrees with a naive model on random worlds, and so does the census', async () => {
    const engine = await bench.open();
    const runs = bench.dialect === 'sqlite' ? 120 : 25;
    await fc.assert(
      fc.asyncProperty(randomWorld, async (world) => {
        await fill(engine, world);
        await engine.read(async (query) => {
          for (const principal of principalsOf(world)) {
            assert.deepEqual(await loadReader(query, principal, NOW), naive(world, principal));
          }
          for (const community of world.communities) {
            const readers = await readersOf(query, community, NOW);
            assert.deepEqual(
              readers.map(withoutNames).sort(byIdentity),
              naiveCensus(world, community).sort(byIdentity),
            );
          }
        });
      }),
      { numRuns: runs },
    );
  });

  test('the census names readers and members; the profile is the one in force', async () => {
    const world = await stage();
    const ports = await world.id('ports');
    await world.engine.read(async (query) => {
      const readers = await readersOf(query, ports, world.clock.now);
      assert.deepEqual(
        readers.map((reader) => `${reader.name} for ${reader.organizationName}`).sort(),
        [
          'abe for Alder',
          'alder all for Alder',
          'amy for Alder',
          'amy for Alder',
          'ann for Alder',
          'bea for Birch',
          'bob for Birch',
          'cai for Cedar',
          'fay for Alder',
        ],
      );
      const members = await communityMembers(query, ports);
      assert.deepEqual(
        members.map((member) => `${member.name} ${member.class}`),
        ['Alder member', 'Birch member', 'Cedar member', 'Fir provider'],
      );
      assert.equal((await communityProfile(query, ports))?.unlabelled, 'amber+strict');
      assert.equal(await communityProfile(query, 'nothing'), undefined);
    });
  });
});

const NOW = 1000;

function token(id: string): Principal {
  return { kind: 'token', id };
}

function membership(community: string, more: Partial<ReaderMembership>): ReaderMembership {
  return {
    community,
    class: 'member',
    state: 'active',
    tier: '',
    roles: [],
    units: [],
    groups: [],
    personalGroups: [],
    ...more,
  };
}

const COMMUNITIES = ['c1', 'c2', 'c3'];
const ORGANIZATIONS = ['o1', 'o2', 'o3', 'o4'];
const PERSONS = ['p1', 'p2', 'p3', 'p4'];

const roles = fc.subarray([...ROLES]);
const randomWorld = fc.record({
  communities: fc.constant(COMMUNITIES),
  memberships: fc.uniqueArray(
    fc.record({
      community: fc.constantFrom(...COMMUNITIES),
      organization: fc.constantFrom(...ORGANIZATIONS),
      class: fc.constantFrom(...MEMBER_CLASSES),
      state: fc.constantFrom(...MEMBER_STATES),
      tier: fc.constantFrom('', 'gold'),
    }),
    { selector: (one) => `${one.community} ${one.organization}` },
  ),
  disabled: fc.subarray(PERSONS),
  affiliations: fc.uniqueArray(
    fc.record({
      person: fc.constantFrom(...PERSONS),
      organization: fc.constantFrom(...ORGANIZATIONS),
      provider: fc.option(fc.constantFrom(...ORGANIZATIONS)),
    }),
    { selector: (one) => `${one.person} ${one.organization}` },
  ),
  representations: fc.uniqueArray(
    fc.record({
      person: fc.constantFrom(...PERSONS),
      organization: fc.constantFrom(...ORGANIZATIONS),
      community: fc.constantFrom(...COMMUNITIES),
      roles,
      units: fc.subarray(['soc', 'legal']),
    }),
    { selector: (one) => `${one.person} ${one.organization} ${one.community}` },
  ),
  groups: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('g1', 'g2', 'g3'),
      community: fc.constantFrom(...COMMUNITIES),
      organizations: fc.subarray(ORGANIZATIONS),
      persons: fc.subarray(PERSONS),
    }),
    { selector: (one) => one.id },
  ),
  tokens: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('t1', 't2', 't3', 't4'),
      organization: fc.constantFrom(...ORGANIZATIONS),
      person: fc.option(fc.constantFrom(...PERSONS)),
      community: fc.option(fc.constantFrom(...COMMUNITIES)),
      ceiling: fc.option(fc.constantFrom(...TLP_LEVELS)),
      purpose: fc.option(fc.constantFrom('hunting')),
      expiresAt: fc.option(fc.constantFrom(NOW - 1, NOW, NOW + 1)),
      revokedAt: fc.option(fc.constant(5)),
    }),
    { selector: (one) => one.id },
  ),
});
type RandomWorld = typeof randomWorld extends fc.Arbitrary<infer W> ? W : never;

/** The same rule, said once more over plain lists. */
function naive(world: RandomWorld, principal: Principal): Reader | undefined {
  const who = naiveWho(world, principal);
  if (who === undefined) return undefined;
  const { affiliation, organization, person, token } = who;
  const memberships = COMMUNITIES.filter(
    (community) => token === undefined || token.community === null || token.community === community,
  ).flatMap((community) => naiveMembership(world, { ...who, community }));
  return {
    kind: principal.kind === 'token' ? 'token' : 'person',
    id: principal.id,
    organization,
    providerStaff: person !== undefined && (affiliation?.provider ?? organization) !== organization,
    sectors: [],
    countries: [],
    ...(typeof token?.purpose === 'string' ? { purpose: token.purpose } : {}),
    ...(typeof token?.ceiling === 'string' ? { ceiling: token.ceiling } : {}),
    memberships,
  };
}

interface Who {
  person: string | undefined;
  organization: string;
  token: RandomWorld['tokens'][number] | undefined;
  affiliation: RandomWorld['affiliations'][number] | undefined;
}

function naiveWho(world: RandomWorld, principal: Principal): Who | undefined {
  if (principal.kind === 'person') {
    return naivePerson(world, {
      person: principal.id,
      organization: principal.organization,
      token: undefined,
    });
  }
  const token = world.tokens.find((one) => one.id === principal.id);
  if (token === undefined || token.revokedAt !== null) return undefined;
  if (token.expiresAt !== null && token.expiresAt <= NOW) return undefined;
  const { organization, person } = token;
  return person === null
    ? { person: undefined, organization, token, affiliation: undefined }
    : naivePerson(world, { person, organization, token });
}

function naivePerson(
  world: RandomWorld,
  who: Omit<Who, 'affiliation'> & { person: string },
): Who | undefined {
  const affiliation = world.affiliations.find(
    (one) => one.person === who.person && one.organization === who.organization,
  );
  if (affiliation === undefined || world.disabled.includes(who.person)) return undefined;
  return { ...who, affiliation };
}

function naiveMembership(
  world: RandomWorld,
  { community, organization, person, token }: Who & { community: string },
): ReaderMembership[] {
  const member = world.memberships.find(
    (one) => one.community === community && one.organization === organization,
  );
  const given = world.representations.find(
    (one) =>
      one.community === community && one.organization === organization && one.person === person,
  );
  if (member === undefined) return [];
  if (person !== undefined && (given?.roles ?? []).length === 0) return [];
  const here = world.groups.filter((one) => one.community === community);
  const personal = here.filter((one) => person !== undefined && one.persons.includes(person));
  const named = here.filter((one) => one.organizations.includes(organization));
  return [
    {
      community,
      class: member.class,
      state: member.state,
      tier: member.tier,
      roles: ROLES.filter((one) => given?.roles.includes(one)),
      units: given?.units ?? [],
      groups: named.map((one) => one.id).sort(),
      personalGroups: token === undefined ? personal.map((one) => one.id).sort() : [],
    },
  ];
}

function withoutNames(reader: NamedReader): Reader {
  const entries = Object.entries(reader).filter(
    ([key]) => key !== 'name' && key !== 'organizationName',
  );
  return Object.fromEntries(entries) as unknown as Reader;
}

function naiveCensus(world: RandomWorld, community: string): Reader[] {
  return principalsOf(world).flatMap((principal) => {
    const reader = naive(world, principal);
    const here = (reader?.memberships ?? []).filter(
      (one) => one.community === community && (one.state === 'active' || one.state === 'probation'),
    );
    return reader === undefined || here.length === 0 ? [] : [{ ...reader, memberships: here }];
  });
}

function principalsOf(world: RandomWorld): Principal[] {
  const persons = PERSONS.flatMap((id) =>
    ORGANIZATIONS.map((organization): Principal => ({ kind: 'person', id, organization })),
  );
  return [...persons, ...world.tokens.map((one) => token(one.id))];
}

function byIdentity(a: Reader, b: Reader): number {
  const [one, two] = [`${a.kind} ${a.id} ${a.organization}`, `${b.kind} ${b.id} ${b.organization}`];
  return one < two ? -1 : Number(one > two);
}

const TABLES = [
  'token',
  'group_person',
  'group_organization',
  'member_group',
  'representation',
  'affiliation',
  'membership',
  'person',
  'organization',
  'community',
];

async function fill(engine: Engine, world: RandomWorld): Promise<void> {
  await engine.write(async (write) => {
    for (const table of TABLES) await write.run(`DELETE FROM ${table}`);
    const put = (table: string, columns: Insert['columns'], rows: Value[][]): Promise<void> =>
      write.insertMany({ table, columns }, rows);
    await put(
      'community',
      {
        id: 'text',
        slug: 'text',
        name: 'text',
        kind: 'text',
        purpose: 'text',
        profile_version: 'integer',
        created_at: 'bigint',
      },
      COMMUNITIES.map((id) => [id, id, 'C', 'k', '', 1, 1]),
    );
    await put(
      'organization',
      {
        id: 'text',
        slug: 'text',
        name: 'text',
        class: 'text',
        sectors: 'text',
        countries: 'text',
        created_at: 'bigint',
      },
      ORGANIZATIONS.map((id) => [id, id, 'O', 'member', '[]', '[]', 1]),
    );
    await put(
      'person',
      {
        id: 'text',
        email: 'text',
        name: 'text',
        is_operator: 'integer',
        is_disabled: 'integer',
        totp_step: 'bigint',
        created_at: 'bigint',
      },
      PERSONS.map((id) => [id, id, 'P', 0, world.disabled.includes(id) ? 1 : 0, 0, 1]),
    );
    await fillStandings(write, world);
    await fillGroups(write, world);
    await put('token', TOKEN, world.tokens.map(tokenRow));
  });
}

const TOKEN: Insert['columns'] = {
  id: 'text',
  secret_hash: 'bytes',
  name: 'text',
  organization: 'text',
  person: 'text',
  community: 'text',
  scopes: 'text',
  ceiling: 'text',
  purpose: 'text',
  created_by: 'text',
  created_at: 'bigint',
  expires_at: 'bigint',
  revoked_at: 'bigint',
};

function tokenRow(one: RandomWorld['tokens'][number]): Value[] {
  const kept = [one.organization, one.person, one.community, '["read"]', one.ceiling, one.purpose];
  return [one.id, new Uint8Array(32), 'T', ...kept, '', 1, one.expiresAt, one.revokedAt];
}

async function fillStandings(write: Transaction, world: RandomWorld): Promise<void> {
  for (const one of world.memberships) {
    await write.run(
      'INSERT INTO membership (community, organization, class, tier, state, since) VALUES (?, ?, ?, ?, ?, 1)',
      [one.community, one.organization, one.class, one.tier, one.state],
    );
  }
  for (const one of world.affiliations) {
    await write.run(
      'INSERT INTO affiliation (person, organization, provider, since) VALUES (?, ?, ?, 1)',
      [one.person, one.organization, one.provider],
    );
  }
  for (const one of world.representations) {
    await write.run(
      'INSERT INTO representation (person, organization, community, roles, units) VALUES (?, ?, ?, ?, ?)',
      [
        one.person,
        one.organization,
        one.community,
        JSON.stringify(one.roles),
        JSON.stringify(one.units),
      ],
    );
  }
}

async function fillGroups(write: Transaction, world: RandomWorld): Promise<void> {
  await write.insertMany(
    {
      table: 'member_group',
      columns: { id: 'text', community: 'text', slug: 'text', name: 'text' },
    },
    world.groups.map((one) => [one.id, one.community, one.id, 'G']),
  );
  await write.insertMany(
    { table: 'group_organization', columns: { group_id: 'text', organization: 'text' } },
    world.groups.flatMap((one) => one.organizations.map((id) => [one.id, id])),
  );
  await write.insertMany(
    { table: 'group_person', columns: { group_id: 'text', person: 'text' } },
    world.groups.flatMap((one) => one.persons.map((id) => [one.id, id])),
  );
}
