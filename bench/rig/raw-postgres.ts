/**
 * What PostgreSQL does by itself: the rows that a hub wrote, inserted again into an empty database of the same
 * tables by one client, one transaction a batch, one statement a table; and the hub's own reading statements asked
 * without the hub.
 */
import pg from 'pg';
import { bodyOf } from './raw-sqlite.ts';

type Row = Record<string, unknown>;

/** The rows of one share, by table. */
export interface PostgresBatch {
  readonly tables: readonly { name: string; rows: readonly Row[] }[];
  readonly texts: { vids: unknown[]; bodies: unknown[] };
}

const TABLES = {
  contribution: 'SELECT c.* FROM contribution c WHERE c.id = $1',
  version: 'SELECT v.* FROM version v WHERE v.contribution = $1 ORDER BY v.vid',
  observable: `SELECT o.* FROM observable o JOIN version v ON v.vid = o.vid WHERE v.contribution = $1`,
  reference: `SELECT r.* FROM reference r JOIN version v ON v.vid = r.vid WHERE v.contribution = $1`,
  feed: `SELECT f.* FROM version v JOIN feed f ON f.community = v.community AND f.pos = v.pos WHERE v.contribution = $1 ORDER BY f.pos`,
  batch: `SELECT b.* FROM batch b WHERE (b.community, b.base) IN (SELECT f.community, f.base FROM version v JOIN feed f ON f.community = v.community AND f.pos = v.pos WHERE v.contribution = $1)`,
} as const;

/** Everything a hub wrote for one community, in the batches it came in. */
export async function postgresBatches(url: string, community: string): Promise<PostgresBatch[]> {
  return withClient(url, async (client) => {
    const shares = await client.query<{ id: string }>(
      `SELECT c.id FROM contribution c JOIN word w ON w.n = c.community JOIN community m ON m.id = w.name
       WHERE m.slug = $1 ORDER BY c.at`,
      [community],
    );
    const batches: PostgresBatch[] = [];
    for (const { id } of shares.rows) batches.push(await batchOf(client, id));
    return batches;
  });
}

/** Inserts batches, one transaction each. */
export async function insertIntoPostgres(
  client: pg.Client,
  batches: readonly PostgresBatch[],
): Promise<void> {
  for (const { tables, texts } of batches) {
    await client.query('BEGIN');
    for (const { name, rows } of tables) await insertRows(client, name, rows);
    await client.query({
      name: 'texts',
      text: "INSERT INTO object_text (vid, body) SELECT t.vid, to_tsvector('simple', t.body) FROM unnest($1::bigint[], $2::text[]) AS t(vid, body)",
      values: [texts.vids, texts.bodies],
    });
    await client.query('COMMIT');
  }
}

/** Opens a client that the second wall lets through, as it does the hub where hidden rows decide; works, and closes it. */
export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("SET tocsin.wall = 'open'");
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function batchOf(client: pg.Client, id: string): Promise<PostgresBatch> {
  const tables: PostgresBatch['tables'][number][] = [];
  for (const [name, sql] of Object.entries(TABLES)) {
    const { rows } = await client.query<Row>(sql, [id]);
    tables.push({ name, rows });
  }
  const versions = tables.find(({ name }) => name === 'version')?.rows ?? [];
  return {
    tables,
    texts: {
      vids: versions.map((row) => row['vid']),
      bodies: versions.map(({ text }) => (typeof text === 'string' ? bodyOf(text) : '')),
    },
  };
}

async function insertRows(client: pg.Client, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const types = columns.map((column) => typeOf(rows, column));
  await client.query({
    name: table,
    text: `INSERT INTO ${table} (${columns.join()}) SELECT * FROM unnest(${types.map((type, at) => `$${String(at + 1)}::${type}[]`).join()}) ON CONFLICT DO NOTHING`,
    values: columns.map((column) => rows.map((row) => row[column])),
  });
}

/** Numbers come as numbers (integer) or as text (bigint); the casts of the statement sort it out. */
function typeOf(rows: readonly Row[], column: string): string {
  const value = rows[0]?.[column];
  if (typeof value === 'number') return 'integer';
  return typeof value === 'string' && /^-?\d{1,19}$/.test(value) && !TEXTS.has(column)
    ? 'bigint'
    : 'text';
}

const TEXTS: ReadonlySet<string> = new Set(['value', 'composition', 'version', 'title', 'text']);
