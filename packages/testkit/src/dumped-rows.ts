import { DatabaseSync } from 'node:sqlite';

/** Numbers of the table `word` stand for ids in these columns. */
const AS_WORDS: ReadonlySet<string> = new Set(['organization', 'origin', 'author']);

/**
 * Every row of every table of a backup as a line of text, with the ids that numbers stand for: what the owner of the
 * database can read. The text index is left out: it holds the words of the objects and nothing of who shared them.
 */
export function dumpedRows(file: string): Set<string> {
  using database = new DatabaseSync(file, { readOnly: true });
  const words = new Map(
    database
      .prepare('SELECT n, name FROM word')
      .all()
      .map((row) => [row['n'], row['name']]),
  );
  const tables = database
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@' AND name NOT LIKE 'object@_text%' ESCAPE '@'",
    )
    .all()
    .map(({ name }) => String(name));
  const rows = new Set<string>();
  for (const table of tables) {
    for (const row of database.prepare(`SELECT * FROM "${table}"`).all()) {
      const plain = Object.entries(row).map(([column, value]) => [
        column,
        AS_WORDS.has(column) && typeof value === 'number' ? (words.get(value) ?? value) : value,
      ]);
      rows.add(`${table} ${JSON.stringify(Object.fromEntries(plain), asText)}`);
    }
  }
  return rows;
}

function asText(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
