import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayFollowSubject, subjectDueAt, SUBJECT_STATES } from './subject-request.ts';

test('a request is due a month after it came, or three when it was extended; a short month ends it on its last day', () => {
  const at = (text: string): number => Date.parse(text);
  for (const [came, month, three] of [
    ['2026-01-15T08:00:00Z', '2026-02-15T08:00:00Z', '2026-04-15T08:00:00Z'],
    ['2026-01-31T08:00:00Z', '2026-02-28T08:00:00Z', '2026-04-30T08:00:00Z'],
    ['2027-11-30T23:59:00Z', '2027-12-30T23:59:00Z', '2028-02-29T23:59:00Z'],
  ] as const) {
    assert.equal(subjectDueAt(at(came), false), at(month));
    assert.equal(subjectDueAt(at(came), true), at(three));
  }
});

test('nothing is looked for before it is known who asks, and what is closed stays closed', () => {
  assert.equal(mayFollowSubject('received', 'searched'), false);
  assert.equal(mayFollowSubject('received', 'answered'), false);
  assert.equal(mayFollowSubject('searched', 'answered'), true);
  for (const closed of ['answered', 'refused'] as const)
    assert.ok(SUBJECT_STATES.every((to) => !mayFollowSubject(closed, to)));
});
