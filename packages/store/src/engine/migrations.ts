import { EngineFault } from './engine.ts';
import type { Dialect, Engine } from './engine.ts';

/** One step forward. There is no way back; a program refuses data newer than itself. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: (dialect: Dialect) => string;
}

/**
 * Brings the data up to this program: every missing step in one transaction each, so that a kill leaves
 * the step done or not begun.
 */
export async function migrate(engine: Engine, migrations: readonly Migration[]): Promise<void> {
  await engine.script(
    'CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL)',
  );
  const done = await engine.read((query) =>
    query.all<{ number: number }>('SELECT number FROM migration'),
  );
  const newest = Math.max(0, ...done.map((row) => row.number));
  const known = Math.max(0, ...migrations.map((migration) => migration.number));
  if (newest > known) {
    throw new EngineFault(
      `The data was written by a newer Tocsin (step ${String(newest)}, this program knows ${String(known)}): start that one, or restore an older backup`,
    );
  }
  for (const migration of migrations) {
    if (done.some((row) => row.number === migration.number)) continue;
    await apply(engine, migration);
  }
}

async function apply(engine: Engine, migration: Migration): Promise<void> {
  const lock =
    engine.dialect === 'postgres'
      ? "BEGIN; SET LOCAL tocsin.wall = 'open'; SELECT pg_advisory_xact_lock(7406371);"
      : 'BEGIN IMMEDIATE;';
  const name = migration.name.replaceAll("'", "''");
  const record = `INSERT INTO migration (number, name) VALUES (${String(migration.number)}, '${name}')`;
  try {
    await engine.script(`${lock} ${record}; ${migration.sql(engine.dialect)}; COMMIT;`);
  } catch (fault) {
    await engine.script('ROLLBACK').catch(() => undefined);
    const row = await engine.read((query) =>
      query.one('SELECT number FROM migration WHERE number = ?', [migration.number]),
    );
    if (row === undefined) throw fault;
  }
}
