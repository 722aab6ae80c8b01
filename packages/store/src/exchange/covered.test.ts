import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Covered, RANGES_MAX } from './covered.ts';

const range = fc
  .tuple(fc.nat(60), fc.nat(12))
  .map(([first, more]): [number, number] => [first, first + more]);

test('covered ranges hold exactly what was added', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 30 }), range, (added, [first, last]) => {
      const covered = new Covered();
      const positions = new Set<number>();
      for (const [from, to] of added) {
        covered.add(from, to);
        for (let at = from; at <= to; at++) positions.add(at);
      }
      let all = true;
      for (let at = first; at <= last; at++) all &&= positions.has(at);
      assert.equal(covered.covers(first, last), all);
    }),
  );
});

test('ranges that touch become one', () => {
  const covered = new Covered();
  covered.add(1, 3);
  covered.add(7, 9);
  assert.equal(covered.size, 2);
  covered.add(4, 6);
  assert.equal(covered.size, 1);
  assert.ok(covered.covers(1, 9));
  assert.ok(!covered.covers(1, 10));
});

test('more ranges than are kept are forgotten, never made up', () => {
  const covered = new Covered();
  for (let at = 0; at <= RANGES_MAX; at++) covered.add(at * 3, at * 3);
  assert.equal(covered.size, 1);
  assert.ok(covered.covers(RANGES_MAX * 3, RANGES_MAX * 3));
  assert.ok(!covered.covers(0, 0));
});
