import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freshDatabase, startPostgres } from '../../testkit/src/postgres.ts';
import type { Postgres } from '../../testkit/src/postgres.ts';
import { EngineFault } from '../src/index.ts';
import { alonePostgres, PostgresServing } from '../src/engine/postgres-serving.ts';

describe('a database that a hub serves', () => {
  let server: Postgres;
  before(async () => {
    server = await startPostgres();
  });
  after(async () => {
    await server.stop();
  });

  test('is given to nobody alone while one of its hubs runs, and afterwards is', async () => {
    await using database = await freshDatabase(server.url);
    await using other = await freshDatabase(server.url);
    const [one, two] = [new PostgresServing(database.url), new PostgresServing(database.url)];
    await one.serve();
    await two.serve();
    const alone = (): Promise<string | undefined> =>
      alonePostgres(database.url, () => Promise.resolve('alone'));
    assert.equal(await alone(), undefined);
    assert.equal(await alonePostgres(other.url, () => Promise.resolve('alone')), 'alone');
    await one.stop();
    assert.equal(await alone(), undefined, 'the other still runs');
    await two.stop();
    assert.equal(await until(alone, 'alone'), 'alone');
  });

  test('lets no hub start while somebody has it alone', async () => {
    await using database = await freshDatabase(server.url);
    const hub = new PostgresServing(database.url);
    await alonePostgres(database.url, async () => {
      await assert.rejects(hub.serve(), (fault) => {
        assert.ok(fault instanceof EngineFault);
        return /being copied/.test(fault.message);
      });
      assert.equal(await alonePostgres(database.url, () => Promise.resolve(1)), undefined);
    });
    await hub.stop();
    const later = new PostgresServing(database.url);
    await until(
      () =>
        later.serve().then(
          () => 'serves',
          () => 'not yet',
        ),
      'serves',
    );
    await later.stop();
  });

  test('knows its hub again after their connection broke', async () => {
    await using database = await freshDatabase(server.url);
    const hub = new PostgresServing(database.url);
    await hub.serve();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tocsin-serving'",
    );
    await client.end();
    // A moment in which nobody holds it, then the hub does again.
    await pause(1500);
    const alone = (): Promise<number | undefined> =>
      alonePostgres(database.url, () => Promise.resolve(1));
    assert.equal(await until(alone, undefined), undefined);
    await hub.stop();
    assert.equal(await until(alone, 1), 1);
  });
});

/** What is asked until it is so, for ten seconds at most: a connection that was closed lives on for a moment. */
async function until<T>(ask: () => Promise<T>, wanted: T): Promise<T> {
  for (const end = Date.now() + 10_000; ;) {
    const told = await ask();
    if (told === wanted || Date.now() > end) return told;
    await pause(50);
  }
}
