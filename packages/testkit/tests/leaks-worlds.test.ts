import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Checker } from '../src/checks.ts';
import { fillFeed } from '../src/long-feed.ts';
import { freshDatabase, startPostgres } from '../src/postgres.ts';
import { act, openRandomWorld } from '../src/random-world.ts';
import type { RandomWorld } from '../src/random-world.ts';
import type { TestContext } from 'node:test';

/** Stores, and acts in each: after every act readers are asked, so 40 stores are 10,000 states of a small world. */
const STORES = Number(process.env['TOCSIN_LEAK_STORES'] ?? 40);
const ACTS = 250;
const seed = Number(process.env['TOCSIN_TEST_SEED'] ?? 1000);
describe('random worlds', () => {
  it(`give every reader what the model gives (${String(STORES)} stores from seed ${String(seed)})`, async (t) => {
    const sums = { checks: 0, rows: 0, states: 0 };
    for (let n = 0; n < STORES; n++) {
      await using world = await openRandomWorld({ seed: seed + n });
      await live(world, sums, { acts: ACTS, questions: 3 });
    }
    tell(t, sums);
  });

  it(`give the same on PostgreSQL (seed ${String(seed)})`, async (t) => {
    await using server = await startPostgres();
    await using database = await freshDatabase(server.url);
    const sums = { checks: 0, rows: 0, states: 0 };
    await using world = await openRandomWorld({ seed, databaseUrl: database.url });
    await live(world, sums, { acts: 150, questions: 3 });
    tell(t, sums);
  });

  for (const engine of ['SQLite', 'PostgreSQL'] as const) {
    it(`give the same to readers who see little of a long feed (${engine}, seed ${String(seed)})`, async (t) => {
      await using server = engine === 'SQLite' ? undefined : await startPostgres();
      await using database = server === undefined ? undefined : await freshDatabase(server.url);
      const sums = { checks: 0, rows: 0, states: 0 };
      const where = database === undefined ? {} : { databaseUrl: database.url };
      await using world = await openRandomWorld({ seed, communities: 1, ...where });
      await fillFeed(world);
      await live(world, sums, { acts: 30, questions: 4 });
      tell(t, sums);
    });
  }
});

interface Sums {
  checks: number;
  rows: number;
  states: number;
}

/** Lets a world go through acts, and asks after each of them; at the end asks everybody everything. */
async function live(
  world: RandomWorld,
  sums: Sums,
  { acts, questions }: { acts: number; questions: number },
): Promise<void> {
  const checker = new Checker(world);
  const { players, scenes } = world.cast;
  const readers = players.filter((player) => player.name !== 'chair');
  for (let n = 0; n < acts; n++) {
    await act(world);
    await checker.some(world.random.pick(readers), world.random.pick(scenes), questions);
  }
  await world.test.settle();
  for (const player of readers) await checker.all(player, world.random.pick(scenes));
  sums.checks += checker.count;
  sums.rows += checker.rows;
  sums.states += acts;
}

function tell(t: TestContext, { checks, rows, states }: Sums): void {
  t.diagnostic(
    `${String(states)} states, ${String(checks)} answers compared, ${String(rows)} rows in them`,
  );
  assert.ok(rows > checks / 2, 'Hardly anything was seen: the worlds are too empty');
}
