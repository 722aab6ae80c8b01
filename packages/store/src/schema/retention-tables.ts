import type { Migration } from '../engine/migrations.ts';

/**
 * How long what kind is kept, what is held against it, when markings are asked about again, and what persons ask about
 * data of theirs.
 */
export const RETENTION_TABLES: Migration = {
  number: 14,
  name: 'retention',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
    return [
      // organization: whose own things; nothing for the community's rule. days: none for no limit; before_days until it starts.
      `CREATE TABLE retention_rule (
        community TEXT NOT NULL REFERENCES community (id), organization TEXT NOT NULL, kind TEXT NOT NULL, days INTEGER,
        starts_at ${big} NOT NULL, before_days INTEGER, reason TEXT NOT NULL, set_by TEXT NOT NULL, set_at ${big} NOT NULL,
        PRIMARY KEY (community, organization, kind))${narrow}`,
      // organization: the source that holds its own; nothing for a chair's.
      `CREATE TABLE retention_hold (
        community TEXT NOT NULL REFERENCES community (id), stix_id TEXT NOT NULL, origin TEXT NOT NULL,
        organization TEXT NOT NULL, reason TEXT NOT NULL, person TEXT NOT NULL, at ${big} NOT NULL,
        PRIMARY KEY (community, stix_id, origin, organization))${narrow}`,
      // days: 0 for never; without a row the usual.
      `CREATE TABLE recheck_rule (
        community TEXT PRIMARY KEY REFERENCES community (id), days INTEGER NOT NULL, set_at ${big} NOT NULL)${narrow}`,
      // The last time its source said that the marking still fits.
      `CREATE TABLE recheck_kept (
        community TEXT NOT NULL REFERENCES community (id), stix_id TEXT NOT NULL, origin TEXT NOT NULL,
        person TEXT NOT NULL, at ${big} NOT NULL, PRIMARY KEY (community, stix_id, origin))${narrow}`,
      // sought: the values asked about, as JSON; nothing once they are forgotten. asked_how: shown to others, or compared.
      `CREATE TABLE subject_request (
        id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id),
        organization TEXT NOT NULL REFERENCES organization (id), kind TEXT NOT NULL, state TEXT NOT NULL,
        received_at ${big} NOT NULL, due_at ${big} NOT NULL, extension TEXT, sought TEXT, asked_how TEXT,
        asked_at ${big}, closed_at ${big}, words TEXT NOT NULL)`,
      'CREATE INDEX subject_request_organization ON subject_request (community, organization, due_at)',
      `CREATE TABLE subject_answer (
        request TEXT NOT NULL REFERENCES subject_request (id), organization TEXT NOT NULL REFERENCES organization (id),
        answer TEXT NOT NULL, words TEXT NOT NULL, person TEXT NOT NULL, at ${big} NOT NULL,
        PRIMARY KEY (request, organization))${narrow}`,
      // By which rule a version went, as JSON; nothing when it went by an act.
      'ALTER TABLE departure ADD COLUMN why TEXT',
    ].join(';\n');
  },
};
