import type { Migration } from '../engine/migrations.ts';
import { walled } from './second-wall.ts';

/** What a community writes down and agrees, version by version, and what was said about each. */
export const PAPER_TABLES: Migration = {
  number: 20,
  name: 'papers',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
    return [
      // organization, keeper: who looks after it. review_due: when it is looked at again; none: never asked for.
      `CREATE TABLE paper (
        id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id), kind TEXT NOT NULL, title TEXT NOT NULL,
        label INTEGER NOT NULL, organization TEXT NOT NULL REFERENCES organization (id), keeper TEXT NOT NULL,
        review_due ${big}, reviewed_at ${big}, created_at ${big} NOT NULL)`,
      'CREATE INDEX paper_community ON paper (community, created_at)',
      // sections: JSON. begun_by: the organization that proposed it. writers: everybody who wrote on it, as JSON; author is
      // the last. sha256: of what is signed, see textOfVersion. open_until: when objections are no longer waited for.
      `CREATE TABLE paper_version (
        paper TEXT NOT NULL REFERENCES paper (id), n INTEGER NOT NULL, state TEXT NOT NULL, sections TEXT NOT NULL,
        sha256 TEXT NOT NULL, note TEXT NOT NULL, begun_by TEXT NOT NULL, writers TEXT NOT NULL,
        organization TEXT NOT NULL REFERENCES organization (id), author TEXT NOT NULL, written_at ${big} NOT NULL,
        opened_at ${big}, open_until ${big}, decided_at ${big}, decided_by TEXT, words TEXT, PRIMARY KEY (paper, n))${narrow}`,
      // One word of a kind from each organization; taken_back_at: it counts no more, and stays in the record. is_private:
      // for the chairs alone. how: by what whoever said it had signed in.
      `CREATE TABLE paper_word (
        paper TEXT NOT NULL REFERENCES paper (id), n INTEGER NOT NULL, organization TEXT NOT NULL REFERENCES organization (id),
        word TEXT NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL, at ${big} NOT NULL, words TEXT NOT NULL,
        sha256 TEXT NOT NULL, is_private INTEGER NOT NULL, how TEXT NOT NULL, taken_back_at ${big},
        PRIMARY KEY (paper, n, organization, word))${narrow}`,
      // How somebody signed in; empty for sessions that were open before.
      "ALTER TABLE session ADD COLUMN how TEXT NOT NULL DEFAULT ''",
      ...(dialect === 'sqlite' ? [] : walled('paper')),
    ].join(';\n');
  },
};
