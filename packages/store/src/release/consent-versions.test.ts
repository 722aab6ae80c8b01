import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { batchOf, indicator, personOf, smallWorld } from '../exchange/world.test-support.ts';
import { engines } from '../exchange/engines.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { MarkingInput } from '../store.ts';

const DAY = 86_400_000;

for (const engine of await engines()) {
  describe(`what is allowed in advance, where there are several versions, on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });

    /** Ann of alder allows what birch reads to cedar; of a second version only she may know. */
    const asked = async (isHidden: boolean): Promise<[string, string[]]> => {
      const world = await smallWorld(await engine.database());
      worlds.push(world);
      const { community } = world;
      const [ann, bob] = [
        await personOf(world, 'ann@alder.example'),
        await personOf(world, 'bob@birch.example'),
      ];
      const cedar = world.organization('cedar');
      const consent = await ann.release.addConsent(community, {
        level: 'amber',
        organizations: [cedar],
        uses: ['protect'],
        forms: ['as-is'],
        until: world.clock.now + 30 * DAY,
      });
      assert.ok(!('refused' in consent));
      const first = indicator('two-faces.example');
      const second = { ...first, name: 'Only for Ann', modified: '2026-02-01T00:00:00.000Z' };
      const share = (object: typeof first, marking: MarkingInput): Promise<unknown> =>
        ann.exchange.contribute({
          community,
          kind: 'bundle',
          via: 'web',
          marking,
          objects: batchOf(object),
        });
      await share(first, {
        level: 'amber',
        audience: { organizations: [world.organization('birch')] },
      });
      const { id } = await ann.reader();
      if (isHidden) await share(second, { level: 'red', audience: { persons: [id] } });
      world.clock.now += 1000;
      assert.equal(
        (await bob.exchange.object(first.id, community))?.title,
        'Seen two-faces.example',
      );
      const request = await bob.release.ask({
        community,
        object: first.id,
        wanted: { organizations: [cedar] },
        purpose: 'They run the same gateway',
        use: 'protect',
        form: 'as-is',
        dueAt: world.clock.now + 7 * DAY,
        isUrgent: false,
        isAnonymous: false,
      });
      assert.ok(!('refused' in request));
      const { rows } = await (await world.at('cedar')).exchange.page({ community, limit: 100 });
      return [request.state, rows.map(({ title }) => title)];
    };

    test('one that whoever asks does not read neither stops it, nor is released', async () => {
      const plain = await asked(false);
      assert.deepEqual(plain, ['granted', ['Seen two-faces.example']]);
      assert.deepEqual(await asked(true), plain);
    });
  });
}
