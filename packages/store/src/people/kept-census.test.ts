import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { engines } from '../exchange/engines.test-support.ts';
import { personOf, smallWorld } from '../exchange/world.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { World } from '../store.ts';

for (const engine of await engines()) {
  describe(`an audience counted twice on ${engine.name}`, () => {
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
    const counted = async (world: SmallWorld): Promise<{ tokens: number; without: string[] }> => {
      const { exchange } = await world.at('alder');
      const { tokens, without } = await exchange.audience(world.community, {
        level: 'green',
        audience: { everyone: true },
      });
      return { tokens, without: without.map(({ name }) => name) };
    };

    test('knows at once who was suspended and who came back', async () => {
      const world = await fresh();
      const before = await counted(world);
      await added(world, {
        people: [
          {
            email: 'cora@alder.example',
            name: 'Cora',
            organization: 'alder',
            roles: { ports: ['chair'] },
          },
        ],
      });
      const { directory } = await personOf(world, 'cora@alder.example');
      const cedar = world.organization('cedar');
      assert.equal(before.tokens, 3);
      assert.equal(await directory.setMemberState(world.community, cedar, 'suspended'), true);
      assert.equal((await counted(world)).tokens, 2);
      assert.equal(await directory.setMemberState(world.community, cedar, 'active'), true);
      assert.deepEqual(await counted(world), before);
    });

    test('knows when a token has ended, although nothing was done', async () => {
      const world = await fresh();
      const expiresAt = world.clock.now + 60_000;
      await added(world, {
        tokens: [
          {
            name: 'for a while',
            organization: 'birch',
            scopes: ['read'],
            id: 'tokenForAWhile',
            secretHash: new Uint8Array(32).fill(9),
            expiresAt,
          },
        ],
      });
      assert.equal((await counted(world)).tokens, 4);
      world.clock.now = expiresAt - 1;
      assert.equal((await counted(world)).tokens, 4);
      world.clock.now = expiresAt;
      assert.equal((await counted(world)).tokens, 3);
    });
  });
}

async function added({ store }: SmallWorld, more: Partial<World>): Promise<void> {
  const nothing = {
    communities: [],
    organizations: [],
    memberships: [],
    people: [],
    groups: [],
    tokens: [],
  };
  await store.unguarded('provision').provision({ ...nothing, ...more });
}
