import type { Counter, Query, Transaction } from '../engine/engine.ts';

/** Every counter fresh ids come from. */
const COUNTERS: readonly Counter[] = ['version', 'label', 'word', 'outbox', 'ledger', 'row'];

/** The last id each counter gave; those that gave none are left out. */
export async function readCounters(query: Query): Promise<Map<Counter, number>> {
  const lasts = new Map<Counter, number>();
  for (const name of COUNTERS) {
    const row =
      query.dialect === 'sqlite'
        ? await query.one<{ last: number }>('SELECT last FROM counter WHERE name = ?', [name])
        : await query.one<{ last: number }>(
            `SELECT last_value AS last FROM ${name}_id WHERE is_called`,
          );
    if (row !== undefined) lasts.set(name, row.last);
  }
  return lasts;
}

/** Lets each counter go on from where it was. */
export async function writeCounters(
  transaction: Transaction,
  lasts: ReadonlyMap<Counter, number>,
): Promise<void> {
  for (const [name, last] of lasts) {
    if (transaction.dialect === 'sqlite') {
      await transaction.run(
        'INSERT INTO counter (name, last) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET last = excluded.last',
        [name, last],
      );
    } else {
      await transaction.one(`SELECT setval('${name}_id', ?::bigint, true)`, [last]);
    }
  }
}
