import type { Dialect } from '../engine/engine.ts';
import type { Migration } from '../engine/migrations.ts';

/**
 * Custodians and their public keys; sealed sources, of which no row says whose they are; and who asked to open a seal.
 * A release request may go to a sealed source, which is no organization: its table is made anew without that reference.
 */
export const CUSTODY_TABLES: Migration = {
  number: 10,
  name: 'custody',
  sql: (dialect) => [...custody(dialect), ...releases(dialect)].join(';\n'),
};

function custody(dialect: Dialect): string[] {
  const [big, bytes, narrow] =
    dialect === 'sqlite' ? ['INTEGER', 'BLOB', ' WITHOUT ROWID'] : ['BIGINT', 'BYTEA', ''];
  return [
    `CREATE TABLE custodian (
      community TEXT NOT NULL REFERENCES community (id), person TEXT NOT NULL REFERENCES person (id),
      organization TEXT NOT NULL REFERENCES organization (id), since ${big} NOT NULL, ended_at ${big},
      PRIMARY KEY (community, person))${narrow}`,
    // recipient: the public half of an age key pair; the private half never reaches the hub.
    `CREATE TABLE custody_key (
      id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id), person TEXT NOT NULL REFERENCES person (id),
      recipient TEXT NOT NULL, made_at ${big} NOT NULL, replaced_at ${big})`,
    'CREATE INDEX custody_key_person ON custody_key (community, person)',
    // body: whose it is, encrypted. proof: what the custodian compares it with. made_on: the day, not the instant.
    `CREATE TABLE sealed_source (
      alias TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id), voice TEXT NOT NULL UNIQUE,
      ticket_hash ${bytes} NOT NULL UNIQUE, threshold INTEGER NOT NULL, body TEXT NOT NULL, proof TEXT NOT NULL,
      made_on ${big} NOT NULL)`,
    'CREATE INDEX sealed_source_day ON sealed_source (community, made_on)',
    `CREATE TABLE seal_part (
      alias TEXT NOT NULL REFERENCES sealed_source (alias), key_id TEXT NOT NULL REFERENCES custody_key (id),
      body TEXT NOT NULL, PRIMARY KEY (alias, key_id))${narrow}`,
    `CREATE TABLE seal_opening (
      id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id), alias TEXT NOT NULL REFERENCES sealed_source (alias),
      stix_id TEXT NOT NULL, person TEXT NOT NULL REFERENCES person (id), key_id TEXT NOT NULL REFERENCES custody_key (id),
      reason TEXT NOT NULL, at ${big} NOT NULL, state TEXT NOT NULL)`,
    'CREATE INDEX seal_opening_community ON seal_opening (community, at)',
    'CREATE INDEX seal_opening_alias ON seal_opening (alias, at)',
    // body: the custodian's part, encrypted anew to whoever asked; nothing when they declined.
    `CREATE TABLE opening_answer (
      opening TEXT NOT NULL REFERENCES seal_opening (id), person TEXT NOT NULL REFERENCES person (id),
      body TEXT, at ${big} NOT NULL, PRIMARY KEY (opening, person))${narrow}`,
  ];
}

function releases(dialect: Dialect): string[] {
  if (dialect === 'postgres')
    return ['ALTER TABLE release_request DROP CONSTRAINT release_request_source_fkey'];
  return [
    'ALTER TABLE release_note RENAME TO release_note_5',
    'ALTER TABLE release_request RENAME TO release_request_5',
    `CREATE TABLE release_request (
      id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id), stix_id TEXT NOT NULL,
      source TEXT NOT NULL, organization TEXT NOT NULL REFERENCES organization (id),
      person TEXT NOT NULL REFERENCES person (id), is_anonymous INTEGER NOT NULL, is_urgent INTEGER NOT NULL,
      wanted TEXT NOT NULL, purpose TEXT NOT NULL, form TEXT NOT NULL, asked_at INTEGER NOT NULL, due_at INTEGER NOT NULL,
      state TEXT NOT NULL, answered_at INTEGER, granted TEXT, words TEXT, until INTEGER, sanitised TEXT, alias TEXT)`,
    `CREATE TABLE release_note (
      request TEXT NOT NULL REFERENCES release_request (id), n INTEGER NOT NULL, side TEXT NOT NULL,
      at INTEGER NOT NULL, words TEXT NOT NULL, PRIMARY KEY (request, n)) WITHOUT ROWID`,
    'INSERT INTO release_request SELECT * FROM release_request_5',
    'INSERT INTO release_note SELECT * FROM release_note_5',
    'DROP TABLE release_note_5',
    'DROP TABLE release_request_5',
    'CREATE INDEX release_request_source ON release_request (community, source, asked_at)',
    'CREATE INDEX release_request_asker ON release_request (community, organization, asked_at)',
  ];
}
