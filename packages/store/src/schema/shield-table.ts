import type { Migration } from '../engine/migrations.ts';

/** What was found in a share and what was done about it, by contribution: JSON, and its SHA-256 as the record has it. */
export const SHIELD_TABLE: Migration = {
  number: 6,
  name: 'shield',
  sql: (dialect) => {
    const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
    return `CREATE TABLE shield_report (contribution TEXT PRIMARY KEY, body TEXT NOT NULL, hash TEXT NOT NULL)${narrow}`;
  },
};
