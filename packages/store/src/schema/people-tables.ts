import type { Dialect } from '../engine/engine.ts';
import type { Migration } from '../engine/migrations.ts';

/** The tables of who takes part, how they sign in, and the record of what was done. */
export const PEOPLE_TABLES: Migration = {
  number: 2,
  name: 'people',
  sql: (dialect) => {
    const types = typesOf(dialect);
    return [...communities(types), ...accounts(types), ...record(types)].join(';\n');
  },
};

interface Types {
  /** Milliseconds, and everything else that may pass 2^31. */
  big: string;
  bytes: string;
  narrow: string;
}

function typesOf(dialect: Dialect): Types {
  return dialect === 'sqlite'
    ? { big: 'INTEGER', bytes: 'BLOB', narrow: ' WITHOUT ROWID' }
    : { big: 'BIGINT', bytes: 'BYTEA', narrow: '' };
}

function communities({ big, narrow }: Types): string[] {
  return [
    `CREATE TABLE community (
      id TEXT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
      purpose TEXT NOT NULL, profile_version INTEGER NOT NULL, created_at ${big} NOT NULL)`,
    // Every version of a profile is kept: an item keeps the version it was published under.
    `CREATE TABLE community_profile (community TEXT NOT NULL REFERENCES community (id), version INTEGER NOT NULL, body TEXT NOT NULL, at ${big} NOT NULL, PRIMARY KEY (community, version))${narrow}`,
    `CREATE TABLE organization (
      id TEXT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, class TEXT NOT NULL,
      sectors TEXT NOT NULL, countries TEXT NOT NULL, created_at ${big} NOT NULL)`,
    `CREATE TABLE membership (
      community TEXT NOT NULL REFERENCES community (id), organization TEXT NOT NULL REFERENCES organization (id),
      class TEXT NOT NULL, tier TEXT NOT NULL, state TEXT NOT NULL, since ${big} NOT NULL,
      PRIMARY KEY (community, organization))${narrow}`,
    'CREATE INDEX membership_organization ON membership (organization, community)',
    // Without regard to case: e-mail addresses are kept folded.
    `CREATE TABLE person (
      id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, is_operator INTEGER NOT NULL,
      is_disabled INTEGER NOT NULL, password_hash TEXT, totp TEXT, totp_step ${big} NOT NULL, created_at ${big} NOT NULL)`,
    // provider: the organization that employs the person, when it is not the one acted for.
    `CREATE TABLE affiliation (
      person TEXT NOT NULL REFERENCES person (id), organization TEXT NOT NULL REFERENCES organization (id),
      provider TEXT REFERENCES organization (id), since ${big} NOT NULL, PRIMARY KEY (person, organization))${narrow}`,
    'CREATE INDEX affiliation_organization ON affiliation (organization, person)',
    // A row without roles is somebody who was taken out: it reads nothing, and world-as-code leaves it alone.
    `CREATE TABLE representation (
      person TEXT NOT NULL REFERENCES person (id), organization TEXT NOT NULL REFERENCES organization (id),
      community TEXT NOT NULL REFERENCES community (id), roles TEXT NOT NULL, units TEXT NOT NULL,
      PRIMARY KEY (person, organization, community))${narrow}`,
    'CREATE INDEX representation_community ON representation (community, organization, person)',
    'CREATE TABLE member_group (id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id), slug TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (community, slug))',
    `CREATE TABLE group_organization (group_id TEXT NOT NULL REFERENCES member_group (id), organization TEXT NOT NULL REFERENCES organization (id), PRIMARY KEY (group_id, organization))${narrow}`,
    'CREATE INDEX group_organization_organization ON group_organization (organization, group_id)',
    `CREATE TABLE group_person (group_id TEXT NOT NULL REFERENCES member_group (id), person TEXT NOT NULL REFERENCES person (id), PRIMARY KEY (group_id, person))${narrow}`,
    'CREATE INDEX group_person_person ON group_person (person, group_id)',
  ];
}

function accounts({ big, bytes, narrow }: Types): string[] {
  return [
    // Secrets of tokens, sessions and invitations are kept as hashes only.
    `CREATE TABLE token (
      id TEXT PRIMARY KEY, secret_hash ${bytes} NOT NULL, name TEXT NOT NULL, organization TEXT NOT NULL REFERENCES organization (id),
      person TEXT REFERENCES person (id), community TEXT REFERENCES community (id), scopes TEXT NOT NULL, ceiling TEXT, purpose TEXT,
      created_by TEXT NOT NULL, created_at ${big} NOT NULL, expires_at ${big}, last_used_at ${big}, revoked_at ${big})`,
    'CREATE INDEX token_organization ON token (organization, created_at)',
    `CREATE TABLE session (
      id TEXT PRIMARY KEY, hash ${bytes} NOT NULL UNIQUE, person TEXT NOT NULL REFERENCES person (id), organization TEXT NOT NULL,
      csrf TEXT NOT NULL, created_at ${big} NOT NULL, last_seen_at ${big} NOT NULL, expires_at ${big} NOT NULL, user_agent TEXT NOT NULL)`,
    'CREATE INDEX session_person ON session (person, created_at)',
    'CREATE INDEX session_expires ON session (expires_at)',
    `CREATE TABLE passkey (
      id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person (id), public_key ${bytes} NOT NULL, counter ${big} NOT NULL,
      transports TEXT NOT NULL, name TEXT NOT NULL, created_at ${big} NOT NULL)`,
    'CREATE INDEX passkey_person ON passkey (person, created_at)',
    `CREATE TABLE recovery_code (person TEXT NOT NULL REFERENCES person (id), hash ${bytes} NOT NULL, PRIMARY KEY (person, hash))${narrow}`,
    `CREATE TABLE invitation (
      id TEXT PRIMARY KEY, secret_hash ${bytes} NOT NULL UNIQUE, community TEXT NOT NULL REFERENCES community (id),
      organization TEXT REFERENCES organization (id), class TEXT NOT NULL, roles TEXT NOT NULL, email TEXT,
      invited_by TEXT NOT NULL, inviting_organization TEXT NOT NULL, created_at ${big} NOT NULL, expires_at ${big} NOT NULL,
      used_at ${big}, withdrawn_at ${big})`,
    'CREATE INDEX invitation_community ON invitation (community, created_at)',
    `CREATE TABLE idempotency (
      scope TEXT NOT NULL, route TEXT NOT NULL, idempotency_key TEXT NOT NULL, body_hash TEXT NOT NULL, at ${big} NOT NULL,
      status INTEGER, body TEXT, PRIMARY KEY (scope, route, idempotency_key))${narrow}`,
    'CREATE INDEX idempotency_at ON idempotency (at)',
    `CREATE TABLE hub_secret (name TEXT PRIMARY KEY, value ${bytes} NOT NULL)${narrow}`,
  ];
}

function record({ big, bytes, narrow }: Types): string[] {
  const empty = bytes === 'BLOB' ? "x''" : "''::bytea";
  return [
    // The frontier: the roots of the perfect subtrees, largest first, 32 bytes each (RFC 6962 §2.1).
    `CREATE TABLE audit_tree (one INTEGER PRIMARY KEY CHECK (one = 1), size ${big} NOT NULL, frontier ${bytes} NOT NULL)`,
    `INSERT INTO audit_tree (one, size, frontier) VALUES (1, 0, ${empty})`,
    // record is what the leaf is the hash of; the plain columns beside it can be erased without breaking the tree.
    `CREATE TABLE audit_entry (
      idx ${big} PRIMARY KEY, id TEXT NOT NULL UNIQUE, at ${big} NOT NULL, organization TEXT NOT NULL, act TEXT NOT NULL,
      actor_kind TEXT NOT NULL, actor_id TEXT, actor_name TEXT, words TEXT, record TEXT NOT NULL, leaf ${bytes} NOT NULL)`,
    'CREATE INDEX audit_entry_organization ON audit_entry (organization, idx)',
    `CREATE TABLE audit_node (level INTEGER NOT NULL, idx ${big} NOT NULL, hash ${bytes} NOT NULL, PRIMARY KEY (level, idx))${narrow}`,
    // One key an organization ('' for the hub's own acts); without it the hashed values say nothing.
    `CREATE TABLE audit_key (organization TEXT PRIMARY KEY, value ${bytes} NOT NULL)${narrow}`,
  ];
}
