import type { Migration } from '../engine/migrations.ts';

/** Who confirmed what opening something means before they did, and what a community asks. */
export const ATTESTATION_TABLES: Migration = {
  number: 16,
  name: 'attestations',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
    return [
      // One row a person, share and label. stix_id and origin: at which object of the share they were asked. shown: the
      // SHA-256 of what they were told.
      `CREATE TABLE attestation (
        person TEXT NOT NULL, organization TEXT NOT NULL, community TEXT NOT NULL, contribution TEXT NOT NULL,
        label INTEGER NOT NULL, level TEXT NOT NULL, stix_id TEXT NOT NULL, origin TEXT NOT NULL,
        shown TEXT NOT NULL, reason TEXT, at ${big} NOT NULL,
        PRIMARY KEY (person, organization, contribution, label))${narrow}`,
      'CREATE INDEX attestation_share ON attestation (community, contribution)',
      'CREATE INDEX attestation_object ON attestation (community, stix_id, origin)',
      'CREATE INDEX attestation_at ON attestation (at)',
      // Without a row the usual.
      `CREATE TABLE attestation_rule (
        community TEXT PRIMARY KEY REFERENCES community (id), asks TEXT NOT NULL, set_at ${big} NOT NULL)${narrow}`,
      // Somebody said for the programs of an organization what each person says for themselves.
      `CREATE TABLE program_attestation (
        community TEXT NOT NULL REFERENCES community (id), organization TEXT NOT NULL REFERENCES organization (id),
        person TEXT NOT NULL, at ${big} NOT NULL, PRIMARY KEY (community, organization))${narrow}`,
    ].join(';\n');
  },
};
