import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { tlpDefinition } from '@tocsin/stix';
import { batchOf, indicator, smallWorld } from './world.test-support.ts';
import { engines } from './engines.test-support.ts';
import type { SmallWorld } from './world.test-support.ts';
import type { MarkingInput, NewContribution, Receipt } from '../store.ts';
import type { StixObject } from '@tocsin/stix';

const GREEN: MarkingInput = { level: 'green', audience: { everyone: true } };

for (const engine of await engines()) {
  describe(`the exchange on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });
    const fresh = async (): Promise<SmallWorld> => {
      const world = await smallWorld(await engine.database());
      worlds.push(world);
      return world;
    };
    const share = async (
      world: SmallWorld,
      who: string,
      ...[objects, more = {}]: [StixObject[], Partial<NewContribution>?]
    ): Promise<Receipt> => {
      world.clock.now += 1000;
      const { exchange } = await world.at(who);
      return exchange.contribute({
        community: world.community,
        kind: 'bundle',
        via: 'api',
        marking: GREEN,
        objects: batchOf(...objects),
        ...more,
      });
    };
    const seen = async (world: SmallWorld, who: string): Promise<string[]> =>
      (
        await (await world.at(who)).exchange.page({ community: world.community, limit: 1000 })
      ).rows.map((row) => row.id);

    test('what one member shares, another reads byte for byte', async () => {
      const world = await fresh();
      const object = indicator('evil.example');
      const text = JSON.stringify(object, null, 2);
      await (
        await world.at('alder')
      ).exchange.contribute({
        community: world.community,
        kind: 'indicators',
        via: 'api',
        marking: GREEN,
        objects: [{ index: 0, object, text }],
      });
      const row = (
        await (await world.at('birch')).exchange.page({ community: world.community, limit: 10 })
      ).rows[0];
      assert.equal(row?.text, text);
      assert.equal(row?.origin, world.organization('alder'));
    });

    test('dates of a batch with several labels have no gap where a reader may not see', async () => {
      const world = await fresh();
      const red = tlpDefinition('tlp-2.0', 'red')?.id ?? '';
      const objects = ['a', 'b', 'c', 'd'].map((name, place) =>
        indicator(`${name}.example`, place % 2 === 1 ? { object_marking_refs: [red] } : {}),
      );
      await share(world, 'alder', objects);
      const { rows } = await (
        await world.at('birch')
      ).exchange.page({ community: world.community, limit: 10 });
      assert.deepEqual(
        rows.map((row) => row.id),
        [objects[0]?.id, objects[2]?.id],
      );
      assert.equal((rows[1]?.dateAdded ?? 0) - (rows[0]?.dateAdded ?? 0), 1);
      const own = await (
        await world.at('alder')
      ).exchange.page({ community: world.community, limit: 10 });
      assert.equal(own.rows.length, 4);
    });

    test('paging by date gives every row once, forwards and backwards', async () => {
      const world = await fresh();
      const red = tlpDefinition('tlp-2.0', 'red')?.id ?? '';
      for (let batch = 0; batch < 4; batch++) {
        await share(
          world,
          'alder',
          Array.from({ length: 7 }, (_, place) =>
            indicator(
              `x${String(batch)}-${String(place)}.example`,
              place % 3 === 0 ? { object_marking_refs: [red] } : {},
            ),
          ),
        );
      }
      const { exchange } = await world.at('birch');
      const whole = await exchange.page({ community: world.community, limit: 1000 });
      const forwards: string[] = [];
      let addedAfter = 0;
      for (
        let page = await exchange.page({ community: world.community, limit: 3, addedAfter });
        page.rows.length > 0;
        page = await exchange.page({ community: world.community, limit: 3, addedAfter })
      ) {
        forwards.push(...page.rows.map((row) => row.id));
        addedAfter = page.rows.at(-1)?.dateAdded ?? 0;
      }
      assert.deepEqual(
        forwards,
        whole.rows.map((row) => row.id),
      );
      const backwards: string[] = [];
      let addedBefore = Number.MAX_SAFE_INTEGER;
      for (
        let page = await exchange.page({
          community: world.community,
          limit: 3,
          addedBefore,
          order: 'newest-first',
        });
        page.rows.length > 0;
        page = await exchange.page({
          community: world.community,
          limit: 3,
          addedBefore,
          order: 'newest-first',
        })
      ) {
        backwards.push(...page.rows.map((row) => row.id));
        addedBefore = page.rows.at(-1)?.dateAdded ?? 0;
      }
      assert.deepEqual(backwards.reverse(), forwards);
      assert.equal(await exchange.count({ community: world.community }), forwards.length);
    });

    test('sending the same again keeps one copy; other content under the same version is quarantined', async () => {
      const world = await fresh();
      const object = indicator('evil.example');
      assert.equal((await share(world, 'alder', [object])).counts.kept, 1);
      assert.equal((await share(world, 'alder', [object])).counts['already-here'], 1);
      const wider = await share(world, 'alder', [object], {
        marking: { level: 'clear', audience: {} },
      });
      assert.deepEqual(
        wider.lines.map(({ fate, level }) => [fate, level]),
        [['already-here', 'green']],
        'it stands as it was shared first',
      );
      const other = await share(world, 'alder', [{ ...object, name: 'Something else' }]);
      assert.equal(other.counts.quarantined, 1);
      assert.equal(other.lines[0]?.problems[0]?.rule, 'contradiction');
      assert.deepEqual(await seen(world, 'birch'), [object.id]);
    });

    test('two organizations with the same id do not learn of each other', async () => {
      const world = await fresh();
      const object = indicator('evil.example');
      const only = (slug: string): MarkingInput => ({
        level: 'amber',
        audience: { organizations: [world.organization(slug)] },
      });
      await share(world, 'alder', [object], { marking: only('alder') });
      const receipt = await share(world, 'birch', [{ ...object, name: 'Mine' }], {
        marking: only('birch'),
      });
      assert.deepEqual(receipt.counts, {
        kept: 1,
        'already-here': 0,
        held: 0,
        quarantined: 0,
        refused: 0,
      });
      for (const [who, name] of [
        ['alder', 'Seen evil.example'],
        ['birch', 'Mine'],
      ] as const) {
        const detail = await (await world.at(who)).exchange.object(object.id);
        assert.equal(nameIn(detail?.text), name);
        assert.deepEqual(detail?.origins, [world.organization(who)]);
      }
      assert.deepEqual(await seen(world, 'cedar'), []);
    });

    test('a newer version from somebody else does not take the first one over', async () => {
      const world = await fresh();
      const object = indicator('evil.example');
      await share(world, 'alder', [object]);
      await share(world, 'birch', [
        { ...object, name: 'Taken over', modified: '2026-02-01T00:00:00.000Z' },
      ]);
      const detail = await (await world.at('cedar')).exchange.object(object.id);
      assert.equal(nameIn(detail?.text), 'Seen evil.example');
      assert.equal(detail?.origins.length, 2);
      await share(world, 'alder', [
        { ...object, name: 'Revised', modified: '2026-03-01T00:00:00.000Z' },
      ]);
      const { rows } = await (
        await world.at('cedar')
      ).exchange.page({ community: world.community, limit: 10 });
      assert.deepEqual(
        rows.map((row) => nameIn(row.text)),
        ['Revised'],
      );
      assert.equal(
        await (await world.at('cedar')).exchange.count({ community: world.community }),
        1,
      );
    });

    test('a relationship to a RED object is hidden from GREEN readers, whichever comes first (M10)', async () => {
      for (const order of ['end first', 'edge first']) {
        const world = await fresh();
        const red = tlpDefinition('tlp-2.0', 'red')?.id ?? '';
        const malware = malwareObject();
        const victim = identityObject({ object_marking_refs: [red] });
        const edge = relationshipObject(malware.id, victim.id);
        await share(world, 'alder', [malware]);
        for (const object of order === 'end first' ? [victim, edge] : [edge, victim])
          await share(world, 'alder', [object]);
        assert.deepEqual(await seen(world, 'birch'), [malware.id], order);
        assert.deepEqual(
          await (await world.at('birch')).exchange.references(malware.id, world.community),
          [],
          order,
        );
        assert.equal((await seen(world, 'alder')).length, 3, order);
      }
    });

    test('an object with an unknown marking stays with its source until the definition arrives', async () => {
      const world = await fresh();
      const statement = {
        type: 'marking-definition',
        spec_version: '2.1',
        id: 'marking-definition--44444444-4444-4444-8444-444444444444',
        created: '2026-01-01T00:00:00.000Z',
        definition_type: 'statement',
        definition: { statement: 'Copyright' },
      };
      const object = indicator('held.example', { object_marking_refs: [statement.id] });
      const receipt = await share(world, 'alder', [object]);
      assert.equal(receipt.counts.held, 1);
      assert.deepEqual(await seen(world, 'birch'), []);
      const before = (
        await (await world.at('birch')).exchange.page({ community: world.community, limit: 1 })
      ).rows.length;
      assert.equal(before, 0);
      await share(world, 'alder', [statement]);
      assert.deepEqual((await seen(world, 'birch')).sort(), [object.id, statement.id].sort());
    });

    test('a forged TLP definition is refused and the rest is kept; atomic keeps nothing', async () => {
      const world = await fresh();
      const forged = {
        ...tlpDefinition('tlp-2.0', 'red'),
        name: 'TLP:CLEAR',
      } as unknown as StixObject;
      const good = indicator('good.example');
      const receipt = await share(world, 'alder', [good, forged]);
      assert.deepEqual([receipt.counts.kept, receipt.counts.refused], [1, 1]);
      const atomic = await share(world, 'alder', [indicator('other.example'), forged], {
        atomic: true,
      });
      assert.equal(atomic.atomicRefused, true);
      assert.deepEqual(await seen(world, 'birch'), [good.id]);
    });
  });
}

function nameIn(text: string | undefined): unknown {
  const object: unknown = JSON.parse(text ?? '{}');
  return typeof object === 'object' && object !== null && 'name' in object
    ? object.name
    : undefined;
}

const FRAME = {
  spec_version: '2.1',
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
};

function malwareObject(more: Partial<StixObject> = {}): StixObject {
  return {
    ...FRAME,
    type: 'malware',
    id: 'malware--11111111-1111-4111-8111-111111111111',
    name: 'Crane',
    is_family: false,
    ...more,
  };
}

function identityObject(more: Partial<StixObject> = {}): StixObject {
  return {
    ...FRAME,
    type: 'identity',
    id: 'identity--22222222-2222-4222-8222-222222222222',
    name: 'Victim',
    ...more,
  };
}

function relationshipObject(source: string, target: string): StixObject {
  return {
    ...FRAME,
    type: 'relationship',
    id: 'relationship--33333333-3333-4333-8333-333333333333',
    relationship_type: 'targets',
    source_ref: source,
    target_ref: target,
  };
}
