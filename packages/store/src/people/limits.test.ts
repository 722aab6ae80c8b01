import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachEngine } from '../../tests/each-engine.ts';
import type { NewInvitation, NewOrganization } from '../store.ts';
import { Kept } from './kept.ts';
import { GROUPS_MAX, INVITATIONS_OPEN_MAX, SECTORS_MAX } from './limits.ts';
import { writeOrRefuse } from './refused.ts';
import { hashOf, PORTS, Stage, verdict } from './stage.test-support.ts';

eachEngine('the limits of the directory', (bench) => {
  const stage = async (): Promise<Stage> => {
    const made = new Stage(await bench.open());
    await made.provision(PORTS);
    return made;
  };
  const invitation = (world: Stage, community: string, secret: string): NewInvitation => ({
    community,
    class: 'member',
    roles: ['representative'],
    secretHash: hashOf(secret),
    expiresAt: world.clock.now + 1000,
  });

  test('an organization gets a short name of its own', async () => {
    const world = await stage();
    const ports = await world.id('ports');
    const ann = world.directory(await world.person('ann@alder.example'));
    let count = 0;
    const accept = async (organization: NewOrganization): Promise<string> => {
      const secret = `s${String(++count)}`;
      await ann.invite(invitation(world, ports, secret));
      const person = { email: `p${String(count)}@x.example`, name: 'P' };
      return verdict(await world.door.acceptInvitation(hashOf(secret), person, organization));
    };
    assert.equal(await accept({ name: 'Alder' }), 'allowed');
    assert.equal(await accept({ name: 'Alder' }), 'allowed');
    const slugs = (await ann.members(ports)).map((one) => one.organization.slug);
    assert.deepEqual(slugs.filter((slug) => slug.startsWith('alder')).sort(), [
      'alder',
      'alder-2',
      'alder-3',
    ]);
    assert.equal(await accept({ name: 'Alder', slug: 'alder' }), 'conflict');
    assert.equal(await accept({ name: 'Alder', slug: 'No' }), 'invalid');
    assert.equal(await accept({ name: '' }), 'invalid');
    assert.equal(await accept({ name: 'X', countries: ['Netherlands'] }), 'invalid');
    const sectors = Array.from({ length: SECTORS_MAX + 1 }, (_, n) => `s${String(n)}`);
    assert.equal(await accept({ name: 'X', sectors }), 'invalid');
    assert.equal(await accept({ name: 'X', sectors: sectors.slice(1) }), 'allowed');
  });

  test('somebody with an account signs in instead of making another', async () => {
    const world = await stage();
    const ann = world.directory(await world.person('ann@alder.example'));
    await ann.invite(invitation(world, await world.id('ports'), 's'));
    const answer = await world.door.acceptInvitation(
      hashOf('s'),
      { email: 'BOB@birch.example', name: 'Bob' },
      { name: 'Elm' },
    );
    assert.equal(verdict(answer), 'conflict');
    assert.notEqual(await world.door.invitation(hashOf('s')), undefined);
  });

  test('a community has room for so many groups and open invitations', async () => {
    const world = await stage();
    const ports = await world.id('ports');
    const ann = world.directory(await world.person('ann@alder.example'));
    const { id: person, organization } = await world.person('ann@alder.example');
    await world.engine.write(async (write) => {
      await write.insertMany(
        {
          table: 'member_group',
          columns: { id: 'text', community: 'text', slug: 'text', name: 'text' },
        },
        Array.from({ length: GROUPS_MAX }, (_, n) => [
          `g${String(n)}`,
          ports,
          `g${String(n)}`,
          'G',
        ]),
      );
      await write.insertMany(
        {
          table: 'invitation',
          columns: {
            id: 'text',
            secret_hash: 'bytes',
            community: 'text',
            class: 'text',
            roles: 'text',
            invited_by: 'text',
            inviting_organization: 'text',
            created_at: 'bigint',
            expires_at: 'bigint',
          },
        },
        Array.from({ length: INVITATIONS_OPEN_MAX }, (_, n) => [
          `i${String(n)}`,
          hashOf(`x${String(n)}`),
          ports,
          'member',
          '["reader"]',
          person,
          organization,
          1,
          world.clock.now + 10,
        ]),
      );
    });
    const group = {
      community: ports,
      slug: 'one-more',
      name: 'One',
      organizations: [],
      persons: [],
    };
    assert.equal(verdict(await ann.addGroup(group)), 'conflict');
    assert.equal(verdict(await ann.invite(invitation(world, ports, 's'))), 'conflict');
    assert.equal((await ann.invitations(ports)).length, INVITATIONS_OPEN_MAX);
    world.clock.now += 10;
    assert.equal(verdict(await ann.invite(invitation(world, ports, 's'))), 'allowed');
  });

  test('invitations are listed for those who may write them', async () => {
    const world = await stage();
    const [ports, birch] = [await world.id('ports'), await world.id('birch')];
    const ann = world.directory(await world.person('ann@alder.example'));
    const bob = world.directory(await world.person('bob@birch.example'));
    await ann.invite(invitation(world, ports, 'a'));
    await bob.invite({
      ...invitation(world, ports, 'b'),
      organization: birch,
      email: 'X@y.example',
    });
    assert.equal((await ann.invitations(ports)).length, 2);
    const [own, ...more] = await bob.invitations(ports);
    assert.deepEqual(
      [own?.organization?.name, own?.email, own?.invitedBy, more.length],
      ['Birch', 'x@y.example', 'bob', 0],
    );
    const bea = world.directory(await world.person('bea@birch.example'));
    assert.deepEqual(await bea.invitations(ports), []);
    assert.deepEqual(await ann.invitations(await world.id('rails')), []);
    assert.equal(verdict(await bob.withdrawInvitation(own?.id ?? '')), 'allowed');
    assert.equal(verdict(await bob.withdrawInvitation(own?.id ?? '')), 'hidden');
  });

  test('a name taken meanwhile is a conflict, any other fault is a fault', async () => {
    const world = await stage();
    const taken = await writeOrRefuse(world.engine, (write) =>
      write.run(
        "INSERT INTO community (id, slug, name, kind, purpose, profile_version, created_at) VALUES ('x', 'ports', 'P', 'k', '', 1, 1)",
      ),
    );
    assert.equal(verdict(taken), 'conflict');
    await assert.rejects(
      writeOrRefuse(world.engine, (write) => write.run('NO SQL')),
      /syntax/,
    );
  });
});

test('what is kept goes with its epoch, and the longest unused goes first', () => {
  const kept = new Kept<number>();
  for (let n = 0; n < 4000; n++) kept.set(String(n), 1, n);
  assert.equal(kept.get('0', 1), 0);
  kept.set('more', 1, 7);
  assert.equal(kept.get('1', 1), undefined);
  assert.equal(kept.get('0', 1), 0);
  assert.equal(kept.get('0', 2), undefined);
  assert.equal(kept.get('0', 1), undefined);
});
