import type { Migration } from '../engine/migrations.ts';

/** Who asked a source to let somebody read more, and what the source said. */
export const RELEASE_TABLES: Migration = {
  number: 5,
  name: 'release',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
    return [
      // wanted and granted: whom, as JSON. due_at: silence until then is a no.
      `CREATE TABLE release_request (
        id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id), stix_id TEXT NOT NULL,
        source TEXT NOT NULL REFERENCES organization (id), organization TEXT NOT NULL REFERENCES organization (id),
        person TEXT NOT NULL REFERENCES person (id), is_anonymous INTEGER NOT NULL, is_urgent INTEGER NOT NULL,
        wanted TEXT NOT NULL, purpose TEXT NOT NULL, form TEXT NOT NULL, asked_at ${big} NOT NULL, due_at ${big} NOT NULL,
        state TEXT NOT NULL, answered_at ${big}, granted TEXT, words TEXT, until ${big}, sanitised TEXT)`,
      'CREATE INDEX release_request_source ON release_request (community, source, asked_at)',
      'CREATE INDEX release_request_asker ON release_request (community, organization, asked_at)',
      `CREATE TABLE release_note (
        request TEXT NOT NULL REFERENCES release_request (id), n INTEGER NOT NULL, side TEXT NOT NULL,
        at ${big} NOT NULL, words TEXT NOT NULL, PRIMARY KEY (request, n))${narrow}`,
    ].join(';\n');
  },
};
