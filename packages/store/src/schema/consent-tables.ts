import type { Migration } from '../engine/migrations.ts';

/** What a source says before anybody asks: who answers for it, what it allows in advance, who decides when it is gone. */
export const CONSENT_TABLES: Migration = {
  number: 15,
  name: 'consents',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
    return [
      // body: contacts as JSON. successor: whose people decide once nobody of the organization is here.
      `CREATE TABLE release_setting (
        community TEXT NOT NULL REFERENCES community (id), organization TEXT NOT NULL REFERENCES organization (id),
        body TEXT NOT NULL, successor TEXT REFERENCES organization (id), set_at ${big} NOT NULL,
        PRIMARY KEY (community, organization))${narrow}`,
      'CREATE INDEX release_setting_successor ON release_setting (successor)',
      // source: an organization, or the alias of a sealed source. body: the consent as JSON.
      `CREATE TABLE release_consent (
        id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id), source TEXT NOT NULL, body TEXT NOT NULL,
        person TEXT NOT NULL, made_at ${big} NOT NULL, ended_at ${big})`,
      'CREATE INDEX release_consent_source ON release_consent (community, source, made_at)',
      // intent: one of a few words for what it is wanted. consent: by which it was granted. answered_for: who decided in its place.
      'ALTER TABLE release_request ADD COLUMN intent TEXT',
      'ALTER TABLE release_request ADD COLUMN consent TEXT',
      'ALTER TABLE release_request ADD COLUMN answered_for TEXT',
      'CREATE INDEX release_request_consent ON release_request (consent)',
    ].join(';\n');
  },
};
