import assert from 'node:assert/strict';
import test from 'node:test';
import { slotsFor } from './use-slots.ts';

const START = { of: new Map<string, number>(), order: [], next: 0 };
const MOVING = { isMoving: true, alone: undefined };
const AT_REST = { isMoving: false, alone: undefined };

test('a line that comes takes the slot of one that left, and the others keep theirs', () => {
  const before = slotsFor(['a', 'b', 'c'], START, AT_REST);
  const after = slotsFor(['b', 'c', 'd'], before, MOVING);
  assert.deepEqual(Object.fromEntries(after.of), { b: 1, c: 2, d: 0 });
  assert.deepEqual(after.order, [0, 1, 2]);
});

test('at rest the slots stand in the order of the lines', () => {
  const before = slotsFor(['a', 'b', 'c'], START, AT_REST);
  const moved = slotsFor(['c', 'd', 'e'], before, MOVING);
  assert.deepEqual(moved.order, [0, 1, 2]);
  const { of, order } = slotsFor(['c', 'd', 'e'], moved, AT_REST);
  assert.deepEqual(
    order.map((slot) => [...of].find(([, one]) => one === slot)?.[0]),
    ['c', 'd', 'e'],
  );
});

test('the slot of the line with the focus is given to nobody else', () => {
  const before = slotsFor(['a', 'b'], START, AT_REST);
  const after = slotsFor(['b', 'c'], before, { isMoving: true, alone: 'a' });
  assert.equal(after.of.get('c'), 2);
  assert.deepEqual(after.order, [1, 2]);
});

test('fewer lines need fewer slots, more lines more', () => {
  const three = slotsFor(['a', 'b', 'c'], START, MOVING);
  assert.deepEqual(slotsFor(['b'], three, MOVING).order, [1]);
  assert.deepEqual(slotsFor(['a', 'b', 'c', 'd'], three, MOVING).order, [0, 1, 2, 3]);
});
