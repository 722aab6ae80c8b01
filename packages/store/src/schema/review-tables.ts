import type { Migration } from '../engine/migrations.ts';

/**
 * What waits for a sharing officer before it leaves, by which rules, and what officers say about personal data; what
 * was reported as misuse, step by step; the laws a community tells of.
 */
export const REVIEW_TABLES: Migration = {
  number: 11,
  name: 'review',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
    return [
      // body: by level, when something waits, as JSON.
      `CREATE TABLE review_rule (
        community TEXT NOT NULL REFERENCES community (id), organization TEXT NOT NULL REFERENCES organization (id),
        body TEXT NOT NULL, set_at ${big} NOT NULL, PRIMARY KEY (community, organization))${narrow}`,
      // body: the share as it came, as JSON; gone once it is released or withdrawn. waiting: ids and versions, for TAXII.
      `CREATE TABLE review (
        id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id),
        organization TEXT NOT NULL REFERENCES organization (id), author TEXT NOT NULL, author_kind TEXT NOT NULL,
        kind TEXT NOT NULL, title TEXT NOT NULL, via TEXT NOT NULL, alias TEXT, at ${big} NOT NULL, why TEXT NOT NULL,
        levels TEXT NOT NULL, waiting TEXT NOT NULL, refused TEXT NOT NULL, body TEXT, state TEXT NOT NULL,
        decided_at ${big}, decided_by TEXT, words TEXT)`,
      'CREATE INDEX review_organization ON review (community, organization, state, at)',
      'CREATE INDEX review_author ON review (community, author, at)',
      // Of one version, so that a new one has none; sha256: of its text.
      `CREATE TABLE determination (
        vid ${big} PRIMARY KEY, what TEXT NOT NULL, sha256 TEXT NOT NULL, organization TEXT NOT NULL, person TEXT NOT NULL,
        at ${big} NOT NULL)`,
      // origin: the name the object stood under; source: the organization behind it. against: a member, or in words.
      `CREATE TABLE misuse (
        id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id), stix_id TEXT NOT NULL, version TEXT NOT NULL,
        origin TEXT NOT NULL, source TEXT NOT NULL REFERENCES organization (id), reporter TEXT NOT NULL,
        organization TEXT NOT NULL REFERENCES organization (id), against TEXT, against_words TEXT, rule TEXT NOT NULL,
        state TEXT NOT NULL, reported_at ${big} NOT NULL)`,
      'CREATE INDEX misuse_community ON misuse (community, state, reported_at)',
      `CREATE TABLE misuse_step (
        misuse TEXT NOT NULL REFERENCES misuse (id), n INTEGER NOT NULL, state TEXT NOT NULL, at ${big} NOT NULL,
        person TEXT NOT NULL, words TEXT NOT NULL, contained TEXT, until ${big}, PRIMARY KEY (misuse, n))${narrow}`,
      // body: laws with their dates, as JSON; without a row those a community begins with.
      `CREATE TABLE regime_list (
        community TEXT PRIMARY KEY REFERENCES community (id), body TEXT NOT NULL, set_at ${big} NOT NULL)${narrow}`,
    ].join(';\n');
  },
};
