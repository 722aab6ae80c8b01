import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { NotAReader } from '../faults.ts';
import { engines } from '../exchange/engines.test-support.ts';
import { batchOf, indicator, personOf, smallWorld } from '../exchange/world.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { Handle, MarkingInput, SourcePrincipal, World } from '../store.ts';

const GREEN: MarkingInput = { level: 'green', audience: { everyone: true } };

for (const engine of await engines()) {
  describe(`sealed sources on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });

    /** A world with a chair and a custodian who has a key. */
    const fresh = async (): Promise<SmallWorld> => {
      const world = await smallWorld(await engine.database());
      worlds.push(world);
      await world.store.unguarded('provision').provision({
        communities: [],
        organizations: [],
        memberships: [],
        people: [
          person('al@alder.example', 'Al', 'analyst'),
          person('cora@cedar.example', 'Cora', 'chair'),
        ],
        groups: [],
        tokens: [],
      });
      const chair = await personOf(world, 'cora@cedar.example');
      const keeper = await world.store.door.account({ email: 'bob@birch.example' });
      assert.equal(await chair.custody.name(world.community, keeper?.person ?? ''), true);
      const custodian = await personOf(world, 'bob@birch.example');
      assert.ok('key' in (await custodian.custody.publishKey(world.community, 'age1bob')));
      return world;
    };

    const sealed = async (world: SmallWorld, by: Handle, n = 1): Promise<SourcePrincipal> => {
      const { community } = world;
      const ticketHash = new Uint8Array(32).fill(n);
      const keys = (await by.custody.custodians(community)).flatMap(({ key }) =>
        key === undefined ? [] : [key.id],
      );
      const parts = keys.map((key) => ({ key, body: 'part' }));
      const seal = { community, ticketHash, threshold: 1, body: 'b', proof: 'p', parts } as const;
      assert.ok('alias' in (await by.custody.seal(seal)));
      const known = await world.store.door.source(ticketHash);
      const account = await world.store.door.account({ email: 'al@alder.example' });
      assert.ok(known !== undefined && account !== undefined);
      const bringer = { id: account.person, organization: world.organization('alder') };
      return {
        kind: 'source',
        id: known.voice,
        organization: known.alias,
        community,
        by: { kind: 'person', ...bringer },
      };
    };

    test('what it does stands under its alias, also for a release and in the record', async () => {
      const world = await fresh();
      const source = await world.store.as(
        await sealed(world, await personOf(world, 'al@alder.example')),
      );
      const { organization: alias, kind } = await source.reader();
      assert.equal(kind, 'person');
      const object = indicator('sealed.example');
      world.clock.now += 1000;
      await source.exchange.contribute({
        community: world.community,
        kind: 'bundle',
        via: 'web',
        marking: GREEN,
        objects: batchOf(object),
      });
      const reader = await personOf(world, 'bob@birch.example');
      assert.equal((await reader.exchange.object(object.id))?.origin, alias);
      const asked = await reader.release.ask({
        community: world.community,
        object: object.id,
        wanted: { outside: 'The harbour office' },
        purpose: 'They run the same gateway',
        form: 'as-is',
        dueAt: world.clock.now + 7 * 86_400_000,
        isUrgent: false,
        isAnonymous: false,
      });
      assert.ok('id' in asked, JSON.stringify(asked));
      assert.equal(asked.source.id, alias);
      const colleagues = await personOf(world, 'ann@alder.example');
      assert.deepEqual(await colleagues.release.requests(world.community), []);
      const refused = await source.release.answer(world.community, asked.id, { kind: 'refuse' });
      assert.ok('state' in refused && refused.state === 'refused');
      const acts = (await source.audit.entries({ limit: 10 })).map(({ act }) => act);
      assert.deepEqual(acts, ['release-refuse', 'share', 'seal']);
      await assert.rejects(source.identity.me(), NotAReader);
    });

    test('it ends with the standing of whoever brings its ticket, and is nobody under a made-up voice', async () => {
      const world = await fresh();
      const principal = await sealed(world, await personOf(world, 'al@alder.example'));
      const source = await world.store.as(principal);
      assert.equal((await source.reader()).id, principal.id);
      for (const wrong of [
        { ...principal, id: 'voice--made-up' },
        { ...principal, organization: 'pseudonym--made-up' },
        { ...principal, community: 'another' },
      ])
        await assert.rejects((await world.store.as(wrong)).reader(), NotAReader);
      const chair = await personOf(world, 'cora@cedar.example');
      const alder = world.organization('alder');
      const set = (state: 'suspended' | 'active'): Promise<unknown> =>
        chair.directory.setMemberState(world.community, alder, state);
      assert.equal(await set('suspended'), true);
      await assert.rejects(source.reader(), NotAReader);
      assert.equal(await set('active'), true);
      assert.equal((await source.reader()).organization, principal.organization);
    });

    test('no more are sealed on one day than its limit, and a ticket known is no more', async () => {
      const world = await fresh();
      const al = await personOf(world, 'al@alder.example');
      for (let n = 1; n <= 200; n += 1) await sealed(world, al, n);
      const { community } = world;
      const [key] = (await al.custody.custodians(community)).flatMap((one) => one.key?.id ?? []);
      const parts = [{ key: key ?? '', body: 'part' }];
      const seal = { community, threshold: 1, body: 'b', proof: 'p', parts } as const;
      const more = await al.custody.seal({ ...seal, ticketHash: new Uint8Array(32).fill(201) });
      assert.ok('refused' in more && more.refused === 'conflict');
      const again = await al.custody.seal({ ...seal, ticketHash: new Uint8Array(32).fill(7) });
      assert.ok('alias' in again);
      world.clock.now += 86_400_000;
      const next = await al.custody.seal({ ...seal, ticketHash: new Uint8Array(32).fill(201) });
      assert.ok('alias' in next);
    });
  });
}

type Person = World['people'][number];

function person(at: string, name: string, role: 'analyst' | 'chair'): Person {
  const organization = at.slice(at.indexOf('@') + 1).replace('.example', '');
  return { email: at, name, organization, roles: { ports: [role] } };
}
