import type { Migration } from '../engine/migrations.ts';

/** A share that waits for a sharing officer may be the answer to a request to share wider. */
export const REVIEW_ANSWERS: Migration = {
  number: 18,
  name: 'review-answers',
  sql: () =>
    [
      // answers: the release request that it answers once it is released. It stays when the words of the share are gone.
      'ALTER TABLE review ADD COLUMN answers TEXT REFERENCES release_request (id)',
      'CREATE INDEX review_answers ON review (answers)',
    ].join(';\n'),
};
