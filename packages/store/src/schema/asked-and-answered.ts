import type { Migration } from '../engine/migrations.ts';

/** A share that waits may be the answer to a request to share wider; one source may be asked about one object. */
export const ASKED_AND_ANSWERED: Migration = {
  number: 18,
  name: 'asked-and-answered',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    return [
      // answers: the release request that it answers once it is released. It stays when the words of the share are gone.
      'ALTER TABLE review ADD COLUMN answers TEXT REFERENCES release_request (id)',
      'CREATE INDEX review_answers ON review (answers)',
      // organization: the source asked. answer, words, person, at: what it said; words stand sealed under the request's key.
      `CREATE TABLE subject_question (
        id TEXT PRIMARY KEY, request TEXT NOT NULL REFERENCES subject_request (id),
        organization TEXT NOT NULL REFERENCES organization (id), stix_id TEXT NOT NULL, asked_at ${big} NOT NULL,
        answer TEXT, words TEXT, person TEXT, at ${big}, UNIQUE (request, organization, stix_id))`,
      'CREATE INDEX subject_question_organization ON subject_question (organization, request)',
    ].join(';\n');
  },
};
