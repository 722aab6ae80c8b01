import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe } from 'node:test';
import { freshDatabase, startPostgres } from '../../testkit/src/postgres.ts';
import type { Postgres } from '../../testkit/src/postgres.ts';
import type { Dialect, Engine } from '../src/engine/engine.ts';
import { migrate } from '../src/engine/migrations.ts';
import { openPostgres } from '../src/engine/postgres.ts';
import { openSqlite } from '../src/engine/sqlite.ts';
import { MIGRATIONS } from '../src/schema/migrations.ts';

/** Engines with their tables, each empty and its own; all of them are closed at the end. */
export interface Bench {
  readonly dialect: Dialect;
  open(dialect?: Dialect): Promise<Engine>;
  /** The address of an empty database on PostgreSQL. */
  address(): Promise<string>;
  /** A folder that is removed at the end. */
  folder(): Promise<string>;
}

/** Runs tests over both engines. Without a PostgreSQL its tests fail and say so; those on SQLite do not need it. */
export function eachEngine(subject: string, tests: (bench: Bench) => void): void {
  for (const dialect of ['sqlite', 'postgres'] as const) {
    describe(`${subject} on ${dialect}`, () => {
      const closing: (() => Promise<unknown>)[] = [];
      let server: Promise<Postgres> | undefined;
      after(async () => {
        for (const close of closing.toReversed()) await close();
        await (await server)?.stop();
      });
      const folder = async (): Promise<string> => {
        const made = await mkdtemp(join(tmpdir(), 'tocsin-store-'));
        closing.push(() => rm(made, { recursive: true, force: true }));
        return made;
      };
      const address = async (): Promise<string> => {
        server ??= startPostgres();
        const database = await freshDatabase((await server).url);
        closing.push(() => database.drop());
        return database.url;
      };
      const open = async (wanted: Dialect = dialect): Promise<Engine> => {
        const engine =
          wanted === 'sqlite' ? openSqlite(await folder()) : await openPostgres(await address());
        closing.push(async () => engine[Symbol.asyncDispose]());
        await migrate(engine, MIGRATIONS);
        return engine;
      };
      tests({ dialect, open, address, folder });
    });
  }
}
