import type { Migration } from '../engine/migrations.ts';

/**
 * What the sweep goes by, so that it walks only kinds that have a time; what a person was answered, with a key for each
 * request that goes when its values are forgotten; and what evidence of a removal rests on.
 */
export const KEEPING_TABLES: Migration = {
  number: 17,
  name: 'keeping',
  sql: (dialect) => {
    const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
    const bytes = dialect === 'sqlite' ? 'BLOB' : 'BYTEA';
    return [
      // Live versions alone, in the order they came.
      'CREATE INDEX version_kept ON version (community, type, vid, origin) WHERE pos > 0',
      // Everything said about a person is sealed under it; without the key nobody reads it.
      `CREATE TABLE subject_key (
        request TEXT PRIMARY KEY REFERENCES subject_request (id), value ${bytes} NOT NULL)${narrow}`,
      // letter: what was answered, sealed. letter_sha256: of a salt and its text; it stays.
      'ALTER TABLE subject_request ADD COLUMN letter TEXT',
      'ALTER TABLE subject_request ADD COLUMN letter_sha256 TEXT',
      // Of a version that expired: a salt, the hash of salt and text, and the entry of the record that tells of it.
      'ALTER TABLE departure ADD COLUMN salt TEXT',
      'ALTER TABLE departure ADD COLUMN sha256 TEXT',
      'ALTER TABLE departure ADD COLUMN entry TEXT',
    ].join(';\n');
  },
};
