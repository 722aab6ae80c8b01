import type { Insert, Query } from '../engine/engine.ts';

/** A table as the engine itself describes it: what a copy goes by, so that none is forgotten. */
export interface Table {
  readonly name: string;
  readonly columns: Insert['columns'];
  /** The columns of the primary key, in order. */
  readonly key: readonly string[];
}

/** Kept by the engine or made anew on the other side: counters, steps taken, the text index. */
const NOT_COPIED: ReadonlySet<string> = new Set(['counter', 'migration', 'object_text']);

/** Every table to copy, those that others refer to first. */
export async function tablesOf(query: Query): Promise<Table[]> {
  const names = await (query.dialect === 'sqlite' ? sqliteNames(query) : postgresNames(query));
  const tables: Table[] = [];
  for (const name of names) {
    if (!NOT_COPIED.has(name)) {
      tables.push(await (query.dialect === 'sqlite' ? sqliteTable : postgresTable)(query, name));
    }
  }
  return tables;
}

async function sqliteNames(query: Query): Promise<string[]> {
  // In the order they were made, which follows their references.
  const rows = await query.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@'
      AND name NOT LIKE 'object@_text@_%' ESCAPE '@' ORDER BY rowid`,
  );
  return rows.map((row) => row.name);
}

async function postgresNames(query: Query): Promise<string[]> {
  const rows = await query.all<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname = current_schema() ORDER BY c.oid`,
  );
  return rows.map((row) => row.name);
}

async function sqliteTable(query: Query, name: string): Promise<Table> {
  const rows = await query.all<{ name: string; type: string; pk: number }>(
    'SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid',
    [name],
  );
  return {
    name,
    columns: Object.fromEntries(rows.map((row) => [row.name, typeOf(row.type, name)])),
    key: rows
      .filter((row) => row.pk > 0)
      .sort((a, b) => a.pk - b.pk)
      .map((row) => row.name),
  };
}

async function postgresTable(query: Query, name: string): Promise<Table> {
  const rows = await query.all<{ name: string; type: string; place: number | null }>(
    `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type,
        array_position(i.indkey::int2[], a.attnum) AS place
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
      WHERE c.relname = ? AND n.nspname = current_schema() AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum`,
    [name],
  );
  return {
    name,
    columns: Object.fromEntries(rows.map((row) => [row.name, typeOf(row.type, name)])),
    key: rows
      .filter((row) => row.place !== null)
      .sort((a, b) => (a.place ?? 0) - (b.place ?? 0))
      .map((row) => row.name),
  };
}

const TYPES: Readonly<Record<string, Insert['columns'][string]>> = {
  TEXT: 'text',
  INTEGER: 'integer',
  BLOB: 'bytes',
  text: 'text',
  integer: 'integer',
  bigint: 'bigint',
  bytea: 'bytes',
};

function typeOf(declared: string, table: string): Insert['columns'][string] {
  const type = TYPES[declared];
  if (type === undefined) {
    throw new Error(`Cannot copy the table "${table}": it has a column of type "${declared}"`);
  }
  return type;
}
