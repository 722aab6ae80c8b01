import type { Migration } from '../engine/migrations.ts';

/** How reliable an organization found its sources: its own, told to nobody else. */
export const JUDGEMENT_TABLE: Migration = {
  number: 19,
  name: 'judgements',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
    // source: as it is shown, an organization or a pseudonym. letter: A to E; what cannot be judged has no row.
    return `CREATE TABLE judgement (
        organization TEXT NOT NULL REFERENCES organization (id), source TEXT NOT NULL, topic TEXT NOT NULL,
        letter TEXT NOT NULL, reason TEXT NOT NULL, person TEXT NOT NULL REFERENCES person (id), at ${big} NOT NULL,
        PRIMARY KEY (organization, source, topic))${narrow}`;
  },
};
