import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aliasId } from '@tocsin/policy';
import { reportersOf } from './reporters.ts';

const BIRD = aliasId('once', '3f9a1c2e-0000-4000-8000-000000000001');
const OTHER = aliasId('pseudonym', '7b21d0aa-0000-4000-8000-000000000002');

test('members are counted by their own names, and said to be several from three on', () => {
  const counts = [['a'], ['a', 'b', 'a'], ['a', 'b', 'c']].map((origins) => reportersOf(origins));
  assert.deepEqual(
    counts.map(({ named, isCorroborated }) => [named, isCorroborated]),
    [
      [1, false],
      [2, false],
      [3, true],
    ],
  );
});

test('a pseudonym adds nothing: it may be of a member named beside it, or of the same as another', () => {
  assert.deepEqual(reportersOf(['a', 'b', BIRD, OTHER]), {
    named: 2,
    hasAliases: true,
    isCorroborated: false,
  });
  assert.deepEqual(reportersOf([BIRD, OTHER, BIRD]), {
    named: 0,
    hasAliases: true,
    isCorroborated: false,
  });
});
