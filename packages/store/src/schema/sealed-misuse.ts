import type { Migration } from '../engine/migrations.ts';

/** Misuse may be of what a sealed source shared, which is no organization: the table is made anew without that reference. */
export const SEALED_MISUSE: Migration = {
  number: 13,
  name: 'sealed misuse',
  sql: (dialect) => {
    if (dialect === 'postgres') return 'ALTER TABLE misuse DROP CONSTRAINT misuse_source_fkey';
    return [
      'ALTER TABLE misuse_step RENAME TO misuse_step_11',
      'ALTER TABLE misuse RENAME TO misuse_11',
      `CREATE TABLE misuse (
        id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id), stix_id TEXT NOT NULL, version TEXT NOT NULL,
        origin TEXT NOT NULL, source TEXT NOT NULL, reporter TEXT NOT NULL,
        organization TEXT NOT NULL REFERENCES organization (id), against TEXT, against_words TEXT, rule TEXT NOT NULL,
        state TEXT NOT NULL, reported_at INTEGER NOT NULL)`,
      `CREATE TABLE misuse_step (
        misuse TEXT NOT NULL REFERENCES misuse (id), n INTEGER NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL,
        person TEXT NOT NULL, words TEXT NOT NULL, contained TEXT, until INTEGER, PRIMARY KEY (misuse, n)) WITHOUT ROWID`,
      'INSERT INTO misuse SELECT * FROM misuse_11',
      'INSERT INTO misuse_step SELECT * FROM misuse_step_11',
      'DROP TABLE misuse_step_11',
      'DROP TABLE misuse_11',
      'CREATE INDEX misuse_community ON misuse (community, state, reported_at)',
    ].join(';\n');
  },
};
