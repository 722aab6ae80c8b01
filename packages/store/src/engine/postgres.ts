import pg from 'pg';
import { alonePostgres, PostgresServing } from './postgres-serving.ts';
import type { Counter, Engine, Insert, Query, Transaction, Value } from './engine.ts';

/** Connections one hub process keeps. */
const CONNECTIONS_MAX = 10;
/** How often a transaction is tried again after a serialization failure, a deadlock or a lost race for a key. */
const TRIES_MAX = 5;
/** At most one NOTIFY in this time. Milliseconds. */
const ANNOUNCE_MS = 5;
const CHANNEL = 'tocsin';
const INT8 = 20;
const READ = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';
/** For one transaction: see the step "second wall" of the schema. */
const OPEN_WALL = "SET LOCAL tocsin.wall = 'open'";

/** Opens PostgreSQL 15 or later. One statement text is one prepared statement per connection. */
export async function openPostgres(url: string): Promise<PostgresEngine> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    application_name: 'tocsin',
    types: { getTypeParser: typeParser },
  });
  pool.on('error', () => {
    // An idle connection broke; the pool makes a new one when it is next needed.
  });
  const client = await pool.connect();
  client.release();
  return new PostgresEngine(pool, url);
}

/** See {@link openPostgres}. */
export class PostgresEngine implements Engine {
  readonly dialect = 'postgres';
  readonly #pool: pg.Pool;
  readonly #url: string;
  readonly #listeners = new Set<(payload: string) => void>();
  readonly #pending = new Set<string>();
  #announcing: NodeJS.Timeout | undefined;
  #listener: pg.Client | undefined;
  #serving: PostgresServing | undefined;
  #isClosed = false;

  constructor(pool: pg.Pool, url: string) {
    this.#pool = pool;
    this.#url = url;
  }

  read<T>(work: (query: Query) => Promise<T>): Promise<T> {
    return this.#read((client, begun) => work(readingOn(client, begun)));
  }

  readAll<T>(work: (query: Query) => Promise<T>): Promise<T> {
    return this.#read((client, begun) => {
      begun(client.query(`${READ}; ${OPEN_WALL}`));
      return work(queryOn(client));
    });
  }

  /** `work` hands over the beginning of its transaction; that it began is made sure of before anything is answered. */
  async #read<T>(work: (client: pg.PoolClient, begun: Begun) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let beginning: Promise<unknown> | undefined;
    let value: T;
    try {
      value = await work(client, (promise) => {
        promise.catch(() => undefined);
        beginning = promise;
      });
      await beginning;
    } catch (fault) {
      client.release(await isBroken(client));
      throw fault;
    }
    if (beginning === undefined) {
      client.release();
      return value;
    }
    // A reading has nothing to lose: nobody waits for its end but the connection.
    client.query('COMMIT').then(
      () => client.release(),
      () => client.release(true),
    );
    return value;
  }

  async one<T>(sql: string, parameters: readonly Value[] = []): Promise<T | undefined> {
    const found = await this.#pool.query(named(sql, parameters));
    return found.rows[0] as T | undefined;
  }

  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#writeUntilDone(work, `BEGIN; ${OPEN_WALL}`);
  }

  writeBehind<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#writeUntilDone(work, `BEGIN; ${OPEN_WALL}; SET LOCAL synchronous_commit = off`);
  }

  async #writeUntilDone<T>(
    work: (transaction: Transaction) => Promise<T>,
    begin: string,
  ): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#writeOnce(work, begin);
      } catch (fault) {
        if (tries >= TRIES_MAX || !isRetriable(fault)) throw fault;
      }
    }
  }

  announce(payload: string): void {
    this.#pending.add(payload);
    this.#announcing ??= setTimeout(() => void this.#flush(), ANNOUNCE_MS);
  }

  onAnnounce(listener: (payload: string) => void): () => void {
    this.#listeners.add(listener);
    if (this.#listener === undefined) void this.#listen();
    return () => this.#listeners.delete(listener);
  }

  async serve(): Promise<void> {
    this.#serving = new PostgresServing(this.#url);
    await this.#serving.serve();
  }

  alone<T>(work: () => Promise<T>): Promise<T | undefined> {
    return alonePostgres(this.#url, work);
  }

  async script(sql: string): Promise<void> {
    await this.#pool.query(sql);
  }

  /** The address; for the tools that copy a database. */
  get url(): string {
    return this.#url;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#announcing);
    await this.#listener?.end().catch(() => undefined);
    await this.#pool.end();
    // Last: until then something may still be written.
    await this.#serving?.stop();
  }

  async #writeOnce<T>(work: (transaction: Transaction) => Promise<T>, begin: string): Promise<T> {
    const client = await this.#pool.connect();
    const acts: (() => void)[] = [];
    let broken = false;
    try {
      await client.query(begin);
      const value = await work(transactionOn(client, acts));
      await client.query('COMMIT');
      for (const act of acts) act();
      return value;
    } catch (fault) {
      broken = await isBroken(client);
      throw fault;
    } finally {
      client.release(broken);
    }
  }

  async #flush(): Promise<void> {
    this.#announcing = undefined;
    const payloads = [...this.#pending];
    this.#pending.clear();
    if (this.#isClosed) return;
    await this.#pool
      .query(`SELECT pg_notify('${CHANNEL}', p) FROM unnest($1::text[]) p`, [payloads])
      .catch(() => undefined);
  }

  /** One connection of its own hears; when it breaks, everybody is told to look and it is made again. */
  async #listen(): Promise<void> {
    if (this.#isClosed) return;
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'tocsin-listen',
    });
    this.#listener = client;
    client.on('notification', (message) => this.#tell(message.payload ?? ''));
    client.on('error', () => {
      this.#tell('');
      setTimeout(() => void this.#listen(), 1000).unref();
    });
    await client
      .connect()
      .then(() => client.query(`LISTEN ${CHANNEL}`))
      .catch(() => setTimeout(() => void this.#listen(), 1000).unref());
  }

  #tell(payload: string): void {
    for (const listener of this.#listeners) listener(payload);
  }
}

function queryOn(client: pg.PoolClient): Query {
  const ask = async (sql: string, parameters: readonly Value[] = []): Promise<pg.QueryResult> =>
    client.query(named(sql, parameters));
  return {
    dialect: 'postgres',
    all: async <T>(sql: string, parameters?: readonly Value[]) =>
      (await ask(sql, parameters)).rows as T[],
    one: async <T>(sql: string, parameters?: readonly Value[]) =>
      (await ask(sql, parameters)).rows[0] as T | undefined,
    run: async (sql, parameters) => (await ask(sql, parameters)).rowCount ?? 0,
  };
}

type Begun = (beginning: Promise<unknown>) => void;

/**
 * A reading with the wall shut: what the reader may see is said before the first row is asked for. Its transaction
 * begins with the first statement, queued before it or, where the labels are known already, in one message with it.
 */
function readingOn(client: pg.PoolClient, begun: Begun): Query {
  const query = queryOn(client);
  let seen: Value = null;
  let hasBegun = false;
  const begin = (): void => {
    if (hasBegun) return;
    hasBegun = true;
    begun(client.query(READ));
  };
  return {
    dialect: 'postgres',
    all: (sql, parameters) => {
      begin();
      return query.all(sql, parameters);
    },
    one: (sql, parameters) => {
      begin();
      return query.one(sql, parameters);
    },
    run: (sql, parameters) => {
      begin();
      return query.run(sql, parameters);
    },
    see: (labels) => {
      if (labels === seen || !(labels instanceof Uint8Array)) return;
      begin();
      seen = labels;
      // Queued before the next statement, which nothing comes through of when this one failed.
      client.query(named(`SELECT ${SEE}`, [hexOf(labels)])).catch(() => undefined);
    },
    seeing: async <T>(labels: Value, sql: string) => {
      if (!(labels instanceof Uint8Array)) {
        begin();
        return query.one<T>(sql);
      }
      seen = labels;
      if (hasBegun)
        return query.one<T>(`SELECT asked.*, ${SEE} FROM (${sql}) AS asked`, [hexOf(labels)]);
      hasBegun = true;
      const both = client.query(
        `${READ}; SELECT asked.*, ${SEE.replace('?', `'${hexOf(labels)}'`)} FROM (${sql}) AS asked`,
      );
      begun(both);
      return lastOf(await both).rows[0] as T | undefined;
    },
  };
}

/** Several statements in one message give a result each. */
function lastOf(results: pg.QueryResult | pg.QueryResult[]): pg.QueryResult {
  const last = Array.isArray(results) ? results.at(-1) : results;
  if (last === undefined) throw new Error('PostgreSQL answered nothing');
  return last;
}

const SEE = "set_config('tocsin.labels', ?, true)";
const HEX = new WeakMap<Uint8Array, string>();

/** The labels as a setting holds them, written once for each reader's view. */
function hexOf(labels: Uint8Array): string {
  let hex = HEX.get(labels);
  if (hex === undefined) HEX.set(labels, (hex = Buffer.from(labels).toString('hex')));
  return hex;
}

function transactionOn(client: pg.PoolClient, acts: (() => void)[]): Transaction {
  const query = queryOn(client);
  return {
    ...query,
    insertMany: (into, rows) => insertMany(query, into, rows),
    takeIds: (counter, count) => takeIds(query, counter, count),
    afterCommit: (act) => acts.push(act),
  };
}

const TYPES = { text: 'text', integer: 'integer', bigint: 'bigint', bytes: 'bytea' } as const;

async function insertMany(
  query: Query,
  into: Insert,
  rows: readonly (readonly Value[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.entries(into.columns);
  const arrays = columns.map(([, type]) => `?::${TYPES[type]}[]`).join(', ');
  const sql = `INSERT INTO ${into.table} (${columns.map(([name]) => name).join(', ')}) SELECT * FROM unnest(${arrays})${into.ignore === true ? ' ON CONFLICT DO NOTHING' : ''}`;
  await query.run(
    sql,
    columns.map((_, column) => rows.map((row) => row[column] ?? null)) as unknown as Value[],
  );
}

async function takeIds(query: Query, counter: Counter, count: number): Promise<number[]> {
  const rows = await query.all<{ id: number }>(
    `SELECT nextval('${counter}_id') AS id FROM generate_series(1, ?::integer)`,
    [count],
  );
  return rows.map((row) => row.id).sort((a, b) => a - b);
}

const NAMES = new Map<string, { name: string; text: string }>();

/** Each statement text is prepared once per connection under a name; `?` becomes `$1`, `$2` … */
function named(sql: string, values: readonly Value[]): pg.QueryConfig {
  let prepared = NAMES.get(sql);
  if (prepared === undefined) {
    let place = 0;
    prepared = {
      name: `t${String(NAMES.size)}`,
      text: sql.replaceAll('?', () => `$${String(++place)}`),
    };
    NAMES.set(sql, prepared);
  }
  return { ...prepared, values: [...values] };
}

function typeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8) return Number;
  return pg.types.getTypeParser(oid, format) as (value: string) => unknown;
}

/**
 * Serialization failures, deadlocks, and unique keys: the row that was not there when the transaction looked has
 * been written by another since, and is found when it looks again.
 */
const RETRIABLE: ReadonlySet<unknown> = new Set(['40001', '40P01', '23505']);

function isRetriable(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && RETRIABLE.has(fault.code);
}

async function isBroken(client: pg.PoolClient): Promise<boolean> {
  return client.query('ROLLBACK').then(
    () => false,
    () => true,
  );
}
