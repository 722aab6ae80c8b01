import type { Migration } from '../engine/migrations.ts';

/** How communities take new members, who applied, what was said about it; and what a membership on probation is given. */
export const JOINING_TABLES: Migration = {
  number: 24,
  name: 'joining',
  sql: (dialect) => {
    const [big, bytes] = dialect === 'sqlite' ? ['INTEGER', 'BLOB'] : ['BIGINT', 'BYTEA'];
    const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
    return [
      // body: the texts strangers read, the checklist, the days, as JSON. organization: who opened it; applications are in its record.
      `CREATE TABLE joining_setting (
        community TEXT PRIMARY KEY REFERENCES community (id), mode TEXT NOT NULL, body TEXT NOT NULL,
        organization TEXT NOT NULL REFERENCES organization (id), changed_by TEXT NOT NULL, changed_at ${big} NOT NULL)${narrow}`,
      // likeness: what the name looks like. about: who they are and what they wrote; first, decision, appeal: all JSON.
      // letter, sha256: exactly what was signed. first: what one of two chairs decided. organization: who they became.
      `CREATE TABLE application (
        id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id), secret_hash ${bytes} NOT NULL UNIQUE,
        name TEXT NOT NULL, likeness TEXT NOT NULL, email TEXT NOT NULL, about TEXT NOT NULL, letter TEXT, sha256 TEXT,
        signed_at ${big}, state TEXT NOT NULL, made_at ${big} NOT NULL, changed_at ${big} NOT NULL, window_until ${big},
        first TEXT, decision TEXT, appeal TEXT, agreed_at ${big}, invitation TEXT, organization TEXT)`,
      'CREATE INDEX application_community ON application (community, made_at)',
      'CREATE INDEX application_invitation ON application (invitation)',
      // organization: '' for the applicant and, with questions, for the chairs. taken_back_at: it counts no more.
      `CREATE TABLE application_word (
        application TEXT NOT NULL REFERENCES application (id), n INTEGER NOT NULL, kind TEXT NOT NULL,
        organization TEXT NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL, at ${big} NOT NULL, words TEXT NOT NULL,
        taken_back_at ${big}, PRIMARY KEY (application, n))${narrow}`,
      // ceiling: the most the organization is given, until probation_until. resumes: what a suspension ends in, by then.
      'ALTER TABLE membership ADD COLUMN ceiling TEXT',
      `ALTER TABLE membership ADD COLUMN probation_until ${big}`,
      `ALTER TABLE membership ADD COLUMN suspended_until ${big}`,
      'ALTER TABLE membership ADD COLUMN suspended_for TEXT',
      'ALTER TABLE membership ADD COLUMN resumes TEXT',
    ].join(';\n');
  },
};
