import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeApi } from '@tocsin/hub';
import {
  act,
  credentialsOf,
  HttpOracle,
  openEvents,
  openHubOver,
  openRandomWorld,
  plainOf,
} from '@tocsin/testkit';
import type { Credentials, EventStream, Player, RandomWorld, TestHub } from '@tocsin/testkit';
import { freshDatabase, startPostgres } from '@tocsin/testkit/postgres';
import type { TestContext } from 'node:test';
import { LEAK_CHANNELS } from './leak-channels.ts';

/** Worlds over HTTP, TAXII and the stream; acts in each; players asked in the middle and at the end. */
const WORLDS = Number(process.env['TOCSIN_LEAK_WORLDS'] ?? 50);
const ACTS = 50;
const seed = Number(process.env['TOCSIN_TEST_SEED'] ?? 9000);

describe('ways out of the hub', () => {
  it('are all on the list of channels', async () => {
    const { paths } = await describeApi();
    const routes = Object.entries(paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
    );
    assert.deepEqual(
      routes.filter((route) => LEAK_CHANNELS[route] === undefined),
      [],
      'These routes are in the API and not in leak-channels.ts: say there how they are watched',
    );
    assert.deepEqual(
      Object.keys(LEAK_CHANNELS).filter((route) => !routes.includes(route)),
      [],
      'These are in leak-channels.ts and no longer in the API: take them out',
    );
  });
});

interface Sums {
  answers: number;
  rows: number;
  events: number;
  gone: number;
}

describe('random worlds over HTTP, TAXII and the stream', () => {
  it(`give every reader what the model gives (${String(WORLDS)} worlds from seed ${String(seed)})`, async (t) => {
    const sums: Sums = { answers: 0, rows: 0, events: 0, gone: 0 };
    for (let n = 0; n < WORLDS; n++) await oneWorld(seed + n, sums);
    tell(t, sums);
    assert.ok(sums.gone > 0, 'No stream told that anything went');
  });

  it(`give the same on PostgreSQL (seed ${String(seed)})`, async (t) => {
    await using server = await startPostgres();
    await using database = await freshDatabase(server.url);
    const sums: Sums = { answers: 0, rows: 0, events: 0, gone: 0 };
    await oneWorld(seed, sums, database.url);
    tell(t, sums);
  });
});

async function oneWorld(number: number, sums: Sums, databaseUrl?: string): Promise<void> {
  const where = databaseUrl === undefined ? {} : { databaseUrl };
  await using world = await openRandomWorld({ seed: number, communities: 3, ...where });
  const { clock, directory, store } = world.test;
  await using hub = await openHubOver(store, { directory, now: clock.now });
  const credentials = await everybody(world);
  const oracle = new HttpOracle(world, hub, credentials);
  await using listeners = await listen(world, { hub, credentials });
  for (let acts = 0; acts < ACTS; acts++) {
    // What a boundary opened may be read before the act that follows hides it again.
    await act(world, () => listeners.note());
    listeners.note();
    if (acts % 10 !== 9) continue;
    await world.test.settle();
    listeners.note();
    await oracle.all(world.random.pick(world.cast.players), world.random.pick(world.cast.scenes));
  }
  await world.test.settle();
  listeners.note();
  for (const player of world.random.some(world.cast.players, 0.4))
    await oracle.all(player, world.random.pick(world.cast.scenes));
  sums.answers += oracle.counts.answers;
  sums.rows += oracle.counts.rows;
  const { told, gone } = await listeners.check();
  sums.events += told;
  sums.gone += gone;
}

interface Listeners extends AsyncDisposable {
  /** Remembers what each listener may read now. */
  note(): void;
  /** Looks whether a stream told anything its listener could never read; gives the number of events. */
  check(): Promise<{ told: number; gone: number }>;
}

/** Opens streams for everybody who may read the first community. */
async function listen(
  world: RandomWorld,
  { hub, credentials }: { hub: TestHub; credentials: ReadonlyMap<string, Credentials> },
): Promise<Listeners> {
  const { model, cast } = world;
  const [scene] = cast.scenes;
  const open: { stream: EventStream; player: Player; seen: Set<string>; ids: Set<string> }[] = [];
  for (const player of cast.players) {
    const as = credentials.get(player.name);
    if (as === undefined || scene === undefined) continue;
    const url = `${hub.hub.address}/api/v1/stream?community=${scene.slug}`;
    const stream = await openEvents(url, as);
    if (stream.status === 200) open.push({ stream, player, seen: new Set(), ids: new Set() });
    else await stream[Symbol.asyncDispose]();
  }
  return {
    note: () => {
      for (const { player, seen, ids } of open) {
        const reader = model.reader(player.principal);
        if (reader === undefined || scene === undefined) continue;
        for (const row of model.visible(reader, scene.id)) {
          seen.add(`${row.id} ${row.origin} ${JSON.stringify(row.object)}`);
          // What a person has to confirm first comes without its content: less than they may see.
          if (reader.kind === 'person') seen.add(`${row.id} ${row.origin} shut`);
          ids.add(row.id).add(`${row.id} ${plainOf(row).version}`);
        }
      }
    },
    check: async () => {
      // The last events may still be under way.
      await new Promise((resolve) => setTimeout(resolve, 100));
      let told = 0;
      let gone = 0;
      for (const { stream, player, seen, ids } of open) {
        for (const { event, data: text } of stream.events) {
          const data = JSON.parse(text) as Record<string, unknown>;
          if (event === 'gone') {
            const { id, versions = [] } = data as { id: string; versions?: string[] };
            const names = [id, ...versions.map((version) => `${id} ${version}`)];
            const unknown = names.filter((name) => !ids.has(name));
            assert.deepEqual(unknown, [], `${player.name} was told by the stream that these went`);
            gone += 1;
          }
          if (event !== 'object') continue;
          const content = data['confirm'] === true ? 'shut' : JSON.stringify(data['object']);
          const line = `${String(data['id'])} ${String(data['origin'])} ${content}`;
          assert.ok(seen.has(line), `${player.name} was told by the stream: ${line}`);
          told += 1;
        }
      }
      return { told, gone };
    },
    [Symbol.asyncDispose]: async () => {
      for (const { stream } of open) await stream[Symbol.asyncDispose]();
    },
  };
}

function tell(t: TestContext, { answers, rows, events, gone }: Sums): void {
  t.diagnostic(
    `${String(answers)} answers searched, ${String(rows)} rows compared, ${String(events)} objects and ${String(gone)} departures told by streams`,
  );
  assert.ok(rows > answers / 5, 'Hardly anything was seen: the worlds are too empty');
}

async function everybody(world: RandomWorld): Promise<Map<string, Credentials>> {
  const { store, clock } = world.test;
  const all = new Map<string, Credentials>();
  for (const { name, principal } of world.cast.players)
    all.set(name, await credentialsOf(store, principal, clock.now()));
  return all;
}
