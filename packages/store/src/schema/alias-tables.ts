import type { Migration } from '../engine/migrations.ts';

/** Names under which organizations share when they are not to be named, and under which persons are their authors. */
export const ALIAS_TABLES: Migration = {
  number: 7,
  name: 'alias',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    return [
      `CREATE TABLE alias (
        id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id),
        organization TEXT NOT NULL REFERENCES organization (id), attribution TEXT NOT NULL, made_at ${big} NOT NULL)`,
      'CREATE INDEX alias_organization ON alias (organization, community, attribution)',
      // author: the person or token.
      'CREATE TABLE alias_voice (id TEXT PRIMARY KEY, alias TEXT NOT NULL REFERENCES alias (id), author TEXT NOT NULL)',
      'CREATE UNIQUE INDEX alias_voice_author ON alias_voice (author, alias)',
      // What the source is called to whoever asked; the source itself is an organization.
      'ALTER TABLE release_request ADD COLUMN alias TEXT',
    ].join(';\n');
  },
};
