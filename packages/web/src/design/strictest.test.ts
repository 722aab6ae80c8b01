import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TLP_LEVELS } from '@tocsin/policy';
import { strictest } from './strictest.ts';

test('the strictest of levels is RED, then AMBER+STRICT, AMBER, GREEN, CLEAR, in whatever order they come', () => {
  const ordered = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
  assert.deepEqual([...TLP_LEVELS].sort(), [...ordered].sort());
  for (const [index, level] of ordered.entries()) {
    const upTo = ordered.slice(0, index + 1);
    assert.equal(strictest(upTo), level);
    assert.equal(strictest(upTo.toReversed()), level);
  }
});

test('what has no marking adds nothing', () => {
  assert.equal(strictest([undefined, 'green', undefined]), 'green');
  assert.equal(strictest([undefined]), undefined);
  assert.equal(strictest([]), undefined);
});
