import type { Dialect } from '../engine/engine.ts';
import type { Migration } from '../engine/migrations.ts';

/**
 * The tables of what is exchanged. Names repeated on every row (communities, organizations, types,
 * properties) are kept once in `word` and carried as integers: a million feed rows stay narrow enough to
 * be walked.
 */
export const EXCHANGE_TABLES: Migration = {
  number: 1,
  name: 'exchange',
  sql: (dialect) => [counters(dialect), ...tables(dialect), ...texts(dialect)].join(';\n'),
};

const COUNTERS = ['version', 'label', 'word', 'outbox', 'ledger', 'row'] as const;

function counters(dialect: Dialect): string {
  return dialect === 'sqlite'
    ? 'CREATE TABLE counter (name TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID'
    : COUNTERS.map((name) => `CREATE SEQUENCE ${name}_id AS bigint`).join(';\n');
}

function tables(dialect: Dialect): string[] {
  const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
  const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
  const covering = dialect === 'sqlite' ? '' : ' INCLUDE (label, flags, vid, base, rank)';
  return [
    // The policy epoch moves with every change to who may read; see ARCHITECTURE.
    `CREATE TABLE policy_state (one INTEGER PRIMARY KEY CHECK (one = 1), epoch ${big} NOT NULL)`,
    'INSERT INTO policy_state (one, epoch) VALUES (1, 1)',
    // Up to when boundaries of labels (embargoes, changes set in advance) have moved their rows.
    `CREATE TABLE boundary_state (one INTEGER PRIMARY KEY CHECK (one = 1), passed ${big} NOT NULL)`,
    'INSERT INTO boundary_state (one, passed) VALUES (1, 0)',
    'CREATE TABLE word (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)',
    // A label never changes its meaning: other words, another row.
    'CREATE TABLE label (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, body TEXT NOT NULL)',
    `CREATE TABLE feed_head (community INTEGER PRIMARY KEY, pos ${big} NOT NULL, base ${big} NOT NULL, size INTEGER NOT NULL)`,
    `CREATE TABLE batch (community INTEGER NOT NULL, base ${big} NOT NULL, first_pos ${big} NOT NULL, size INTEGER NOT NULL, composition TEXT NOT NULL, PRIMARY KEY (community, base))${narrow}`,
    `CREATE TABLE version (
      vid ${big} PRIMARY KEY, community INTEGER NOT NULL, stix_id TEXT NOT NULL, origin INTEGER NOT NULL,
      type INTEGER NOT NULL, version TEXT NOT NULL, version_us ${big} NOT NULL, spec TEXT NOT NULL,
      text TEXT NOT NULL, title TEXT NOT NULL, label INTEGER NOT NULL, pos ${big} NOT NULL,
      contribution TEXT NOT NULL, revoked INTEGER NOT NULL)`,
    'CREATE UNIQUE INDEX version_key ON version (stix_id, community, origin, version)',
    'CREATE INDEX version_contribution ON version (contribution)',
    // flags: 1 superseded by a later position; 2 the id has other versions or origins; 4 the batch has several labels; 8 a re-marking
    `CREATE TABLE feed (
      community INTEGER NOT NULL, pos ${big} NOT NULL, base ${big} NOT NULL, rank INTEGER NOT NULL,
      label INTEGER NOT NULL, type INTEGER NOT NULL, vid ${big} NOT NULL, flags INTEGER NOT NULL,
      PRIMARY KEY (community, pos)${covering})${narrow}`,
    `CREATE INDEX feed_label ON feed (community, label, pos)`,
    `CREATE INDEX feed_type ON feed (community, type, pos)`,
    'CREATE INDEX feed_shared ON feed (community, pos) WHERE (flags & 3) = 2',
    `CREATE TABLE label_count (community INTEGER NOT NULL, label INTEGER NOT NULL, type INTEGER NOT NULL, sole ${big} NOT NULL, PRIMARY KEY (community, label, type))${narrow}`,
    `CREATE TABLE observable (value TEXT NOT NULL, kind INTEGER NOT NULL, community INTEGER NOT NULL, vid ${big} NOT NULL, label INTEGER NOT NULL, PRIMARY KEY (value, kind, community, vid))${narrow}`,
    `CREATE TABLE reference (target TEXT NOT NULL, community INTEGER NOT NULL, vid ${big} NOT NULL, property INTEGER NOT NULL, label INTEGER NOT NULL, PRIMARY KEY (target, community, vid, property))${narrow}`,
    `CREATE TABLE contribution (
      id TEXT PRIMARY KEY, community INTEGER NOT NULL, origin INTEGER NOT NULL, author TEXT NOT NULL, kind TEXT NOT NULL,
      title TEXT NOT NULL, text TEXT NOT NULL, via TEXT NOT NULL, at ${big} NOT NULL, label INTEGER NOT NULL,
      refused INTEGER NOT NULL, counts TEXT NOT NULL, lines TEXT NOT NULL)`,
    'CREATE INDEX contribution_origin ON contribution (community, origin, at)',
    `CREATE TABLE quarantine (contribution TEXT NOT NULL, place INTEGER NOT NULL, stix_id TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (contribution, place))${narrow}`,
    `CREATE TABLE outbox (id ${big} PRIMARY KEY, consumer TEXT NOT NULL, community INTEGER NOT NULL, first_pos ${big} NOT NULL, last_pos ${big} NOT NULL, lease_until ${big} NOT NULL, owner TEXT NOT NULL, attempts INTEGER NOT NULL)`,
    'CREATE INDEX outbox_consumer ON outbox (consumer, lease_until, id)',
    `CREATE TABLE ledger (id ${big} PRIMARY KEY, community INTEGER NOT NULL, organization INTEGER NOT NULL, principal TEXT NOT NULL, way TEXT NOT NULL, first_pos ${big} NOT NULL, last_pos ${big} NOT NULL, at ${big} NOT NULL)`,
    'CREATE INDEX ledger_range ON ledger (community, first_pos, last_pos)',
    // Who has ever opened which way in, durably and before the first row is sent: after a crash the ledger is still conservative.
    `CREATE TABLE ledger_open (community INTEGER NOT NULL, principal TEXT NOT NULL, way TEXT NOT NULL, organization INTEGER NOT NULL, at ${big} NOT NULL, PRIMARY KEY (community, principal, way))${narrow}`,
  ];
}

/** The text index is filled behind the write. Neither form is ranked: ranking would count what a reader may not see. */
function texts(dialect: Dialect): string[] {
  if (dialect === 'sqlite') {
    return [
      "CREATE VIRTUAL TABLE object_text USING fts5(body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')",
    ];
  }
  return [
    'CREATE TABLE object_text (vid BIGINT PRIMARY KEY, body tsvector NOT NULL)',
    'CREATE INDEX object_text_body ON object_text USING gin (body)',
    'ALTER TABLE version ALTER COLUMN text SET STORAGE MAIN',
  ];
}
