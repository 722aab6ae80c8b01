import type { Migration } from '../engine/migrations.ts';

/**
 * The tables whose rows carry a label that decides who reads them now. What went away is told to those who could
 * read it until then, and a receipt to whoever shared: those two are left to their statements.
 */
export const WALLED_TABLES = ['version', 'feed', 'observable', 'reference', 'label_count'] as const;

/** Those that came later, each walled by the step that makes it. */
export const WALLED_LATER = ['paper', 'ballot', 'decision'] as const;

/** The labels of the reader of this transaction, one bit each; none when nobody said who reads. */
const BITS = "decode(coalesce(current_setting('tocsin.labels', true), ''), 'hex')";

/**
 * The second wall: PostgreSQL itself withholds rows whose label the reader of a transaction may not see, whatever a
 * statement forgot. `FORCE`, because the hub owns its tables; a superuser passes all the same, which `tocsin doctor`
 * says. The settings are asked once a statement, not once a row: hence the sub-selects. The embedded engine has no
 * such thing.
 */
export const SECOND_WALL: Migration = {
  number: 9,
  name: 'second wall',
  sql: (dialect) => (dialect === 'sqlite' ? 'SELECT 1' : WALLED_TABLES.flatMap(walled).join(';\n')),
};

/** The statements that put a table behind the wall. */
export function walled(table: string): string[] {
  const isOpen = "(SELECT current_setting('tocsin.wall', true) = 'open')";
  // A label beyond the bits is one the reader's view did not know: it is not theirs.
  const isTheirs = `(label < (SELECT 8 * length(${BITS})) AND get_bit((SELECT ${BITS}), label) = 1)`;
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY second_wall ON ${table} USING (${isOpen} OR ${isTheirs})`,
  ];
}
