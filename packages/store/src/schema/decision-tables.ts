import type { Migration } from '../engine/migrations.ts';
import { walled } from './second-wall.ts';

/** What a community decided, and the ballots by which it decides. */
export const DECISION_TABLES: Migration = {
  number: 23,
  name: 'decisions and ballots',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
    return [
      // options, result: JSON. opened_by, closed_by: who did; closed_by is empty where the time was over.
      `CREATE TABLE ballot (
        id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id), label INTEGER NOT NULL, state TEXT NOT NULL,
        title TEXT NOT NULL, text TEXT NOT NULL, type TEXT NOT NULL, options TEXT NOT NULL, majority TEXT NOT NULL,
        quorum TEXT NOT NULL, quorum_value INTEGER NOT NULL, tie TEXT NOT NULL, is_anonymous INTEGER NOT NULL,
        organization TEXT NOT NULL REFERENCES organization (id), author TEXT NOT NULL, made_at ${big} NOT NULL,
        opened_at ${big}, opened_by TEXT, open_until ${big}, closed_at ${big}, closed_by TEXT, result TEXT, words TEXT)`,
      'CREATE INDEX ballot_community ON ballot (community, made_at)',
      'CREATE INDEX ballot_due ON ballot (state, open_until)',
      // Who may vote, fixed when it opens, and who did. Neither when nor by whom: that would join a vote with what was chosen.
      `CREATE TABLE ballot_roll (
        ballot TEXT NOT NULL REFERENCES ballot (id), organization TEXT NOT NULL REFERENCES organization (id),
        has_voted INTEGER NOT NULL, PRIMARY KEY (ballot, organization))${narrow}`,
      // The votes of ballots that are not anonymous. choice: JSON.
      `CREATE TABLE ballot_vote (
        ballot TEXT NOT NULL REFERENCES ballot (id), organization TEXT NOT NULL REFERENCES organization (id),
        person TEXT NOT NULL, name TEXT NOT NULL, at ${big} NOT NULL, choice TEXT NOT NULL, words TEXT NOT NULL,
        PRIMARY KEY (ballot, organization))${narrow}`,
      // The votes of one that is: all in one row, sorted, as JSON; gone once they are counted.
      `CREATE TABLE ballot_box (
        ballot TEXT PRIMARY KEY REFERENCES ballot (id), choices TEXT NOT NULL)${narrow}`,
      // Whom organizations named to vote for them.
      `CREATE TABLE ballot_voter (
        community TEXT NOT NULL REFERENCES community (id), organization TEXT NOT NULL REFERENCES organization (id),
        person TEXT NOT NULL REFERENCES person (id), PRIMARY KEY (community, organization, person))${narrow}`,
      // decided_at: when it was agreed; recorded_at: when it was entered. paper and n, or ballot: what it rests on.
      `CREATE TABLE decision (
        id TEXT PRIMARY KEY, community TEXT NOT NULL REFERENCES community (id), label INTEGER NOT NULL, kind TEXT NOT NULL,
        title TEXT NOT NULL, text TEXT NOT NULL, decided_at ${big} NOT NULL, recorded_at ${big} NOT NULL,
        organization TEXT NOT NULL REFERENCES organization (id), person TEXT NOT NULL, name TEXT NOT NULL,
        paper TEXT REFERENCES paper (id), n INTEGER, ballot TEXT REFERENCES ballot (id),
        replaces TEXT, outcome TEXT, chosen TEXT)`,
      'CREATE INDEX decision_community ON decision (community, recorded_at)',
      ...(dialect === 'sqlite' ? [] : [...walled('ballot'), ...walled('decision')]),
    ].join(';\n');
  },
};
