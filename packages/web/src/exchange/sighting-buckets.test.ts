import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ticksOf } from './sighting-buckets.ts';

test('the lines of a chart are whole numbers, a few, and one sighting is no peak', () => {
  assert.deepEqual(ticksOf(1), [0, 1, 2, 3, 4]);
  assert.deepEqual(ticksOf(5), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(ticksOf(7), [0, 2, 4, 6, 8]);
  assert.deepEqual(ticksOf(23), [0, 5, 10, 15, 20, 25]);
  for (const most of [1, 3, 9, 40, 77, 100, 250, 999]) {
    const ticks = ticksOf(most);
    assert.ok((ticks.at(-1) ?? 0) >= most && ticks.length <= 7, `${String(most)}: ${ticks.join()}`);
  }
});
