import type { Migration } from '../engine/migrations.ts';

/** The tables of what each person keeps for their own work: views, marks, preferences. */
export const DESK_TABLES: Migration = {
  number: 3,
  name: 'desk',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
    return [
      // body: filter, columns, order, density, as JSON; nothing searches in it.
      `CREATE TABLE saved_view (
        id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id), organization TEXT NOT NULL REFERENCES organization (id),
        person TEXT NOT NULL REFERENCES person (id), shared_with TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, changed_at ${big} NOT NULL)`,
      'CREATE INDEX saved_view_community ON saved_view (community, organization, person)',
      // Up to which of the person's own dates they have seen a community. Microseconds.
      `CREATE TABLE visit (
        person TEXT NOT NULL REFERENCES person (id), organization TEXT NOT NULL REFERENCES organization (id),
        community TEXT NOT NULL REFERENCES community (id), up_to ${big} NOT NULL,
        PRIMARY KEY (person, organization, community))${narrow}`,
      // What somebody is done with, up to a position: what comes later is open again.
      `CREATE TABLE triage (
        person TEXT NOT NULL, organization TEXT NOT NULL, community INTEGER NOT NULL, stix_id TEXT NOT NULL,
        pos ${big} NOT NULL, at ${big} NOT NULL, PRIMARY KEY (person, organization, community, stix_id))${narrow}`,
      `CREATE TABLE preference (person TEXT PRIMARY KEY REFERENCES person (id), body TEXT NOT NULL)${narrow}`,
    ].join(';\n');
  },
};
