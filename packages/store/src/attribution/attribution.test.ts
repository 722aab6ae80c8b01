import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { aliasName, shownAttribution } from '@tocsin/policy';
import type { HiddenAttribution } from '@tocsin/policy';
import { batchOf, indicator, personOf, smallWorld } from '../exchange/world.test-support.ts';
import { engines } from '../exchange/engines.test-support.ts';
import { NotFound } from '../faults.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { Handle, MarkingInput, World } from '../store.ts';

const GREEN: MarkingInput = { level: 'green', audience: { everyone: true } };

for (const engine of await engines()) {
  describe(`sharing under another name on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });
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
      return world;
    };
    const under = async (
      world: SmallWorld,
      source: Handle,
      { attribution, marking = GREEN }: { attribution: HiddenAttribution; marking?: MarkingInput },
    ): Promise<{ id: string; as: string }> => {
      const alias = await source.attribution.aliasFor(world.community, attribution);
      assert.ok('id' in alias);
      world.clock.now += 1000;
      const object = indicator(`${alias.id.slice(-6)}.example`);
      await source.exchange.contribute({
        community: world.community,
        kind: 'bundle',
        via: 'web',
        as: alias.id,
        marking,
        objects: batchOf(object),
      });
      return { id: object.id, as: alias.id };
    };

    test('readers are shown the pseudonym, in no reading the organization', async () => {
      const world = await fresh();
      const source = await personOf(world, 'ann@alder.example');
      const { id, as } = await under(world, source, { attribution: 'pseudonym' });
      const reader = await personOf(world, 'bob@birch.example');
      const { exchange, filter, desk } = reader;
      const { community } = world;
      const page = await exchange.page({ community, limit: 10 });
      assert.deepEqual(
        page.rows.map((row) => row.origin),
        [as],
      );
      const readings = [
        page,
        await exchange.object(id),
        await exchange.versions(id, community),
        await exchange.contribution(page.rows[0]?.contribution ?? ''),
        await exchange.label(page.rows[0]?.labelId ?? 0),
        await exchange.deliveries(id, community),
        await exchange.lookup([{ kind: 'domain', value: `${as.slice(-6)}.example` }]),
        await exchange.search({ community, text: 'seen', limit: 10 }),
        await filter.facets({ community, conditions: [] }),
        await desk.inbox(community, 0, 10),
      ];
      const told = JSON.stringify(readings);
      assert.ok(told.includes(as));
      assert.ok(!told.includes(world.organization('alder')), told);
      assert.match(aliasName(as) ?? '', /^[A-Z][a-z]+ \d{3}$/);
    });

    test('one pseudonym stays the same, one for once is used for nothing else', async () => {
      const world = await fresh();
      const source = await personOf(world, 'ann@alder.example');
      const lasting = [
        await under(world, source, { attribution: 'pseudonym' }),
        await under(world, await personOf(world, 'al@alder.example'), { attribution: 'pseudonym' }),
      ];
      assert.equal(lasting[0]?.as, lasting[1]?.as);
      assert.equal((await source.attribution.pseudonym(world.community))?.id, lasting[0]?.as);
      const once = [
        await under(world, source, { attribution: 'once' }),
        await under(world, source, { attribution: 'once' }),
      ];
      assert.equal(new Set([...lasting, ...once].map(({ as }) => as)).size, 3);
      const other = await personOf(world, 'bob@birch.example');
      assert.equal(await other.attribution.pseudonym(world.community), undefined);
      assert.notEqual((await under(world, other, { attribution: 'pseudonym' })).as, lasting[0]?.as);
    });

    test('the source keeps every right: its receipts, its marking, its taking back', async () => {
      const world = await fresh();
      const source = await personOf(world, 'ann@alder.example');
      const { id, as } = await under(world, source, { attribution: 'once' });
      const { community } = world;
      assert.equal((await source.exchange.receipts({ community, limit: 10 })).length, 1);
      assert.equal((await source.desk.inbox(community, 0, 10)).count, 0);
      const amber: MarkingInput = { level: 'amber', audience: { organizations: [] } };
      const reader = await personOf(world, 'bob@birch.example');
      assert.equal(await reader.exchange.remark(id, community, GREEN), 'refused');
      assert.equal(await source.exchange.remark(id, community, amber), 'done');
      assert.equal(await reader.exchange.object(id), undefined);
      const own = await source.exchange.object(id);
      assert.equal(own?.origin, as);
      assert.equal(own.label.clauses[0]?.origin, as);
      assert.equal(await source.exchange.retract(id, community, 'all'), 'done');
      assert.equal(await source.exchange.object(id), undefined);
    });

    test('RED under a pseudonym stays with its author, who speaks for the source, and whom it names', async () => {
      const world = await fresh();
      const author = await personOf(world, 'al@alder.example');
      const bob = await personOf(world, 'bob@birch.example');
      const person = (await world.store.door.account({ email: 'bob@birch.example' }))?.person ?? '';
      const { id } = await under(world, author, {
        attribution: 'once',
        marking: { level: 'red', audience: { persons: [person] } },
      });
      const may = async (handle: Handle): Promise<boolean> =>
        (await handle.exchange.object(id)) !== undefined;
      assert.ok(await may(author));
      assert.ok(await may(await personOf(world, 'ann@alder.example')));
      assert.ok(await may(bob));
      assert.ok(!(await may(await personOf(world, 'cora@cedar.example'))));
      assert.ok(!(await may(await world.at('alder'))));
      const label = JSON.stringify((await bob.exchange.object(id))?.label);
      const al = (await world.store.door.account({ email: 'al@alder.example' }))?.person ?? '?';
      assert.ok(label.includes('voice--'));
      assert.ok(!label.includes(al), 'the author is named to nobody');
    });

    test('nobody shares under a name that is not theirs, and of a colleague of a provider nothing is', async () => {
      const world = await fresh();
      const source = await personOf(world, 'ann@alder.example');
      const { as } = await under(world, source, { attribution: 'pseudonym' });
      const other = await personOf(world, 'bob@birch.example');
      await assert.rejects(
        other.exchange.contribute({
          community: world.community,
          kind: 'bundle',
          via: 'web',
          as,
          objects: batchOf(indicator('forged.example')),
        }),
        NotFound,
      );
    });

    test('a release request reaches the source, and its answer does not name it', async () => {
      const world = await fresh();
      const source = await personOf(world, 'ann@alder.example');
      const asker = await personOf(world, 'bob@birch.example');
      const { id, as } = await under(world, source, {
        attribution: 'once',
        marking: { level: 'amber', audience: { organizations: [world.organization('birch')] } },
      });
      const { community } = world;
      const asked = await asker.release.ask({
        community,
        object: id,
        wanted: { organizations: [world.organization('cedar')] },
        purpose: 'They run the same gateway',
        form: 'as-is',
        dueAt: world.clock.now + 7 * 86_400_000,
        isUrgent: false,
        isAnonymous: false,
      });
      assert.ok('id' in asked);
      assert.deepEqual(asked.source, { id: as, name: aliasName(as) });
      const [waiting] = await source.release.requests(community);
      assert.equal(waiting?.source.name, 'alder', 'the source is told which of its own it is');
      const named = indicator('named.example');
      await source.exchange.contribute({
        community,
        kind: 'bundle',
        via: 'web',
        marking: GREEN,
        objects: batchOf(named),
      });
      const naming = await source.release.answer(community, asked.id, {
        kind: 'sanitised',
        object: named.id,
      });
      assert.ok('refused' in naming && naming.refused === 'invalid', 'it would name the source');
      const granted = await source.release.answer(community, asked.id, {
        kind: 'grant',
        to: { organizations: [world.organization('cedar')] },
      });
      assert.ok('state' in granted && granted.state === 'granted');
      const cedar = await world.at('cedar');
      assert.equal((await cedar.exchange.object(id))?.origin, as);
      const told = JSON.stringify(await asker.release.requests(community));
      assert.ok(!told.includes(world.organization('alder')) && !told.includes('alder'), told);
    });

    test('the source is told who opened what it shared under a pseudonym, nobody else is', async () => {
      const world = await fresh();
      const source = await personOf(world, 'ann@alder.example');
      const reader = await personOf(world, 'bob@birch.example');
      const { community } = world;
      const { id } = await under(world, source, {
        attribution: 'once',
        marking: { level: 'amber', audience: { everyone: true } },
      });
      for (const who of [source, reader]) {
        const object = await who.exchange.object(id, community);
        assert.ok(object !== undefined);
        who.handling.opened(community, 'web', [object]);
      }
      const opened = (await source.handling.of(id, community))?.opened ?? [];
      assert.deepEqual(
        opened.map(({ organization }) => organization),
        [world.organization('birch')],
      );
      assert.equal(await reader.handling.of(id, community), undefined);
      assert.equal(await source.exchange.retract(id, community, 'all'), 'done');
      assert.equal((await source.handling.recalled(community)).length, 1);
      assert.deepEqual(await source.handling.asked(community), []);
      const asked = await reader.handling.asked(community);
      assert.deepEqual(
        asked.map((one) => one.id),
        [id],
      );
      assert.ok(!JSON.stringify(asked).includes(world.organization('alder')));
    });

    test('what is named to the desk only its chairs look up, and the source sees that they did', async () => {
      const world = await fresh();
      const source = await personOf(world, 'ann@alder.example');
      const chair = await personOf(world, 'cora@cedar.example');
      const { community } = world;
      const { id, as } = await under(world, source, { attribution: 'desk' });
      const hiddenOne = await under(world, source, { attribution: 'pseudonym' });
      assert.equal(shownAttribution(as), 'desk');
      assert.deepEqual(
        await chair.attribution.sourceForDesk({ id, community, reason: 'The police asked' }),
        {
          id: world.organization('alder'),
          name: 'alder',
        },
      );
      for (const [handle, object] of [
        [await personOf(world, 'bob@birch.example'), id],
        [await world.at('cedar'), id],
        [chair, hiddenOne.id],
        [chair, 'indicator--00000000-0000-4000-8000-00000000ffff'],
      ] as const) {
        const answer = await handle.attribution.sourceForDesk({
          id: object,
          community,
          reason: 'Why not',
        });
        assert.ok('refused' in answer && answer.refused === 'hidden');
      }
      const entries = await source.audit.entries({ limit: 10 });
      assert.ok(JSON.stringify(entries).includes('to the desk only: The police asked'));
    });
  });
}

type Person = World['people'][number];

function person(at: string, name: string, role: 'analyst' | 'chair'): Person {
  const organization = at.slice(at.indexOf('@') + 1).replace('.example', '');
  return { email: at, name, organization, roles: { ports: [role] } };
}
