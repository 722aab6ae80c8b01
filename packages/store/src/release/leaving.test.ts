import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { levelOfLabel } from '@tocsin/policy';
import { newStixId } from '@tocsin/stix';
import { engines } from '../exchange/engines.test-support.ts';
import { identityId } from '../exchange/identity.ts';
import { batchOf, indicator, personOf, smallWorld } from '../exchange/world.test-support.ts';
import type { MemberState, TlpLevel } from '@tocsin/policy';
import type { StixObject } from '@tocsin/stix';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { MarkingInput, NewReleaseSetting } from '../store.ts';

const DAY = 86_400_000;
const MORE = [
  ['cleo@cedar.example', 'Cleo', 'cedar', 'representative'],
  ['gil@gov.example', 'Gil', 'gov', 'chair'],
] as const;
const TLP_AMBER = 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82';
const EVERYONE = { everyone: true } as const;

for (const engine of await engines()) {
  describe(`what a source laid down for when it leaves, on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });
    const fresh = async (leaving?: NewReleaseSetting['leaving']): Promise<SmallWorld> => {
      const world = await smallWorld(
        await engine.database(),
        MORE.map(([email, name, organization, role]) => ({
          email,
          name,
          organization,
          roles: { ports: [role] },
        })),
      );
      worlds.push(world);
      if (leaving !== undefined) {
        const ann = await personOf(world, 'ann@alder.example');
        const set = await ann.release.setSetting(world.community, { first: [], next: [], leaving });
        assert.ok(!('refused' in set), JSON.stringify(set));
        assert.deepEqual(set.leaving, leaving);
      }
      return world;
    };

    test('its AMBER becomes GREEN, whoever follows is told, and what else its markings say stays', async () => {
      const world = await fresh({ act: 'lower', to: 'green', afterDays: 0 });
      const [one, red, own, later] = ['one', 'red', 'own', 'later'].map((name) =>
        indicator(`${name}.example`, name === 'own' ? { object_marking_refs: [TLP_AMBER] } : {}),
      ) as [StixObject, StixObject, StixObject, StixObject];
      const limits = { countries: ['DE'] };
      await share(
        world,
        { by: 'alder', objects: [one, own] },
        { level: 'amber+strict', audience: EVERYONE },
      );
      await share(world, { by: 'alder', objects: [red] }, { level: 'red', audience: EVERYONE });
      await share(
        world,
        { by: 'alder', objects: [later] },
        {
          level: 'amber',
          audience: EVERYONE,
          limits,
          changes: [{ at: world.clock.now + 400 * DAY, level: 'amber+strict' }],
        },
      );
      const limited = indicator('limited.example');
      await share(
        world,
        { by: 'alder', objects: [limited] },
        { level: 'amber', audience: EVERYONE, limits },
      );
      const { exchange } = await world.at('birch');
      const before = await exchange.page({ community: world.community, limit: 100 });
      const addedAfter = before.rows.at(-1)?.dateAdded ?? 0;
      const written = indicator('written.example', {
        created_by_ref: identityId(world.organization('alder')),
        object_marking_refs: [TLP_AMBER],
      });
      await share(
        world,
        { by: 'alder', objects: [written] },
        { level: 'amber', audience: EVERYONE },
      );
      await leave(world, 'exited');
      assert.equal(await levelOf(world, written.id), 'green', 'its own earlier word');
      assert.equal(await levelOf(world, one.id), 'green');
      assert.equal(
        await levelOf(world, own.id),
        'amber',
        'what others made stays as it says itself',
      );
      const told = await exchange.page({ community: world.community, limit: 100, addedAfter });
      assert.ok(
        told.rows.some(({ id }) => id === one.id),
        'whoever follows meets it again',
      );
      const { rows } = await (
        await personOf(world, 'gil@gov.example')
      ).exchange.page({ community: world.community, limit: 100 });
      assert.ok(rows.every(({ id }) => id !== red.id && id !== limited.id));
    });

    test('an edge is never lower than what it connects, and others keep what they said', async () => {
      const world = await fresh({ act: 'lower', to: 'clear', afterDays: 0 });
      const free = indicator('free.example');
      const fixed = indicator('fixed.example', { object_marking_refs: [TLP_AMBER] });
      const theirs = indicator('theirs.example');
      const low = relationship(free, free);
      const high = relationship(free, fixed);
      const mixed = relationship(free, theirs);
      await share(
        world,
        { by: 'birch', objects: [theirs] },
        { level: 'amber', audience: EVERYONE },
      );
      await share(
        world,
        { by: 'alder', objects: [free, fixed, low, high, mixed] },
        {
          level: 'amber',
          audience: EVERYONE,
        },
      );
      await leave(world, 'exited');
      assert.equal(await levelOf(world, free.id), 'clear');
      assert.equal(await levelOf(world, theirs.id), 'amber');
      assert.equal(await levelOf(world, low.id), 'clear');
      assert.equal(await levelOf(world, high.id), 'amber');
      assert.equal(await levelOf(world, mixed.id), 'amber');
    });

    test('taken back, it is there for nobody, and whoever has copies is asked and says it is done', async () => {
      const world = await fresh({ act: 'take-back', afterDays: 0 });
      const { community } = world;
      const object = indicator('gone.example');
      const others = indicator('stays.example');
      await share(
        world,
        { by: 'alder', objects: [object] },
        { level: 'amber', audience: EVERYONE },
      );
      await share(
        world,
        { by: 'birch', objects: [others] },
        { level: 'amber', audience: EVERYONE },
      );
      const cleo = await personOf(world, 'cleo@cedar.example');
      const { rows } = await cleo.exchange.page({ community, limit: 100 });
      await cleo.exchange.delivered({ community, way: 'web', rows });
      await world.store.settled();
      await leave(world, 'exited');
      assert.equal(await levelOf(world, object.id), undefined);
      assert.equal(await levelOf(world, others.id), 'amber');
      const asked = await cleo.handling.asked(community);
      assert.deepEqual(
        asked.map(({ id }) => id),
        [object.id],
      );
      assert.equal(await cleo.handling.confirm(object.id, community), true);
    });

    test('nothing happens before its days are over, nor if it comes back until then, nor a second time', async () => {
      const world = await fresh({ act: 'take-back', afterDays: 30 });
      const object = indicator('waits.example');
      await share(
        world,
        { by: 'alder', objects: [object] },
        { level: 'green', audience: EVERYONE },
      );
      await leave(world, 'exited');
      world.clock.now += 29 * DAY;
      await world.store.settled();
      assert.equal(await levelOf(world, object.id), 'green');
      await leave(world, 'active');
      world.clock.now += 2 * DAY;
      await world.store.settled();
      assert.equal(await levelOf(world, object.id), 'green', 'it came back');
      await leave(world, 'exited');
      world.clock.now += 29 * DAY;
      await world.store.settled();
      assert.equal(await levelOf(world, object.id), 'green', 'the days begin anew');
      world.clock.now += DAY;
      await world.store.settled();
      assert.equal(await levelOf(world, object.id), undefined);
      await leave(world, 'active');
      const again = indicator('again.example');
      await share(world, { by: 'alder', objects: [again] }, { level: 'green', audience: EVERYONE });
      await world.store.settled();
      assert.equal(await levelOf(world, again.id), 'green');
    });

    test('without a word it stays as it is; so does what it shared under another name, and while it only rests', async () => {
      const quiet = await fresh();
      const kept = indicator('kept.example');
      await share(quiet, { by: 'alder', objects: [kept] }, { level: 'amber', audience: EVERYONE });
      await leave(quiet, 'exited');
      assert.equal(await levelOf(quiet, kept.id), 'amber');
      const world = await fresh({ act: 'take-back', afterDays: 0 });
      const ann = await personOf(world, 'ann@alder.example');
      const alias = await ann.attribution.aliasFor(world.community, 'once');
      assert.ok(!('refused' in alias));
      const [hidden, plain] = [indicator('hidden.example'), indicator('plain.example')];
      const marking = { level: 'amber', audience: EVERYONE } as const;
      await ann.exchange.contribute({
        community: world.community,
        kind: 'bundle',
        via: 'web',
        marking,
        as: alias.id,
        objects: batchOf(hidden),
      });
      await share(world, { by: 'alder', objects: [plain] }, marking);
      await leave(world, 'suspended');
      assert.equal(await levelOf(world, plain.id), 'amber');
      await leave(world, 'exited');
      assert.equal(await levelOf(world, plain.id), undefined);
      assert.equal(await levelOf(world, hidden.id), 'amber');
    });

    test('its record says it was done, in the name of whoever laid it down', async () => {
      const world = await fresh({ act: 'take-back', afterDays: 0 });
      await share(
        world,
        { by: 'alder', objects: [indicator('noted.example')] },
        {
          level: 'amber',
          audience: EVERYONE,
        },
      );
      await leave(world, 'exited');
      await leave(world, 'active');
      const ann = await personOf(world, 'ann@alder.example');
      const entries = await ann.audit.entries({ limit: 20 });
      const entry = entries.find(({ act }) => act === 'retract');
      assert.match(
        entry?.words ?? '',
        /^Took back 1 versions, as this person had laid down for when the organization leaves$/,
      );
      assert.equal(entry?.actor.name, 'Ann');
    });

    test('days that cannot be are refused', async () => {
      const world = await fresh();
      const ann = await personOf(world, 'ann@alder.example');
      for (const afterDays of [-1, 1.5, 1096, Number.NaN]) {
        const set = await ann.release.setSetting(world.community, {
          first: [],
          next: [],
          leaving: { act: 'take-back', afterDays },
        });
        assert.ok('refused' in set && set.refused === 'invalid', String(afterDays));
      }
    });
  });
}

async function share(
  world: SmallWorld,
  { by, objects }: { by: string; objects: StixObject[] },
  marking: MarkingInput,
): Promise<void> {
  const { exchange } = await world.at(by);
  const { community } = world;
  const { lines } = await exchange.contribute({
    community,
    kind: 'bundle',
    via: 'api',
    marking,
    objects: batchOf(...objects),
  });
  assert.ok(
    lines.every(({ fate }) => fate === 'kept'),
    JSON.stringify(lines),
  );
  world.clock.now += 1000;
}

/** Alder's membership becomes this, and what follows from it is waited for. */
async function leave(world: SmallWorld, state: MemberState): Promise<void> {
  const { directory } = await personOf(world, 'gil@gov.example');
  const alder = world.organization('alder');
  assert.equal(await directory.setMemberState(world.community, alder, state), true);
  await world.store.settled();
  world.clock.now += 1000;
}

/** How Cedar sees an object marked. */
async function levelOf(world: SmallWorld, id: string): Promise<TlpLevel | undefined> {
  const { exchange } = await world.at('cedar');
  const found = await exchange.object(id, world.community);
  return found === undefined ? undefined : levelOfLabel(found.label, world.clock.now);
}

function relationship(from: StixObject, to: StixObject): StixObject {
  return {
    type: 'relationship',
    spec_version: '2.1',
    id: newStixId('relationship'),
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    relationship_type: 'related-to',
    source_ref: from.id,
    target_ref: to.id,
  };
}
