import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY_ONE_PROFILE } from '@tocsin/policy';
import { eachEngine } from '../../tests/each-engine.ts';
import type { DirectoryHandle, NewInvitation, NewPerson } from '../store.ts';
import { policyEpoch } from './epoch.ts';
import { INVITATION_LIFE_MAX } from './limits.ts';
import { hashOf, PORTS, Stage, verdict } from './stage.test-support.ts';

const DAY = 86_400_000;

eachEngine('the directory', (bench) => {
  const stage = async (): Promise<Stage> => {
    const made = new Stage(await bench.open());
    await made.provision(PORTS);
    return made;
  };
  const as = async (world: Stage, email: string): Promise<DirectoryHandle> =>
    world.directory(await world.person(email));
  const invitation = async (
    world: Stage,
    more: Partial<NewInvitation>,
  ): Promise<NewInvitation> => ({
    community: await world.id('ports'),
    class: 'member',
    roles: ['analyst'],
    secretHash: hashOf('invited'),
    expiresAt: world.clock.now + DAY,
    ...more,
  });
  const newcomer = (email: string): NewPerson => ({ email, name: 'New', passwordHash: 'hash' });

  test('shows the communities one has standing in, and no other', async () => {
    const world = await stage();
    const slugs = async (email: string): Promise<string[]> =>
      (await (await as(world, email)).communities()).map((one) => one.slug);
    assert.deepEqual(await slugs('bob@birch.example'), ['ports', 'rails']);
    assert.deepEqual(await slugs('ann@alder.example'), ['ports']);
    assert.deepEqual(await slugs('cai@cedar.example'), ['ports']);
    assert.deepEqual(await slugs('oda@hub.example'), []);
    const ann = await as(world, 'ann@alder.example');
    assert.equal((await ann.community('ports'))?.id, await world.id('ports'));
    assert.deepEqual((await ann.community(await world.id('ports')))?.standing, {
      class: 'member',
      state: 'active',
      tier: 'gold',
      roles: ['chair', 'representative'],
    });
    assert.equal(await ann.community('rails'), undefined);
    assert.equal(await ann.community('nothing'), undefined);
    assert.equal(
      (await world.directory({ kind: 'token', id: 'tok-birch' }).communities()).length,
      1,
    );
  });

  test('shows members, people and groups only where one has standing; suspended ones to chairs', async () => {
    const world = await stage();
    const rails = await world.id('rails');
    const names = async (email: string): Promise<string[]> =>
      (await (await as(world, email)).members(rails)).map((one) => one.organization.slug);
    assert.deepEqual(await names('bob@birch.example'), ['birch', 'cedar']);
    assert.deepEqual(await names('ann@alder.example'), []);
    assert.deepEqual(await names('cai@cedar.example'), []);
    const token = world.directory({ kind: 'token', id: 'tok-birch' });
    assert.deepEqual(
      (await token.members(rails)).map((one) => one.organization.slug),
      ['birch'],
    );
    assert.deepEqual(
      (await token.people(rails)).map((one) => one.name),
      ['bob'],
    );
    const ann = await as(world, 'ann@alder.example');
    assert.deepEqual([await ann.people(rails), await ann.groups(rails)], [[], []]);
  });

  test('shows e-mail addresses within the organization and to chairs', async () => {
    const world = await stage();
    const ports = await world.id('ports');
    const emails = async (email: string): Promise<(string | undefined)[]> =>
      (await (await as(world, email)).people(ports)).map((one) => one.email);
    assert.ok((await emails('ann@alder.example')).every((email) => email !== undefined));
    const bea = await (await as(world, 'bea@birch.example')).people(ports);
    assert.deepEqual(
      bea.filter((one) => one.email !== undefined).map((one) => one.name),
      ['bea', 'bob'],
    );
    const token = world.directory({ kind: 'token', id: 'tok-alder' });
    assert.deepEqual(
      (await token.people(ports)).filter((one) => one.email !== undefined).map((one) => one.name),
      ['abe', 'amy', 'ann', 'fay'],
    );
  });

  test('shows a group with the members one may see', async () => {
    const world = await stage();
    const ports = await world.id('ports');
    const [north] = await (await as(world, 'cai@cedar.example')).groups(ports);
    assert.equal(north?.name, 'north');
    assert.deepEqual(
      north.organizations.map((one) => one.name),
      ['Birch'],
    );
    assert.deepEqual(
      north.persons.map((one) => one.name),
      ['amy'],
    );
    const ann = await as(world, 'ann@alder.example');
    await ann.setMemberState(ports, await world.id('birch'), 'suspended');
    const [after] = await (await as(world, 'cai@cedar.example')).groups(ports);
    assert.deepEqual(after?.organizations, []);
    assert.equal((await ann.groups(ports))[0]?.organizations.length, 1);
  });

  test('lets operators and chairs found a community, whose chair and representative they become', async () => {
    const world = await stage();
    const { version: _, ...profile } = DAY_ONE_PROFILE;
    const community = { slug: 'wind', name: 'Wind', kind: 'sector', purpose: '', profile };
    const found = async (email: string): Promise<string> =>
      verdict(await (await as(world, email)).foundCommunity(community));
    assert.equal(await found('amy@alder.example'), 'not-allowed');
    assert.equal(await found('fay@fir.example'), 'not-allowed');
    assert.equal(
      verdict(await world.directory({ kind: 'token', id: 'tok-alder' }).foundCommunity(community)),
      'not-allowed',
    );
    assert.equal(await found('oda@hub.example'), 'allowed');
    assert.equal(await found('bob@birch.example'), 'conflict');
    const [wind] = await (await as(world, 'oda@hub.example')).communities();
    assert.deepEqual(wind?.standing.roles, ['chair', 'representative']);
    const bob = await as(world, 'bob@birch.example');
    assert.equal(verdict(await bob.foundCommunity({ ...community, slug: 'sun' })), 'allowed');
    for (const wrong of [
      { slug: 'Not A Slug' },
      { slug: 'x', name: '\u202efoo' },
      { slug: 'x', kind: '' },
    ]) {
      assert.equal(verdict(await bob.foundCommunity({ ...community, ...wrong })), 'invalid');
    }
  });

  test('keeps every version of a profile, and lets only chairs adopt one', async () => {
    const world = await stage();
    const ports = await world.id('ports');
    const { version: _, ...day } = DAY_ONE_PROFILE;
    const adopt = async (email: string, community = ports): Promise<string> =>
      verdict(await (await as(world, email)).setProfile(community, { ...day, providers: true }));
    assert.equal(await adopt('bob@birch.example'), 'not-allowed');
    assert.equal(await adopt('ann@alder.example', await world.id('rails')), 'hidden');
    assert.equal(await adopt('abe@alder.example'), 'allowed');
    const view = await (await as(world, 'bob@birch.example')).community('ports');
    assert.deepEqual([view?.profile.version, view?.profile.providers], [2, true]);
    const kept = await world.engine.read((query) =>
      query.all('SELECT version FROM community_profile WHERE community = ?', [ports]),
    );
    assert.equal(kept.length, 2);
    const bad = { ...day, unlabelled: 'purple' as 'red' };
    assert.equal(
      verdict(await (await as(world, 'ann@alder.example')).setProfile(ports, bad)),
      'invalid',
    );
  });

  test('gives the right to invite to chairs for new organizations, to representatives for their own', async () => {
    const world = await stage();
    const [birch, cedar] = [await world.id('birch'), await world.id('cedar')];
    let secret = 0;
    const invite = async (email: string, more: Partial<NewInvitation>): Promise<string> => {
      const given = { secretHash: hashOf(`s${String(++secret)}`), ...more };
      return verdict(await (await as(world, email)).invite(await invitation(world, given)));
    };
    assert.equal(await invite('ann@alder.example', {}), 'allowed');
    assert.equal(await invite('ann@alder.example', { roles: ['chair'] }), 'allowed');
    assert.equal(await invite('abe@alder.example', { roles: ['chair'] }), 'not-allowed');
    assert.equal(await invite('bob@birch.example', {}), 'not-allowed');
    assert.equal(await invite('bob@birch.example', { organization: birch }), 'allowed');
    assert.equal(
      await invite('bob@birch.example', { organization: birch, roles: ['co-chair'] }),
      'not-allowed',
    );
    assert.equal(await invite('bob@birch.example', { organization: cedar }), 'not-allowed');
    assert.equal(await invite('bea@birch.example', { organization: birch }), 'not-allowed');
    assert.equal(await invite('ann@alder.example', { organization: birch }), 'not-allowed');
    assert.equal(await invite('ann@alder.example', { organization: 'nothing' }), 'hidden');
    assert.equal(
      await invite('ann@alder.example', { community: await world.id('rails') }),
      'hidden',
    );
    await (
      await as(world, 'bob@birch.example')
    ).removePerson(await world.id('ports'), await world.id('bob@birch.example'));
    assert.equal(await invite('ann@alder.example', { organization: birch }), 'allowed');
    for (const wrong of [
      { roles: [] },
      { secretHash: new Uint8Array(3) },
      { expiresAt: world.clock.now },
      { expiresAt: world.clock.now + INVITATION_LIFE_MAX + 1 },
      { email: 'nobody' },
    ]) {
      assert.equal(await invite('ann@alder.example', wrong), 'invalid');
    }
  });

  test('an invitation lets one person in, once', async () => {
    const world = await stage();
    const ann = await as(world, 'ann@alder.example');
    await ann.invite(
      await invitation(world, { roles: ['representative'], email: 'Eve@Elm.example' }),
    );
    const view = await world.door.invitation(hashOf('invited'));
    assert.deepEqual(
      [view?.community.slug, view?.invitedBy, view?.email],
      ['ports', 'ann', 'eve@elm.example'],
    );
    assert.equal(await world.door.invitation(hashOf('other')), undefined);
    const accept = (email: string, name?: string): Promise<unknown> =>
      world.door.acceptInvitation(
        hashOf('invited'),
        newcomer(email),
        name === undefined ? undefined : { name },
      );
    assert.equal(verdict(await accept('mallory@x.example', 'Elm')), 'invalid');
    assert.equal(verdict(await accept('eve@elm.example')), 'invalid');
    const answers = await Promise.all([
      accept('eve@elm.example', 'Elm'),
      accept('EVE@elm.example', 'Elm'),
    ]);
    assert.deepEqual(answers.map(verdict).filter((one) => one === 'allowed').length, 1);
    assert.equal(verdict(await accept('eve@elm.example', 'Elm')), 'hidden');
    assert.equal(await world.door.invitation(hashOf('invited')), undefined);
    const reader = await world.reader(await world.person('eve@elm.example'));
    assert.deepEqual(reader?.memberships[0]?.roles, ['representative']);
    const elm = (await ann.members(await world.id('ports'))).find(
      (one) => one.organization.slug === 'elm',
    );
    assert.deepEqual([elm?.people, elm?.state], [1, 'active']);
    assert.equal((await ann.invitations(await world.id('ports')))[0]?.usedAt, world.clock.now);
  });

  test('an invitation stops with its time, its withdrawal and the standing of who wrote it', async () => {
    const world = await stage();
    const ports = await world.id('ports');
    const ann = await as(world, 'ann@alder.example');
    const abe = await as(world, 'abe@alder.example');
    const first = await abe.invite(await invitation(world, {}));
    assert.ok('id' in first);
    world.clock.now += DAY;
    assert.equal(await world.door.invitation(hashOf('invited')), undefined);
    const second = await abe.invite(
      await invitation(world, { secretHash: hashOf('two'), expiresAt: world.clock.now + DAY }),
    );
    assert.ok('id' in second);
    assert.equal(
      verdict(await (await as(world, 'bob@birch.example')).withdrawInvitation(second.id)),
      'hidden',
    );
    assert.equal(verdict(await ann.withdrawInvitation(second.id)), 'allowed');
    assert.equal(await world.door.invitation(hashOf('two')), undefined);
    await abe.invite(
      await invitation(world, { secretHash: hashOf('three'), expiresAt: world.clock.now + DAY }),
    );
    assert.notEqual(await world.door.invitation(hashOf('three')), undefined);
    await ann.setRoles(ports, await world.id('abe@alder.example'), ['analyst']);
    assert.equal(await world.door.invitation(hashOf('three')), undefined);
  });

  test('a person who is signed in joins with the organization they represent', async () => {
    const world = await stage();
    const rails = await world.id('rails');
    const bob = await as(world, 'bob@birch.example');
    const invite = async (name: string): Promise<void> => {
      const given = await invitation(world, { community: rails, secretHash: hashOf(name) });
      assert.equal(verdict(await bob.invite(given)), 'allowed');
    };
    await invite('one');
    assert.equal(
      verdict(await (await as(world, 'amy@alder.example')).joinByInvitation(hashOf('one'))),
      'not-allowed',
    );
    assert.equal(
      verdict(await (await as(world, 'fay@fir.example')).joinByInvitation(hashOf('one'))),
      'invalid',
    );
    const ann = await as(world, 'ann@alder.example');
    assert.deepEqual(await ann.joinByInvitation(hashOf('one')), {
      organization: await world.id('alder'),
      community: rails,
    });
    assert.equal(verdict(await ann.joinByInvitation(hashOf('one'))), 'hidden');
    assert.equal((await ann.communities()).length, 2);
    await invite('two');
    assert.equal(verdict(await ann.joinByInvitation(hashOf('two'))), 'conflict');
    assert.equal(
      verdict(await ann.joinByInvitation(hashOf('two'), { name: 'Alder North' })),
      'allowed',
    );
    const known = await world.door.account({ email: 'ann@alder.example' });
    assert.deepEqual(
      known?.organizations.map((one) => one.name),
      ['Alder', 'Alder North'],
    );
  });

  test('a person who is suspended, taken out or left without a role stops reading with the commit', async () => {
    const world = await stage();
    const [ports, birch] = [await world.id('ports'), await world.id('birch')];
    const ann = await as(world, 'ann@alder.example');
    const bea = await as(world, 'bea@birch.example');
    const token = world.directory({ kind: 'token', id: 'tok-amy' });
    const epoch = (): Promise<number> => world.engine.read(policyEpoch);
    let before = await epoch();
    assert.equal((await bea.communities()).length, 1);
    assert.equal(verdict(await ann.setMemberState(ports, birch, 'suspended')), 'allowed');
    assert.equal((await bea.communities()).length, 0);
    assert.ok((await epoch()) > before);
    assert.deepEqual(world.changes.at(-1), { kind: 'policy', communities: [ports] });
    assert.equal(verdict(await ann.setMemberState(ports, birch, 'active')), 'allowed');
    assert.equal((await bea.communities()).length, 1);
    before = await epoch();
    assert.equal(
      verdict(await ann.removePerson(ports, await world.id('bea@birch.example'))),
      'allowed',
    );
    assert.equal((await bea.communities()).length, 0);
    assert.equal((await token.communities()).length, 1);
    assert.equal(
      verdict(await ann.setRoles(ports, await world.id('amy@alder.example'), [])),
      'allowed',
    );
    assert.equal((await token.communities()).length, 0);
    assert.ok((await epoch()) > before);
    assert.equal(
      verdict(await ann.setRoles(ports, await world.id('amy@alder.example'), ['analyst'])),
      'allowed',
    );
    const [back] = (await world.reader(await world.person('amy@alder.example')))?.memberships ?? [];
    assert.deepEqual(back?.personalGroups, []);
  });

  test('who may change the standing of whom', async () => {
    const world = await stage();
    const [ports, rails] = [await world.id('ports'), await world.id('rails')];
    const of = (name: string): Promise<string> => world.id(name);
    const [alder, birch, cedar] = [await of('alder'), await of('birch'), await of('cedar')];
    const can = async (
      email: string,
      act: (directory: DirectoryHandle) => Promise<unknown>,
    ): Promise<string> => verdict(await act(await as(world, email)));
    const amy = await of('amy@alder.example');
    const ann = await of('ann@alder.example');
    const bob = await of('bob@birch.example');
    const bea = await of('bea@birch.example');
    assert.equal(
      await can('bob@birch.example', (d) => d.setMemberState(ports, cedar, 'suspended')),
      'not-allowed',
    );
    assert.equal(
      await can('abe@alder.example', (d) => d.setMemberState(ports, alder, 'suspended')),
      'not-allowed',
    );
    assert.equal(
      await can('ann@alder.example', (d) => d.setMemberState(ports, alder, 'suspended')),
      'conflict',
    );
    assert.equal(
      await can('ann@alder.example', (d) => d.setMemberState(ports, 'nothing', 'suspended')),
      'hidden',
    );
    assert.equal(
      await can('ann@alder.example', (d) => d.setMemberState(rails, birch, 'suspended')),
      'hidden',
    );
    assert.equal(
      await can('ann@alder.example', (d) => d.setMemberState(ports, cedar, 'applicant')),
      'conflict',
    );
    assert.equal(
      await can('abe@alder.example', (d) => d.setMemberState(ports, cedar, 'active')),
      'allowed',
    );
    assert.equal(
      await can('bob@birch.example', (d) => d.setMemberState(ports, birch, 'leaving')),
      'allowed',
    );
    assert.equal(
      await can('ann@alder.example', (d) => d.setMemberState(ports, birch, 'active')),
      'allowed',
    );
    assert.equal(
      await can('bob@birch.example', (d) => d.setRoles(ports, bea, ['analyst'])),
      'allowed',
      'a representative, within their own organization',
    );
    assert.equal(
      await can('bob@birch.example', (d) => d.setRoles(ports, bea, ['co-chair'])),
      'not-allowed',
    );
    assert.equal(
      await can('bob@birch.example', (d) => d.setRoles(ports, ann, ['analyst'])),
      'not-allowed',
    );
    assert.equal(
      await can('abe@alder.example', (d) => d.setRoles(ports, bea, ['chair'])),
      'not-allowed',
    );
    assert.equal(
      await can('abe@alder.example', (d) => d.setRoles(ports, ann, ['analyst'])),
      'not-allowed',
    );
    assert.equal(await can('abe@alder.example', (d) => d.removePerson(ports, ann)), 'not-allowed');
    assert.equal(
      await can('abe@alder.example', (d) => d.setRoles(ports, bea, ['sharing-officer'])),
      'not-allowed',
      'who sees what has not left birch yet, birch says',
    );
    assert.equal(
      await can('bob@birch.example', (d) => d.setRoles(ports, bea, ['sharing-officer'])),
      'allowed',
    );
    assert.equal(
      await can('abe@alder.example', (d) => d.setRoles(ports, bea, ['analyst'])),
      'allowed',
    );
    assert.equal(
      await can('amy@alder.example', (d) => d.setRoles(ports, amy, ['analyst', 'reader'])),
      'not-allowed',
    );
    assert.equal(await can('amy@alder.example', (d) => d.removePerson(ports, bea)), 'not-allowed');
    assert.equal(await can('bob@birch.example', (d) => d.removePerson(ports, bea)), 'allowed');
    assert.equal(await can('bob@birch.example', (d) => d.removePerson(ports, bea)), 'hidden');
    assert.equal(await can('bob@birch.example', (d) => d.removePerson(ports, amy)), 'not-allowed');
    assert.equal(
      await can('ann@alder.example', (d) => d.setRoles(ports, 'nobody', ['analyst'])),
      'hidden',
    );
    assert.equal(
      await can('ann@alder.example', (d) => d.setRoles(ports, bob, ['hero' as 'chair'])),
      'invalid',
    );
    assert.equal(await can('amy@alder.example', (d) => d.removePerson(ports, amy)), 'allowed');
    assert.equal(await can('ann@alder.example', (d) => d.removePerson(ports, ann)), 'conflict');
    assert.equal(
      await can('ann@alder.example', (d) => d.setRoles(ports, bob, ['chair', 'representative'])),
      'allowed',
    );
    assert.equal(await can('ann@alder.example', (d) => d.removePerson(ports, ann)), 'allowed');
    const token = world.directory({ kind: 'token', id: 'tok-alder' });
    assert.equal(verdict(await token.setRoles(ports, bob, ['reader'])), 'not-allowed');
    assert.equal(verdict(await token.setMemberState(ports, alder, 'exited')), 'not-allowed');
  });

  test('two chairs cannot suspend each other at the same time', async () => {
    const world = await stage();
    const ports = await world.id('ports');
    const [alder, birch] = [await world.id('alder'), await world.id('birch')];
    const ann = await as(world, 'ann@alder.example');
    await ann.setRoles(ports, await world.id('bob@birch.example'), ['chair']);
    const bob = await as(world, 'bob@birch.example');
    const answers = await Promise.all([
      ann.setMemberState(ports, birch, 'suspended'),
      bob.setMemberState(ports, alder, 'suspended'),
    ]);
    assert.deepEqual(answers.map(verdict).sort(), ['allowed', 'hidden']);
  });

  test('chairs make groups of those who belong', async () => {
    const world = await stage();
    const [ports, birch] = [await world.id('ports'), await world.id('birch')];
    const ann = await as(world, 'ann@alder.example');
    const bea = await world.id('bea@birch.example');
    const group = {
      community: ports,
      slug: 'red',
      name: 'Red room',
      organizations: [],
      persons: [bea],
    };
    assert.equal(
      verdict(await (await as(world, 'bob@birch.example')).addGroup(group)),
      'not-allowed',
    );
    assert.equal(
      verdict(await ann.addGroup({ ...group, community: await world.id('rails') })),
      'hidden',
    );
    assert.equal(verdict(await ann.addGroup({ ...group, persons: ['nobody'] })), 'invalid');
    assert.equal(
      verdict(await ann.addGroup({ ...group, persons: [await world.id('oda@hub.example')] })),
      'invalid',
    );
    assert.equal(verdict(await ann.addGroup({ ...group, slug: 'Red' })), 'invalid');
    assert.equal(verdict(await ann.addGroup({ ...group, slug: 'north' })), 'conflict');
    const made = await ann.addGroup(group);
    assert.ok('id' in made);
    assert.deepEqual(made.persons, [{ id: bea, name: 'bea' }]);
    const reader = await world.reader(await world.person('bea@birch.example'));
    assert.ok(reader?.memberships[0]?.personalGroups.includes(made.id));
    const next = await ann.setGroupMembers(made.id, { organizations: [birch, birch], persons: [] });
    assert.ok('id' in next);
    assert.deepEqual([next.organizations.map((one) => one.name), next.persons], [['Birch'], []]);
    assert.equal(
      verdict(
        await (
          await as(world, 'bob@birch.example')
        ).setGroupMembers(made.id, { organizations: [], persons: [] }),
      ),
      'not-allowed',
    );
    assert.equal(
      verdict(
        await (
          await as(world, 'oda@hub.example')
        ).setGroupMembers(made.id, { organizations: [], persons: [] }),
      ),
      'hidden',
    );
    assert.equal(
      verdict(await ann.setGroupMembers('nothing', { organizations: [], persons: [] })),
      'hidden',
    );
    const many = Array.from({ length: 2001 }, (_, n) => `o${String(n)}`);
    assert.equal(
      verdict(await ann.setGroupMembers(made.id, { organizations: many, persons: [] })),
      'invalid',
    );
  });

  test('a refused act leaves no trace, a done one stands in the record of both organizations', async () => {
    const world = await stage();
    const ports = await world.id('ports');
    const count = async (organization: string): Promise<number> => {
      const row = await world.engine.read(async (query) =>
        query.one<{ n: number }>('SELECT count(*) AS n FROM audit_entry WHERE organization = ?', [
          organization,
        ]),
      );
      return row?.n ?? 0;
    };
    const [alder, birch] = [await world.id('alder'), await world.id('birch')];
    const bob = await as(world, 'bob@birch.example');
    await bob.setMemberState(ports, alder, 'suspended');
    assert.deepEqual([await count(alder), await count(birch)], [0, 0]);
    const ann = await as(world, 'ann@alder.example');
    await ann.setMemberState(ports, birch, 'suspended');
    assert.deepEqual([await count(alder), await count(birch)], [1, 1]);
  });
});
