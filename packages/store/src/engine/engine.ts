/** What a statement takes and gives: both engines speak these and nothing else. Truth is 0 or 1. */
export type Value = string | number | Uint8Array | null;
/** One row of an answer. Integers come as numbers; every integer kept is below 2^53. */
export type Row = Record<string, Value>;

/**
 * Statements inside one transaction. SQL is written once, with `?` for parameters, in the subset both
 * engines share; where they must differ a module asks {@link Query.dialect}.
 */
export interface Query {
  readonly dialect: Dialect;
  all<T = Row>(sql: string, parameters?: readonly Value[]): Promise<T[]>;
  one<T = Row>(sql: string, parameters?: readonly Value[]): Promise<T | undefined>;
  /** Gives the number of rows changed. */
  run(sql: string, parameters?: readonly Value[]): Promise<number>;
  /**
   * Tells the engine's own wall which labels this transaction may read (a bit each, as PostgreSQL's `get_bit` counts
   * them). Only an engine that has one, and only where it is shut: see `readAll`.
   */
  see?(labels: Value): void;
  /** The same together with a statement that gives one row, at the cost of that statement. */
  seeing?<T = Row>(labels: Value, sql: string): Promise<T | undefined>;
}

/** A transaction that writes. */
export interface Transaction extends Query {
  /**
   * Inserts many rows in one go. A row that meets a key already there is left out when `ignore` is set,
   * else it is an error. `columns` maps names to their types on PostgreSQL.
   */
  insertMany(into: Insert, rows: readonly (readonly Value[])[]): Promise<void>;
  /** Takes `count` fresh integers, ascending, from a named counter; returns them. */
  takeIds(counter: Counter, count: number): Promise<number[]>;
  /** Runs after the commit is durable; never when it failed. */
  afterCommit(act: () => void): void;
}

/** A table and the columns rows are given for. */
export interface Insert {
  readonly table: string;
  readonly columns: Readonly<Record<string, 'text' | 'integer' | 'bigint' | 'bytes'>>;
  readonly ignore?: boolean;
}

/** The counters fresh ids come from. They never leave the hub. */
export type Counter = 'version' | 'label' | 'word' | 'outbox' | 'ledger' | 'row';

/** The two dialects of SQL. */
export type Dialect = 'sqlite' | 'postgres';

/**
 * One of the two engines. `write` runs a transaction and resolves when it is durable; work may be run
 * again when the engine asks for a retry, so it must not touch anything but its transaction.
 */
export interface Engine extends AsyncDisposable {
  readonly dialect: Dialect;
  /**
   * Several statements over one snapshot, for one reader: where the engine has a wall of its own, no labelled row
   * comes through before {@link Query.see}.
   */
  read<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** The first row of one statement, over a snapshot of its own: for the little that every request asks. */
  one<T = Row>(sql: string, parameters?: readonly Value[]): Promise<T | undefined>;
  /** The same with that wall open: for jobs that must see all, and for what a writer has to know before it writes. */
  readAll<T>(work: (query: Query) => Promise<T>): Promise<T>;
  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /**
   * The same for work that a power cut may undo, because what asked for it is still written down and it is then
   * done again: it never waits for the disk, and holds up nobody who does.
   */
  writeBehind<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Tells other processes on the same data that something changed. */
  announce(payload: string): void;
  /** Hears what other processes announce; an empty payload means "something, look yourself". */
  onAnnounce(listener: (payload: string) => void): () => void;
  /**
   * Says to whoever wants the data alone that this process serves it, until it is disposed. Refused while somebody has
   * it alone. Only an engine that several processes reach; of the embedded one its data directory tells.
   */
  serve?(): Promise<void>;
  /** Does work while no process serves the data; `undefined`, and nothing done, when one does. */
  alone?<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** Runs statements outside a transaction: migrations and maintenance only. */
  script(sql: string): Promise<void>;
}

/** `column` is one of a list given as one parameter made by {@link list}. */
export function isIn(dialect: Dialect, column: string, type: 'text' | 'bigint' = 'text'): string {
  return dialect === 'sqlite'
    ? `${column} IN (SELECT value FROM json_each(?))`
    : `${column} = ANY(?::${type}[])`;
}

/** The parameter for {@link isIn}. */
export function list(dialect: Dialect, values: readonly (string | number)[]): Value {
  if (dialect === 'sqlite') return JSON.stringify(values);
  const quoted = values.map((value) =>
    typeof value === 'number'
      ? String(value)
      : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
  );
  return `{${quoted.join(',')}}`;
}

/** An engine that gave up: the data directory is in use, newer than this program, or broken. */
export class EngineFault extends Error {
  override name = 'EngineFault';
}

/** A hub works on data that somebody wants alone. */
export class InUse extends EngineFault {
  override name = 'InUse';
  constructor() {
    super(
      'A hub works on this database: stop it first, so that nothing is shared that the copy does not have',
    );
  }
}
