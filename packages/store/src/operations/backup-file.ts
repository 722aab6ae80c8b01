import { DatabaseSync } from 'node:sqlite';
import type { Query, Value } from '../engine/engine.ts';
import type { Source } from './copy.ts';

/** A backup file, open for reading only: nothing is written beside it, so it may lie on a read-only medium. */
export class BackupFile implements Source, Disposable {
  readonly dialect = 'sqlite';
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file, { readOnly: true });
  }

  async readAll<T>(work: (query: Query) => Promise<T>): Promise<T> {
    this.#database.exec('BEGIN');
    try {
      return await work(queryOn(this.#database));
    } finally {
      this.#database.exec('COMMIT');
    }
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}

function queryOn(database: DatabaseSync): Query {
  const one = (sql: string, parameters: readonly Value[] = []): unknown =>
    database.prepare(sql).get(...parameters);
  return {
    dialect: 'sqlite',
    all: async <T>(sql: string, parameters: readonly Value[] = []) =>
      Promise.resolve(database.prepare(sql).all(...parameters) as T[]),
    one: async <T>(sql: string, parameters?: readonly Value[]) =>
      Promise.resolve(one(sql, parameters) as T | undefined),
    run: () => Promise.reject(new Error('A backup is only read')),
  };
}
