import assert from 'node:assert/strict';
import { test } from 'node:test';
import { piecesOf, withLeftOut, withReplaced } from './changes.ts';

const NONE = { replace: [], leave_out: [] };

test('pieces of a text tell what is marked, the longer of two that begin together', () => {
  const pieces = piecesOf('on fileserver7 and file', ['file', 'fileserver7', '']);
  assert.deepEqual(
    pieces.map(({ text, isMarked }) => [text, isMarked]),
    [
      ['on ', false],
      ['fileserver7', true],
      [' and ', false],
      ['file', true],
    ],
  );
  assert.deepEqual(piecesOf('', ['x']), []);
  assert.equal(
    piecesOf('aaa', ['a'])
      .map(({ text }) => text)
      .join(''),
    'aaa',
  );
});

test('words are written otherwise once, and as they were again', () => {
  const once = withReplaced(NONE, 'a', 'b');
  assert.deepEqual(withReplaced(once, 'a', 'c').replace, [{ find: 'a', instead: 'c' }]);
  assert.deepEqual(withReplaced(once, 'a', undefined), NONE);
});

test('an object is left out once, and in again', () => {
  const out = withLeftOut(withLeftOut(NONE, 2, true), 2, true);
  assert.deepEqual(out.leave_out, [2]);
  assert.deepEqual(withLeftOut(out, 2, false), NONE);
});
