import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachEngine } from '../../tests/each-engine.ts';
import { verifyAudit } from '../audit/verify.ts';
import { WorldFault } from './provision.ts';
import { hashOf, PORTS, Stage } from './stage.test-support.ts';

eachEngine('provision()', (bench) => {
  const stage = async (): Promise<Stage> => new Stage(await bench.open());

  test('makes a world and says what it made; a second run makes nothing', async () => {
    const world = await stage();
    const made = await world.provision(PORTS);
    assert.deepEqual(made['communities'], ['ports', 'rails']);
    assert.deepEqual(made['tokens'], ['alder all', 'birch rails', 'amy']);
    assert.deepEqual(
      [made['memberships']?.length, made['people']?.length, made['groups']],
      [6, 8, ['ports/north']],
    );
    const again = await world.provision(PORTS);
    assert.ok(Object.values(again).every((names) => names.length === 0));
    const verdict = await world.engine.read((query) => verifyAudit(query));
    assert.deepEqual([verdict.ok, verdict.size], [true, 1]);
  });

  test('leaves what is there as it is', async () => {
    const world = await stage();
    await world.provision(PORTS);
    const ports = await world.id('ports');
    const ann = world.directory(await world.person('ann@alder.example'));
    await ann.removePerson(ports, await world.id('bea@birch.example'));
    await ann.setMemberState(ports, await world.id('cedar'), 'suspended');
    await world.identity(await world.person('ann@alder.example')).revokeToken('tok-alder');
    await world.provision({
      ...PORTS,
      tokens: PORTS.tokens.map((token) => ({ ...token, id: `${token.id}-2` })),
    });
    const members = await ann.members(ports);
    assert.equal(members.find((one) => one.organization.slug === 'cedar')?.state, 'suspended');
    assert.equal(
      (await ann.people(ports)).some((one) => one.name === 'bea'),
      false,
    );
    assert.equal(await world.reader({ kind: 'token', id: 'tok-alder-2' }), undefined);
  });

  test('adds to what is there by slug and address', async () => {
    const world = await stage();
    await world.provision(PORTS);
    const made = await world.provision({
      communities: [{ slug: 'wind', name: 'Wind', kind: 'pop-up', profile: { providers: true } }],
      memberships: [
        { community: 'wind', organization: 'alder' },
        { community: 'wind', organization: 'fir' },
      ],
      people: [
        {
          email: 'AMY@alder.example',
          name: 'amy',
          organization: 'alder',
          roles: { wind: ['analyst'] },
        },
        {
          email: 'new@alder.example',
          name: 'New',
          organization: 'alder',
          operator: true,
          passwordHash: 'argon',
        },
      ],
      groups: [{ community: 'wind', slug: 'all', people: ['amy@alder.example'] }],
      tokens: [{ name: 'w', person: 'amy@alder.example', id: 'tw', secretHash: hashOf('w') }],
    });
    assert.deepEqual(made['people'], ['new@alder.example']);
    const amy = await world.reader(await world.person('amy@alder.example'));
    assert.equal(amy?.memberships.length, 2);
    const fir = await world.engine.read((query) =>
      query.one<{ class: string }>(
        "SELECT m.class FROM membership m JOIN community c ON c.id = m.community WHERE c.slug = 'wind' AND m.class <> 'member'",
      ),
    );
    assert.equal(fir?.class, 'provider');
    const account = await world.door.account({ email: 'new@alder.example' });
    assert.deepEqual([account?.isOperator, account?.passwordHash], [true, 'argon']);
  });

  test('without roles a person reads wherever the organization is a member; with none, nowhere', async () => {
    const world = await stage();
    await world.provision({
      ...PORTS,
      people: [
        { email: 'a@birch.example', name: 'A', organization: 'birch', units: ['soc'] },
        { email: 'b@birch.example', name: 'B', organization: 'birch', roles: {} },
      ],
      groups: [],
      tokens: [],
    });
    const a = await world.reader(await world.person('a@birch.example'));
    assert.deepEqual(
      a?.memberships.map((one) => [...one.roles, ...one.units]),
      [
        ['reader', 'soc'],
        ['reader', 'soc'],
      ],
    );
    const b = await world.reader(await world.person('b@birch.example'));
    assert.deepEqual(b?.memberships, []);
  });

  test('refuses a world with faults, names them all, and makes nothing', async () => {
    const world = await stage();
    const fault = await world
      .provision({
        communities: [
          { slug: 'Ports', name: 'Ports', kind: 'sector' },
          { slug: 'a', name: '', kind: 'x' },
        ],
        organizations: [
          { slug: 'alder', name: 'Alder' },
          { slug: 'alder', name: 'Alder', class: 'hero' as 'member' },
        ],
        memberships: [
          { community: 'a', organization: 'birch' },
          {
            community: 'b',
            organization: 'alder',
            state: 'happy' as 'active',
            tier: 'a\nb',
            class: 'x' as 'member',
          },
        ],
        people: [
          {
            email: 'nobody',
            name: 'N',
            organization: 'alder',
            roles: { a: ['boss' as 'chair'] },
            units: [''],
          },
        ],
        groups: [{ community: 'a', slug: 'g', organizations: ['alder'], people: ['x@y.example'] }],
        tokens: [{ name: 't', id: 't', secretHash: hashOf('t') }],
      })
      .catch((thrown: unknown) => thrown);
    assert.ok(fault instanceof WorldFault);
    for (const words of [
      '"Ports" is no short name',
      '"" is no name of one line',
      'The organization "alder" is listed twice',
      'The organization "alder" has an unknown class',
      'There is no organization "birch"',
      'There is no community "b"',
      'has an unknown state',
      'has a tier that is no word',
      '"nobody" is no e-mail address',
      'has an unknown role in "a"',
      'where "alder" is no member',
      'has units that are no words',
      'The group "g" names "alder"',
      'There is no person "x@y.example"',
      'names neither an organization nor a person',
    ]) {
      assert.ok(
        fault.faults.some((one) => one.includes(words)),
        words,
      );
    }
    assert.equal(await world.door.isNew(), true);
  });

  test('what shows only while making also undoes everything', async () => {
    const world = await stage();
    const expired = {
      ...PORTS,
      tokens: [
        { name: 't', organization: 'alder', expiresAt: 1, id: 't', secretHash: hashOf('t') },
      ],
    };
    await assert.rejects(world.provision(expired), /already be expired/);
    const sector = {
      ...PORTS,
      organizations: [{ slug: 'x', name: 'X', sectors: ['!'] }, ...PORTS.organizations],
    };
    await assert.rejects(world.provision(sector), /"!" is no sector/);
    assert.equal(await world.door.isNew(), true);
  });
});
