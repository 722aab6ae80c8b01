import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import type { Counter, Engine, Insert, Query, Transaction, Value } from './engine.ts';

/** Most write jobs that share one commit, and the longest such a commit gathers work. Milliseconds. */
const GROUP_JOBS_MAX = 64;
const GROUP_GATHER_MS = 20;
/** Read connections kept open. */
const READERS_MAX = 4;
/**
 * Pages a connection keeps, KiB. Whoever writes touches an index at random places with every object; whoever reads
 * mostly walks, and what they need again the operating system has.
 */
const CACHE_KIB = { write: 49_152, read: 8192 };
/** Statements kept prepared on one connection. */
const STATEMENTS_MAX = 400;
/** How often the file is asked whether another process wrote to it. Milliseconds. */
const WATCH_MS = 250;

/** The file that holds everything, inside the data directory. */
export const SQLITE_FILE = 'tocsin.db';

/**
 * Opens the embedded engine: SQLite in WAL mode with `synchronous=FULL`, so that a commit survives a power
 * cut. Writers share commits (group commit); readers have connections of their own and never wait for them.
 */
export function openSqlite(dataDirectory: string): SqliteEngine {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  return new SqliteEngine(join(dataDirectory, SQLITE_FILE));
}

interface Job {
  /** The commit that holds this job must reach the disk before anybody hears of it. */
  isDurable: boolean;
  work: (transaction: Transaction) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
}

/** One connection with its prepared statements. */
class Connection implements Query {
  readonly dialect = 'sqlite';
  readonly database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #synchronous: 'FULL' | 'NORMAL' = 'FULL';

  constructor(file: string, mode: 'read' | 'write') {
    this.database = new DatabaseSync(file);
    this.database.exec(
      // What a statement or savepoint may have to undo stays in memory instead of a file of its own.
      `PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-${String(CACHE_KIB[mode])}`,
    );
    if (mode === 'write') {
      this.database.exec(
        'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=67108864',
      );
    } else {
      this.database.exec('PRAGMA query_only=ON');
    }
  }

  statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      if (this.#statements.size >= STATEMENTS_MAX) this.#statements.clear();
      statement = this.database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  all<T>(sql: string, parameters: readonly Value[] = []): Promise<T[]> {
    return attempt(() => this.statement(sql).all(...parameters) as T[]);
  }

  one<T>(sql: string, parameters: readonly Value[] = []): Promise<T | undefined> {
    return attempt(() => this.statement(sql).get(...parameters) as T | undefined);
  }

  run(sql: string, parameters: readonly Value[] = []): Promise<number> {
    return attempt(() => Number(this.statement(sql).run(...parameters).changes));
  }

  /** Whether commits wait for the disk; outside a transaction only. */
  synchronous(how: 'FULL' | 'NORMAL'): void {
    if (how === this.#synchronous) return;
    this.database.exec(`PRAGMA synchronous=${how}`);
    this.#synchronous = how;
  }

  close(): void {
    this.#statements.clear();
    this.database.close();
  }
}

/**
 * A reading transaction that stays open while nothing is written. Connections of one process that read at the same
 * mark of the write-ahead log share one lock of its index (SQLite, `unixShmLock`): beside this one they take theirs
 * without asking the operating system. It lets go before every write, so that the log can start over.
 */
class Anchor {
  readonly #connection: Connection;
  #isHeld = false;

  constructor(file: string) {
    this.#connection = new Connection(file, 'read');
  }

  hold(): void {
    if (this.#isHeld) return;
    this.#connection.statement('BEGIN').run();
    this.#isHeld = true;
    this.#connection.statement('SELECT count(*) FROM sqlite_schema').get();
  }

  letGo(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#connection.statement('COMMIT').run();
  }

  close(): void {
    this.letGo();
    this.#connection.close();
  }
}

/** See {@link openSqlite}. */
export class SqliteEngine implements Engine {
  readonly dialect = 'sqlite';
  readonly #file: string;
  readonly #writer: Connection;
  readonly #anchor: Anchor;
  readonly #idle: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];
  readonly #jobs: Job[] = [];
  readonly #listeners = new Set<(payload: string) => void>();
  readonly #watch: NodeJS.Timeout;
  #open = 0;
  #isWriting = false;
  #isCommitting = false;
  #isClosed = false;
  #dataVersion = 0;

  constructor(file: string) {
    this.#file = file;
    this.#writer = new Connection(file, 'write');
    this.#anchor = new Anchor(file);
    this.#watch = setInterval(() => this.#look(), WATCH_MS);
    this.#watch.unref();
  }

  async read<T>(work: (query: Query) => Promise<T>): Promise<T> {
    const connection = await this.#reader();
    try {
      connection.statement('BEGIN').run();
      try {
        return await work(connection);
      } finally {
        connection.statement('COMMIT').run();
      }
    } finally {
      this.#release(connection);
    }
  }

  /** This engine has no second wall. */
  readAll<T>(work: (query: Query) => Promise<T>): Promise<T> {
    return this.read(work);
  }

  async one<T>(sql: string, parameters: readonly Value[] = []): Promise<T | undefined> {
    const connection = await this.#reader();
    try {
      return connection.statement(sql).get(...parameters) as T | undefined;
    } finally {
      this.#release(connection);
    }
  }

  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#queue(work, true);
  }

  writeBehind<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#queue(work, false);
  }

  #queue<T>(work: (transaction: Transaction) => Promise<T>, isDurable: boolean): Promise<T> {
    if (this.#isClosed) return Promise.reject(new Error('The store is closed'));
    return new Promise<T>((resolve, reject) => {
      this.#jobs.push({ isDurable, work, resolve: resolve as (value: unknown) => void, reject });
      if (!this.#isWriting) {
        this.#isWriting = true;
        setImmediate(() => void this.#drain());
      }
    });
  }

  announce(): void {
    // Other processes see the file's data version move; nothing needs to be sent.
  }

  onAnnounce(listener: (payload: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  script(sql: string): Promise<void> {
    return attempt(() => this.#writer.database.exec(sql));
  }

  /** The path of the database file; for backups. */
  get file(): string {
    return this.#file;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#watch);
    while (this.#isWriting) await new Promise((resolve) => setImmediate(resolve));
    for (const connection of this.#idle) connection.close();
    this.#anchor.close();
    // Another process may read on for long: nobody waits for it to shorten the log.
    this.#writer.database.exec('PRAGMA busy_timeout=0; PRAGMA wal_checkpoint(TRUNCATE)');
    this.#writer.close();
  }

  /** Runs queued jobs, many to a commit; one failure does not undo its neighbours. */
  async #drain(): Promise<void> {
    while (this.#jobs.length > 0) {
      this.#isCommitting = true;
      try {
        this.#anchor.letGo();
        await this.#commitGroup();
      } catch (fault) {
        for (const job of this.#jobs.splice(0)) job.reject(fault);
      } finally {
        this.#isCommitting = false;
      }
      // Whoever writes again as soon as a write resolves must not keep timers and sockets waiting.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#isWriting = false;
  }

  async #commitGroup(): Promise<void> {
    const writer = this.#writer;
    const group: Group = { done: [], afterwards: [], isEmpty: true };
    const failed: ((fault: unknown) => void)[] = [];
    // Without the wait a commit still stands before all later ones, and the next durable one takes it along (SQLite, WAL).
    const isDurable = this.#jobs[0]?.isDurable ?? true;
    writer.synchronous(isDurable ? 'FULL' : 'NORMAL');
    writer.statement('BEGIN IMMEDIATE').run();
    try {
      const started = performance.now();
      for (let job = this.#next(isDurable); job !== undefined; job = this.#next(isDurable)) {
        failed.push(job.reject);
        await runJob(writer, job, group);
        const isFull = failed.length >= GROUP_JOBS_MAX;
        if (isFull || performance.now() - started >= GROUP_GATHER_MS) break;
      }
      writer.statement('COMMIT').run();
    } catch (fault) {
      if (writer.database.isTransaction) writer.statement('ROLLBACK').run();
      for (const reject of failed) reject(fault);
      return;
    }
    for (const finish of group.done) finish();
    for (const act of group.afterwards) act();
  }

  /** The next job in turn, when it may share a commit that is made so. */
  #next(isDurable: boolean): Job | undefined {
    return this.#jobs[0]?.isDurable === isDurable ? this.#jobs.shift() : undefined;
  }

  /** A connection for one reading. */
  #reader(): Connection | Promise<Connection> {
    if (!this.#isCommitting && !this.#isClosed) this.#anchor.hold();
    return this.#idle.pop() ?? this.#acquire();
  }

  async #acquire(): Promise<Connection> {
    if (this.#isClosed) throw new Error('The store is closed');
    if (this.#open < READERS_MAX) {
      this.#open += 1;
      return new Connection(this.#file, 'read');
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(connection: Connection): void {
    const next = this.#waiting.shift();
    if (next !== undefined) next(connection);
    else if (this.#isClosed) connection.close();
    else this.#idle.push(connection);
  }

  /** `data_version` moves when another connection committed; our own writer is told apart by not being asked. */
  #look(): void {
    if (this.#isWriting) return;
    const row = this.#writer.statement('PRAGMA data_version').get();
    const version = Number(row?.['data_version'] ?? 0);
    if (this.#dataVersion !== 0 && version !== this.#dataVersion) {
      this.#anchor.letGo();
      for (const listener of this.#listeners) listener('');
    }
    this.#dataVersion = version;
  }
}

interface Group {
  done: (() => void)[];
  afterwards: (() => void)[];
  /** No job has succeeded yet, so the whole transaction can be undone for one that fails. */
  isEmpty: boolean;
}

/** A savepoint copies every page before it changes; the first job of a group, often the only one, goes without. */
async function runJob(writer: Connection, job: Job, group: Group): Promise<void> {
  const acts: (() => void)[] = [];
  const isFirst = group.isEmpty;
  if (!isFirst) writer.statement('SAVEPOINT job').run();
  try {
    const value = await job.work(transactionOn(writer, acts));
    if (!isFirst) writer.statement('RELEASE job').run();
    group.isEmpty = false;
    group.done.push(() => job.resolve(value));
    group.afterwards.push(...acts);
  } catch (fault) {
    if (isFirst) {
      writer.statement('ROLLBACK').run();
      writer.statement('BEGIN IMMEDIATE').run();
    } else {
      writer.statement('ROLLBACK TO job').run();
      writer.statement('RELEASE job').run();
    }
    group.done.push(() => job.reject(fault));
  }
}

function transactionOn(writer: Connection, acts: (() => void)[]): Transaction {
  return {
    dialect: 'sqlite',
    all: (sql, parameters) => writer.all(sql, parameters),
    one: (sql, parameters) => writer.one(sql, parameters),
    run: (sql, parameters) => writer.run(sql, parameters),
    insertMany: (into, rows) => attempt(() => insertMany(writer, into, rows)),
    takeIds: (counter, count) => attempt(() => takeIds(writer, counter, count)),
    afterCommit: (act) => acts.push(act),
  };
}

/** Rows given to one statement: fewer calls into the engine, and few enough values for it to prepare once. */
const ROWS_AT_ONCE = 16;

function insertMany(writer: Connection, into: Insert, rows: readonly (readonly Value[])[]): void {
  const columns = Object.keys(into.columns);
  const places = `(${columns.map(() => '?').join(', ')})`;
  const head = `INSERT ${into.ignore === true ? 'OR IGNORE ' : ''}INTO ${into.table} (${columns.join(', ')}) VALUES `;
  const whole = rows.length - (rows.length % ROWS_AT_ONCE);
  if (whole > 0) {
    const many = writer.statement(
      head + Array.from({ length: ROWS_AT_ONCE }, () => places).join(', '),
    );
    for (let at = 0; at < whole; at += ROWS_AT_ONCE) {
      many.run(...rows.slice(at, at + ROWS_AT_ONCE).flat());
    }
  }
  if (whole === rows.length) return;
  const one = writer.statement(head + places);
  for (let at = whole; at < rows.length; at++) one.run(...(rows[at] ?? []));
}

function takeIds(writer: Connection, counter: Counter, count: number): number[] {
  const row = writer
    .statement(
      'INSERT INTO counter (name, last) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET last = last + ?2 RETURNING last',
    )
    .get(counter, count);
  const last = Number(row?.['last']);
  return Array.from({ length: count }, (_, index) => last - count + 1 + index);
}

/** Gives a synchronous result, or what it threw, as a promise. */
function attempt<T>(act: () => T): Promise<T> {
  try {
    return Promise.resolve(act());
  } catch (fault) {
    return Promise.reject(fault instanceof Error ? fault : new Error(String(fault)));
  }
}
