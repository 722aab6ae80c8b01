/**
 * What the embedded engine does by itself: the rows that a hub wrote, inserted again into an empty database
 * with the same tables, indexes and settings, by nothing but prepared statements in transactions of one batch.
 */
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue } from 'node:sqlite';
import { join } from 'node:path';
import { searchText } from '../../packages/stix/src/index.ts';
import type { StixObject } from '../../packages/stix/src/index.ts';

type Row = Record<string, SQLInputValue>;

/** The rows of one batch, by table. */
export interface RawBatch {
  readonly tables: readonly { name: string; rows: readonly Row[] }[];
  /** What the text index is given. */
  readonly texts: readonly { rowid: SQLInputValue; body: string }[];
}

/** Everything a hub holds of one community, in the batches it came in. */
export function rawBatches(data: string, community: string): { schema: string; all: RawBatch[] } {
  using database = new DatabaseSync(join(data, 'tocsin.db'), { readOnly: true });
  const schema = database
    .prepare(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'object_text_%' ORDER BY rowid",
    )
    .all()
    .map((row) => String(row['sql']))
    .join(';\n');
  const number = database
    .prepare(
      'SELECT w.n FROM word w JOIN community c ON c.id = w.name WHERE c.slug = ? OR c.id = ?',
    )
    .get(community, community)?.['n'];
  if (number === undefined) throw new Error(`Nothing was shared in "${community}" yet`);
  const shares = database
    .prepare('SELECT * FROM contribution WHERE community = ? ORDER BY at')
    .all(number);
  return { schema, all: shares.map((share) => batchOf(database, share)) };
}

/** A database of the same tables and settings, empty at first. */
export function openRaw(file: string, schema: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY',
  );
  database.exec(schema);
  return database;
}

/** Inserts batches, one transaction each. With `texts`, the full-text index too. */
export function insertRaw(
  database: DatabaseSync,
  batches: readonly RawBatch[],
  { texts }: { texts: boolean },
): void {
  for (const batch of batches) {
    database.exec('BEGIN IMMEDIATE');
    for (const { name, rows } of batch.tables) insertRows(database, name, rows);
    if (texts) insertTexts(database, batch.texts);
    database.exec('COMMIT');
  }
}

/** Rows in all tables of all batches. */
export function rowCount(all: readonly RawBatch[], table?: string): number {
  let sum = 0;
  for (const { tables } of all) {
    for (const { name, rows } of tables)
      if (table === undefined || name === table) sum += rows.length;
  }
  return sum;
}

function batchOf(database: DatabaseSync, share: Row): RawBatch {
  const read = (sql: string): Row[] => database.prepare(sql).all(share['id'] ?? null);
  const versions = read('SELECT * FROM version WHERE contribution = ? ORDER BY vid');
  const of = 'v.contribution = ?';
  const feed = read(
    `SELECT f.* FROM version v JOIN feed f ON f.community = v.community AND f.pos = v.pos WHERE ${of} ORDER BY f.pos`,
  );
  const observable = read(
    `SELECT o.* FROM observable o JOIN version v ON v.vid = o.vid WHERE ${of}`,
  );
  const reference = read(`SELECT r.* FROM reference r JOIN version v ON v.vid = r.vid WHERE ${of}`);
  const batch = read(
    `SELECT b.* FROM batch b WHERE (b.community, b.base) IN (SELECT f.community, f.base FROM version v JOIN feed f ON f.community = v.community AND f.pos = v.pos WHERE ${of})`,
  );
  return {
    tables: [
      { name: 'contribution', rows: [share] },
      { name: 'version', rows: versions },
      { name: 'observable', rows: observable },
      { name: 'reference', rows: reference },
      { name: 'feed', rows: feed },
      { name: 'batch', rows: batch },
    ],
    texts: versions.map(({ vid = 0, text }) => ({
      rowid: vid,
      body: typeof text === 'string' ? bodyOf(text) : '',
    })),
  };
}

function insertRows(database: DatabaseSync, table: string, rows: readonly Row[]): void {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const statement = database.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`,
  );
  for (const row of rows) statement.run(...columns.map((column) => row[column] ?? null));
}

function insertTexts(database: DatabaseSync, texts: RawBatch['texts']): void {
  const statement = database.prepare('INSERT INTO object_text (rowid, body) VALUES (?, ?)');
  for (const { rowid, body } of texts) statement.run(rowid, body);
}

/** The words of an object, as the hub gives them to the index. */
export function bodyOf(text: string): string {
  const words = searchText(JSON.parse(text) as StixObject)
    .normalize('NFKC')
    .toLowerCase();
  return (words.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}
