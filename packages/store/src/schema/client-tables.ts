import type { Migration } from '../engine/migrations.ts';

/** Clients whom an organization protects, and what it gave them. */
export const CLIENT_TABLES: Migration = {
  number: 12,
  name: 'clients',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    return [
      // recipient: an age recipient, or nothing. One that ended stays: copies refer to it.
      `CREATE TABLE client (
        id TEXT PRIMARY KEY, organization TEXT NOT NULL REFERENCES organization (id), name TEXT NOT NULL,
        recipient TEXT NOT NULL, added_at ${big} NOT NULL, ended_at ${big})`,
      'CREATE INDEX client_organization ON client (organization)',
      'ALTER TABLE handling_copy ADD COLUMN client TEXT',
      'ALTER TABLE handling_copy ADD COLUMN reason TEXT',
    ].join(';\n');
  },
};
