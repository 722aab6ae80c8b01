import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { batchOf, indicator, personOf, smallWorld } from '../exchange/world.test-support.ts';
import { engines } from '../exchange/engines.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { FeedRow, Handle, Handling, MarkingInput, Recall } from '../store.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

for (const engine of await engines()) {
  describe(`the handling record on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });

    /** Alder shares an indicator; birch has an analyst and a representative. */
    const shared = async (marking?: (world: SmallWorld) => MarkingInput): Promise<Scene> => {
      const world = await smallWorld(await engine.database());
      worlds.push(world);
      await world.store.unguarded('provision').provision(MORE_PEOPLE);
      const [ann, bob, rita, cleo] = [
        await personOf(world, 'ann@alder.example'),
        await personOf(world, 'bob@birch.example'),
        await personOf(world, 'rita@birch.example'),
        await personOf(world, 'cleo@cedar.example'),
      ];
      const object = indicator('evil.example');
      world.clock.now += 90_000;
      await ann.exchange.contribute({
        community: world.community,
        kind: 'bundle',
        via: 'web',
        marking: marking?.(world) ?? { level: 'amber', audience: { everyone: true } },
        objects: batchOf(object),
      });
      world.clock.now += 90_000;
      return { world, ann, bob, rita, cleo, id: object.id };
    };

    test('tells the source who opened it by which way, to the hour, and nobody else anything', async () => {
      const { world, ann, bob, rita, cleo, id } = await shared();
      const start = Math.floor(world.clock.now / HOUR) * HOUR;
      for (const who of [bob, rita]) await open(world, who, id);
      await open(world, await world.at('cedar'), id, 'look-up');
      await open(world, ann, id);
      world.clock.now += 3 * HOUR;
      await open(world, bob, id);
      const told = await handlingOf(world, ann, id);
      assert.deepEqual(
        told.opened.map((line) => ({ ...line, organization: slugOf(world, line.organization) })),
        [
          {
            organization: 'birch',
            way: 'web',
            persons: 2,
            programs: 0,
            firstAt: start,
            lastAt: start + 3 * HOUR,
          },
          {
            organization: 'cedar',
            way: 'look-up',
            persons: 0,
            programs: 1,
            firstAt: start,
            lastAt: start,
          },
        ],
      );
      for (const who of [bob, rita, cleo, await world.at('birch'), await world.at('gov')]) {
        assert.equal(await who.handling.of(id, world.community), undefined);
        assert.equal(
          await who.handling.of('indicator--00000000-0000-4000-8000-000000000000', world.community),
          undefined,
        );
      }
      assert.equal(await ann.handling.of(id, 'elsewhere'), undefined);
      assert.equal(
        await ann.handling.of('indicator--00000000-0000-4000-8000-000000000000', world.community),
        undefined,
      );
    });

    test('names persons who opened it while it was RED, and counts those before', async () => {
      const { world, ann, bob, rita, id } = await shared();
      await open(world, rita, id);
      world.clock.now += 1000;
      const persons = [await idOf(bob)];
      await ann.exchange.remark(id, world.community, { level: 'red', audience: { persons } });
      await open(world, bob, id);
      const { opened } = await handlingOf(world, ann, id);
      assert.deepEqual(opened.map(({ person }) => person?.name).toSorted(), ['Bob', undefined]);
      assert.equal(opened.find(({ person }) => person === undefined)?.persons, 1);
    });

    test('is of AMBER and RED only, and of what others open', async () => {
      const { world, ann, bob, id } = await shared(() => ({
        level: 'green',
        audience: { everyone: true },
      }));
      await open(world, bob, id);
      await open(world, ann, id);
      assert.deepEqual((await handlingOf(world, ann, id)).opened, []);
    });

    test('is kept over an orderly stop, and deleted when its time is over', async () => {
      const { world, ann, bob, id } = await shared();
      await open(world, bob, id);
      await world.reopen();
      const again = await personOf(world, 'ann@alder.example');
      assert.equal((await handlingOf(world, again, id)).opened.length, 1);
      world.clock.now += 399 * DAY;
      assert.equal((await handlingOf(world, again, id)).opened.length, 1);
      world.clock.now += 2 * DAY;
      assert.deepEqual((await handlingOf(world, again, id)).opened, []);
      world.clock.now -= 2 * DAY;
      assert.deepEqual((await handlingOf(world, again, id)).opened, [], 'it is gone, not hidden');
      await assert.rejects(ann.handling.of(id, world.community));
    });

    test('stays the source’s own when it was taken back, and tells who took note', async () => {
      const { world, ann, bob, rita, id } = await shared();
      await sendTo(world, await world.at('birch'), 'taxii');
      await sendTo(world, await world.at('cedar'), 'stream');
      await sendTo(world, bob, 'web');
      assert.equal((await handlingOf(world, ann, id)).recall, undefined);
      world.clock.now += 1000;
      await ann.exchange.retract(id, world.community, 'all');
      assert.deepEqual(linesOf(world, await recallOf(world, ann, id)), [
        'birch taxii open',
        'birch web open',
        'cedar stream open',
      ]);
      assert.equal((await recallOf(world, ann, id)).takenNote, 0);
      const upTo = (world.clock.now + 1000) * 1000;
      (await world.at('cedar')).handling.told(world.community, [id], upTo);
      const [asked] = await bob.handling.asked(world.community);
      assert.deepEqual(asked, {
        id,
        type: 'indicator',
        at: asked?.at,
        source: world.organization('alder'),
      });
      assert.deepEqual(linesOf(world, await recallOf(world, ann, id)), [
        'birch taxii open',
        'birch web told',
        'cedar stream told',
      ]);
      assert.equal(await bob.handling.confirm(id, world.community), true);
      assert.deepEqual(await bob.handling.asked(world.community), []);
      assert.equal((await recallOf(world, ann, id)).takenNote, 66);
      assert.equal((await rita.handling.asked(world.community)).length, 1, 'a program has it');
      assert.equal(await rita.handling.confirm(id, world.community), true);
      assert.deepEqual(await rita.handling.asked(world.community), []);
      const done = await recallOf(world, ann, id);
      assert.deepEqual([done.takenNote, done.confirmed], [100, 66]);
      const [own] = await ann.handling.recalled(world.community);
      assert.deepEqual(own, { id, type: 'indicator', recall: done });
      assert.deepEqual(await ann.handling.asked(world.community), []);
      const acts = (await rita.audit.entries({ limit: 10 })).map(({ act }) => act);
      assert.ok(acts.includes('recall-done'));
    });

    test('asks nobody to delete what they were not given, or may still read', async () => {
      const { world, ann, bob, rita, cleo, id } = await shared();
      await sendTo(world, bob, 'web');
      await sendTo(world, cleo, 'web');
      world.clock.now += 1000;
      const organizations = [world.organization('birch')];
      await ann.exchange.remark(id, world.community, {
        level: 'amber',
        audience: { organizations },
      });
      const tightened = await recallOf(world, ann, id);
      assert.equal(tightened.act, 'tightened');
      assert.deepEqual(linesOf(world, tightened), ['birch web open', 'cedar web open']);
      assert.deepEqual(await bob.handling.asked(world.community), []);
      assert.deepEqual(await rita.handling.asked(world.community), []);
      assert.equal((await cleo.handling.asked(world.community)).length, 1);
      const gov = await world.at('gov');
      assert.deepEqual(await gov.handling.asked(world.community), []);
      assert.deepEqual(await bob.handling.confirm(id, world.community), HIDDEN);
      assert.deepEqual(await cleo.handling.confirm('indicator--x', world.community), HIDDEN);
      await sendTo(world, bob, 'web');
      assert.deepEqual(linesOf(world, await recallOf(world, ann, id)), [
        'birch web told',
        'cedar web told',
      ]);
    });

    test('asks about RED only those who were given it themselves, each for themselves', async () => {
      const { world, ann, bob, rita, id } = await shared();
      const persons = [await idOf(bob)];
      await ann.exchange.remark(id, world.community, { level: 'red', audience: { persons } });
      await sendTo(world, bob, 'web');
      world.clock.now += 1000;
      await ann.exchange.retract(id, world.community, 'all');
      assert.deepEqual(await rita.handling.asked(world.community), []);
      assert.deepEqual(await rita.handling.confirm(id, world.community), HIDDEN);
      assert.equal(await bob.handling.confirm(id, world.community), true);
      assert.deepEqual(linesOf(world, await recallOf(world, ann, id)), ['birch web confirmed']);
    });

    test('tells a colleague nothing of who opened it as RED, also when it was lowered or has another version', async () => {
      const { world, ann, bob, rita, id } = await shared();
      await open(world, rita, id);
      const persons = [await idOf(bob)];
      await ann.exchange.remark(id, world.community, { level: 'red', audience: { persons } });
      await open(world, bob, id);
      await sendTo(world, bob, 'stream');
      world.clock.now += 1000;
      const wide = { level: 'amber', audience: { everyone: true } } as const;
      await ann.exchange.remark(id, world.community, wide);
      const told = await handlingOf(world, await world.at('alder'), id);
      assert.deepEqual(
        told.opened.map(({ person, persons: count }) => [person, count]),
        [[undefined, 1]],
      );
      assert.deepEqual(told.sent, []);
      assert.equal((await handlingOf(world, ann, id)).opened.length, 2);
      const newer = indicator('worse.example', { id, modified: '2026-01-02T00:00:00.000Z' });
      await ann.exchange.contribute({
        community: world.community,
        kind: 'bundle',
        via: 'web',
        marking: { level: 'red', audience: { persons } },
        objects: batchOf(newer),
      });
      assert.equal(await (await world.at('alder')).handling.of(id, world.community), undefined);
    });

    test('tells whoever opened an older version nothing of a newer one they never saw', async () => {
      const { world, ann, bob, rita, id } = await shared();
      await open(world, bob, id);
      await sendTo(world, bob, 'web');
      world.clock.now += 1000;
      const newer = indicator('worse.example', { id, modified: '2026-01-02T00:00:00.000Z' });
      await ann.exchange.contribute({
        community: world.community,
        kind: 'bundle',
        via: 'web',
        marking: { level: 'red', audience: { persons: [await idOf(rita)] } },
        objects: batchOf(newer),
      });
      world.clock.now += 1000;
      assert.equal((await rita.exchange.object(id, world.community))?.title, 'Seen worse.example');
      await sendTo(world, rita, 'web');
      await ann.exchange.retract(id, world.community, 'last');
      assert.deepEqual(await bob.handling.asked(world.community), []);
      assert.deepEqual(await bob.handling.confirm(id, world.community), HIDDEN);
      assert.equal((await rita.handling.asked(world.community)).length, 1);
    });

    test('tells a colleague of the source nothing of what became RED for others', async () => {
      const { world, ann, bob, id } = await shared();
      await sendTo(world, bob, 'web');
      const alder = await world.at('alder');
      assert.notEqual(await alder.handling.of(id, world.community), undefined);
      const persons = [await idOf(bob), await idOf(ann)];
      await ann.exchange.remark(id, world.community, { level: 'red', audience: { persons } });
      assert.equal(await alder.handling.of(id, world.community), undefined);
      assert.deepEqual(await alder.handling.recalled(world.community), []);
      world.clock.now += 1000;
      await ann.exchange.retract(id, world.community, 'all');
      assert.equal(await alder.handling.of(id, world.community), undefined);
      assert.notEqual(await ann.handling.of(id, world.community), undefined);
    });

    test('is no taking back when the marking is widened or its time runs out', async () => {
      const { world, ann, cleo, id } = await shared((of) => ({
        level: 'amber',
        audience: { organizations: [of.organization('cedar')] },
      }));
      await sendTo(world, cleo, 'web');
      world.clock.now += 1000;
      const until = world.clock.now + DAY;
      const wide = { level: 'green', audience: { everyone: true } } as const;
      await ann.exchange.remark(id, world.community, wide);
      assert.equal((await handlingOf(world, ann, id)).recall, undefined);
      await ann.exchange.remark(id, world.community, { ...wide, until });
      world.clock.now += 2 * DAY;
      await world.store.settled();
      assert.equal((await handlingOf(world, ann, id)).recall, undefined);
      await ann.exchange.retract(id, world.community, 'all');
      assert.equal((await cleo.handling.asked(world.community)).length, 1);
    });
  });
}

const HIDDEN = { refused: 'hidden', words: 'There is no such thing here' };

const MORE_PEOPLE = {
  communities: [],
  organizations: [],
  memberships: [],
  people: [
    {
      email: 'rita@birch.example',
      name: 'Rita',
      organization: 'birch',
      roles: { ports: ['representative' as const] },
    },
    {
      email: 'cleo@cedar.example',
      name: 'Cleo',
      organization: 'cedar',
      roles: { ports: ['representative' as const] },
    },
  ],
  groups: [],
  tokens: [],
};

interface Scene {
  readonly world: SmallWorld;
  readonly ann: Handle;
  readonly bob: Handle;
  readonly rita: Handle;
  readonly cleo: Handle;
  readonly id: string;
}

async function open(
  world: SmallWorld,
  who: Handle,
  ...[id, way = 'web']: [string, ('web' | 'look-up')?]
): Promise<void> {
  const object = await who.exchange.object(id, world.community);
  assert.ok(object !== undefined);
  who.handling.opened(world.community, way, [object]);
}

/** Sends somebody all they may see. */
async function sendTo(
  world: SmallWorld,
  who: Handle,
  way: 'taxii' | 'stream' | 'web',
): Promise<FeedRow[]> {
  const { rows } = await who.exchange.page({ community: world.community, limit: 100 });
  await who.exchange.delivered({ community: world.community, way, rows });
  return rows;
}

async function handlingOf(world: SmallWorld, who: Handle, id: string): Promise<Handling> {
  const told = await who.handling.of(id, world.community);
  assert.ok(told !== undefined);
  return told;
}

async function recallOf(world: SmallWorld, who: Handle, id: string): Promise<Recall> {
  const { recall } = await handlingOf(world, who, id);
  assert.ok(recall !== undefined);
  return recall;
}

function linesOf(world: SmallWorld, { lines }: Recall): string[] {
  return lines
    .map(({ organization, way, state }) => `${slugOf(world, organization)} ${way} ${state}`)
    .toSorted();
}

function slugOf(world: SmallWorld, organization: string): string {
  const all = ['alder', 'birch', 'cedar', 'gov', 'fir'];
  return all.find((slug) => world.organization(slug) === organization) ?? organization;
}

async function idOf(who: Handle): Promise<string> {
  return (await who.reader()).id;
}
