import type { Migration } from '../engine/migrations.ts';

/**
 * What went away from the feed: taken back, marked anew, moved by the clock. A row tells what a version was called
 * and the label it had then, so that whoever could read it until then, and nobody else, can be told.
 */
export const DEPARTURE_TABLE: Migration = {
  number: 4,
  name: 'departures',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
    return [
      `CREATE TABLE departure (
        community INTEGER NOT NULL, base ${big} NOT NULL, pos ${big} NOT NULL, stix_id TEXT NOT NULL,
        version TEXT NOT NULL, version_us ${big} NOT NULL, origin INTEGER NOT NULL, type INTEGER NOT NULL,
        label INTEGER NOT NULL, PRIMARY KEY (community, base, pos))${narrow}`,
      'CREATE INDEX ledger_principal ON ledger (community, principal, first_pos, last_pos)',
    ].join(';\n');
  },
};
