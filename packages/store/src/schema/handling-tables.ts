import type { Migration } from '../engine/migrations.ts';

/** Who opened and copied what is marked AMBER or RED, and who took note that something was taken back. */
export const HANDLING_TABLES: Migration = {
  number: 8,
  name: 'handling',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
    return [
      // One row a reader and way: when first and when last, to the hour. is_named: opened while it was RED.
      `CREATE TABLE handling (
        community INTEGER NOT NULL, stix_id TEXT NOT NULL, origin INTEGER NOT NULL, organization INTEGER NOT NULL,
        principal TEXT NOT NULL, way TEXT NOT NULL, kind TEXT NOT NULL, is_named INTEGER NOT NULL,
        first_at ${big} NOT NULL, last_at ${big} NOT NULL,
        PRIMARY KEY (community, stix_id, origin, organization, principal, way))${narrow}`,
      'CREATE INDEX handling_first ON handling (first_at)',
      'CREATE INDEX handling_last ON handling (last_at)',
      // One row an object in a copy; id is the copy's, and stands in the copy itself.
      `CREATE TABLE handling_copy (
        id TEXT NOT NULL, community INTEGER NOT NULL, stix_id TEXT NOT NULL, origin INTEGER NOT NULL,
        organization INTEGER NOT NULL, principal TEXT NOT NULL, kind TEXT NOT NULL, way TEXT NOT NULL,
        form TEXT NOT NULL, is_sealed INTEGER NOT NULL, at ${big} NOT NULL, PRIMARY KEY (id, stix_id, origin))${narrow}`,
      'CREATE INDEX handling_copy_object ON handling_copy (community, stix_id, origin)',
      'CREATE INDEX handling_copy_at ON handling_copy (at)',
      // told: a tombstone was sent to them. done: their organization deleted its copies; done-alone: they deleted theirs.
      `CREATE TABLE recall_note (
        community INTEGER NOT NULL, stix_id TEXT NOT NULL, origin INTEGER NOT NULL, organization INTEGER NOT NULL,
        principal TEXT NOT NULL, kind TEXT NOT NULL, base ${big} NOT NULL, at ${big} NOT NULL,
        PRIMARY KEY (community, stix_id, origin, organization, principal, kind))${narrow}`,
      // Why a row went: retracted or tightened by its source; nothing when the clock or another label moved it.
      'ALTER TABLE departure ADD COLUMN act TEXT',
      // By what went, not by when: the statements that look so put a plus before the community, else SQLite walks the key.
      'CREATE INDEX departure_object ON departure (stix_id, community, origin, base)',
      'CREATE INDEX ledger_organization ON ledger (community, organization, first_pos, last_pos)',
    ].join(';\n');
  },
};
