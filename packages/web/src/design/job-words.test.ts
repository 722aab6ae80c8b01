import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressWords, stateWordsOf, tenths } from './job-words.ts';
import type { JobState } from './job-words.ts';

const startedAt = '2026-11-01T10:00:00.000Z';
const start = Date.parse(startedAt);
const job: JobState = {
  title: 'Import',
  state: 'running',
  phases: ['Reading', 'Keeping'],
  phase: 1,
  done: 50,
  total: 200,
  startedAt,
  rejects: [],
};

test('time left is said after five seconds and not before', () => {
  assert.equal(progressWords(job, start + 4999), '50 of 200, 10 a second');
  assert.equal(progressWords(job, start + 5000), '50 of 200, 10 a second, about 15 seconds left');
  assert.equal(
    progressWords({ ...job, done: 1, total: 31 }, start + 10_000),
    '1 of 31, 0.1 a second, about 5 minutes left',
  );
});

test('without a total there is a count and no guess', () => {
  const { total: _total, ...open } = job;
  assert.equal(progressWords(open, start + 10_000), '50 done, 5 a second');
  assert.equal(tenths(open), undefined);
});

test('a job that is over says how far it came', () => {
  assert.equal(progressWords({ ...job, state: 'cancelled' }, start + 10_000), '50 of 200');
});

test('done is said only when all of it is done', () => {
  assert.equal(stateWordsOf({ ...job, state: 'done', done: 200 }), 'Done');
  assert.equal(stateWordsOf({ ...job, state: 'done', done: 0 }), 'Partly done');
  const rejects = [{ what: 'line 3', why: 'no pattern' }];
  assert.equal(stateWordsOf({ ...job, state: 'done', done: 200, rejects }), 'Partly done');
});

test('what is said aloud goes by tenths', () => {
  assert.equal(tenths({ ...job, done: 59 }), 20);
  assert.equal(tenths({ ...job, done: 0, total: 0 }), undefined);
});
