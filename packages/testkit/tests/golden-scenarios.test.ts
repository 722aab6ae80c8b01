import { after, before, describe, it } from 'node:test';
import { GOLDEN } from '../src/golden.ts';
import { freshDatabase, startPostgres } from '../src/postgres.ts';
import type { Postgres } from '../src/postgres.ts';

describe('golden scenarios (SQLite)', () => {
  for (const { title, run } of GOLDEN) it(title, () => run(undefined));
});

describe('golden scenarios (PostgreSQL)', () => {
  let server: Postgres;
  before(async () => {
    server = await startPostgres();
  });
  after(() => server.stop());
  for (const { title, run } of GOLDEN)
    it(title, async () => {
      await using database = await freshDatabase(server.url);
      await run(database.url);
    });
});
