import { isIn, list } from '../engine/engine.ts';
import type { Engine, Query } from '../engine/engine.ts';

/**
 * Names that stand on every row (communities, organizations, types, properties, kinds), each kept once and
 * carried as a small integer. Words are only ever added, so a word once seen is kept in memory.
 */
export class Words {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];

  /** The numbers of names, making those that are missing. Serialised, so that numbers appear in order. */
  async intern(engine: Engine, names: Iterable<string>): Promise<void> {
    const missing = [...new Set(names)].filter((name) => !this.#numbers.has(name));
    if (missing.length === 0) return;
    await engine.write(async (transaction) => {
      await lockBook(transaction);
      const known = await transaction.all<{ name: string }>(
        `SELECT name FROM word WHERE ${isIn(transaction.dialect, 'name')}`,
        [list(transaction.dialect, missing)],
      );
      const held = new Set(known.map((row) => row.name));
      const fresh = missing.filter((name) => !held.has(name));
      const ids = await transaction.takeIds('word', fresh.length);
      await transaction.insertMany(
        { table: 'word', columns: { n: 'integer', name: 'text' } },
        fresh.map((name, index) => [ids[index] ?? null, name]),
      );
    });
    await engine.read((query) => this.load(query));
  }

  /** Reads the words added since the last time. */
  async load(query: Query): Promise<void> {
    const rows = await query.all<{ n: number; name: string }>(
      'SELECT n, name FROM word WHERE n > ? ORDER BY n',
      [this.#names.length === 0 ? 0 : this.#names.length - 1],
    );
    for (const { n, name } of rows) {
      this.#numbers.set(name, n);
      this.#names[n] = name;
    }
  }

  /** The number of a name that was interned; -1, which matches no row, for any other. */
  number(name: string): number {
    return this.#numbers.get(name) ?? -1;
  }

  /** The name of a number, loading it when another process made it. */
  async nameOf(query: Query, n: number): Promise<string> {
    if (this.#names[n] === undefined) await this.load(query);
    return this.#names[n] ?? '';
  }

  /** The name of a number already loaded. */
  name(n: number): string {
    return this.#names[n] ?? '';
  }

  /** Whether a number is loaded. */
  has(n: number): boolean {
    return this.#names[n] !== undefined;
  }
}

/** One maker of words and labels at a time: ids become visible in the order they were taken. */
export async function lockBook(query: Query): Promise<void> {
  if (query.dialect === 'postgres') await query.one('SELECT pg_advisory_xact_lock(7406372)');
}
