import { EngineFault } from '../engine/engine.ts';
import type { Engine, Query, Transaction, Value } from '../engine/engine.ts';
import { readCounters, writeCounters } from './counters.ts';
import { tablesOf } from './tables.ts';
import type { Table } from './tables.ts';

/** What is read from: an engine, or a backup file opened for reading. */
export type Source = Pick<Engine, 'dialect' | 'readAll'>;

/** Rows of one batch: an object may be large, and a batch is held in memory. */
const BATCH_ROWS = 500;
/** The consumer whose work is enqueued anew: the text index is rebuilt on the other side, not copied. */
const TEXT_INDEX = 'text-index';

/**
 * Copies everything from one snapshot of a store into another, empty one: every table, the counters, and
 * work for the text index instead of the index itself. Gives the rows of each table, which were counted on
 * both sides. Refuses a target that holds anything; after a failure the target is to be thrown away.
 * Whoever has the target open must open it again: it does not know the new labels and words.
 */
export async function copyAll(from: Source, to: Engine): Promise<Record<string, number>> {
  const targets = await to.readAll(tablesOf);
  await mustBeEmpty(to, targets);
  return from.readAll(async (query) => {
    const sources = await tablesOf(query);
    mustMatch(sources, targets);
    await to.write(async (transaction) => {
      for (const table of targets.filter(isState)) {
        await transaction.run(`DELETE FROM ${table.name}`);
      }
    });
    const counts: Record<string, number> = {};
    for (const table of targets) counts[table.name] = await copyTable(query, to, table);
    const lasts = await readCounters(query);
    await to.write(async (transaction) => {
      await writeCounters(transaction, lasts);
      await enqueueTexts(transaction);
    });
    await verifyCounts(query, to, targets);
    return counts;
  });
}

/** Whether a store holds nothing yet. */
export async function isEmpty(engine: Engine): Promise<boolean> {
  const tables = await engine.readAll(tablesOf);
  return (await firstFull(engine, tables)) === undefined;
}

/** Tables of one row, which is there from the start: their key is the column `one`. */
function isState(table: Table): boolean {
  return table.key.length === 1 && table.key[0] === 'one';
}

async function mustBeEmpty(to: Engine, tables: readonly Table[]): Promise<void> {
  const full = await firstFull(to, tables);
  if (full !== undefined) {
    throw new EngineFault(
      `The target is not empty (the table "${full}" holds rows): give an empty data directory or database`,
    );
  }
}

async function firstFull(engine: Engine, tables: readonly Table[]): Promise<string | undefined> {
  return engine.readAll(async (query) => {
    for (const table of tables.filter((one) => !isState(one))) {
      const row = await query.one(`SELECT 1 AS one FROM ${table.name} LIMIT 1`);
      if (row !== undefined) return table.name;
    }
    return undefined;
  });
}

function mustMatch(sources: readonly Table[], targets: readonly Table[]): void {
  const shape = (tables: readonly Table[]): string =>
    tables
      .map((table) => `${table.name}(${Object.keys(table.columns).sort().join(',')})`)
      .sort()
      .join(' ');
  if (shape(sources) !== shape(targets)) {
    throw new EngineFault(
      'The two stores have different tables: bring both up to the same version of Tocsin first',
    );
  }
}

async function copyTable(query: Query, to: Engine, table: Table): Promise<number> {
  const columns = Object.keys(table.columns);
  const key = table.key.join(', ');
  const marks = table.key.map(() => '?').join(', ');
  const select = `SELECT ${columns.join(', ')} FROM ${table.name}`;
  let last: Value[] | undefined;
  let count = 0;
  for (;;) {
    const where = last === undefined ? '' : ` WHERE (${key}) > (${marks})`;
    const rows = await query.all(
      `${select}${where} ORDER BY ${key} LIMIT ${String(BATCH_ROWS)}`,
      last ?? [],
    );
    const values = rows.map((row) => columns.map((column) => row[column] ?? null));
    if (values.length > 0) {
      await to.write((transaction) =>
        transaction.insertMany({ table: table.name, columns: table.columns }, values),
      );
    }
    count += rows.length;
    // A long copy lets whatever else this process does go on.
    await new Promise((resolve) => setImmediate(resolve));
    const end = rows.at(-1);
    if (end === undefined || rows.length < BATCH_ROWS) return count;
    last = table.key.map((column) => end[column] ?? null);
  }
}

/** The copied work for the text index makes way for all of it: one piece a community, over its whole feed. */
async function enqueueTexts(transaction: Transaction): Promise<void> {
  await transaction.run('DELETE FROM outbox WHERE consumer = ?', [TEXT_INDEX]);
  // Whoever held a lease is not here.
  await transaction.run("UPDATE outbox SET lease_until = 0, owner = ''");
  const ranges = await transaction.all<{ community: number; first: number; last: number }>(
    'SELECT community, min(pos) AS first, max(pos) AS last FROM feed GROUP BY community ORDER BY community',
  );
  const ids = await transaction.takeIds('outbox', ranges.length);
  await transaction.insertMany(
    {
      table: 'outbox',
      columns: {
        id: 'bigint',
        consumer: 'text',
        community: 'integer',
        first_pos: 'bigint',
        last_pos: 'bigint',
        lease_until: 'bigint',
        owner: 'text',
        attempts: 'integer',
      },
    },
    ranges.map((range, place) => [
      ids[place] ?? null,
      TEXT_INDEX,
      range.community,
      range.first,
      range.last,
      0,
      '',
      0,
    ]),
  );
}

/** Counts on both sides; the outbox is not the same on purpose. */
async function verifyCounts(query: Query, to: Engine, tables: readonly Table[]): Promise<void> {
  await to.readAll(async (copied) => {
    for (const { name } of tables) {
      if (name === 'outbox') continue;
      const sql = `SELECT count(*) AS n FROM ${name}`;
      const before = await query.one<{ n: number }>(sql);
      const after = await copied.one<{ n: number }>(sql);
      if (before?.n !== after?.n) {
        throw new EngineFault(
          `The copy of "${name}" has ${String(after?.n)} rows instead of ${String(before?.n)}: throw the target away and try again`,
        );
      }
    }
  });
}
