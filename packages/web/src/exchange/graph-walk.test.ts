import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeAfter, nodeTowards } from './graph-walk.ts';
import type { Direction } from './graph-walk.ts';

const NODES = [
  { id: 'middle', x: 100, y: 100 },
  { id: 'east', x: 200, y: 100 },
  { id: 'far east', x: 300, y: 110 },
  { id: 'north', x: 110, y: 20 },
  { id: 'south-west', x: 30, y: 190 },
];

test('an arrow goes to what is nearest in its direction, and nowhere when nothing lies there', () => {
  assert.equal(from('middle', 'right'), 'east');
  assert.equal(from('east', 'right'), 'far east');
  assert.equal(from('middle', 'up'), 'north');
  assert.equal(from('middle', 'down'), 'south-west');
  assert.equal(from('middle', 'left'), 'south-west');
  assert.equal(from('far east', 'right'), undefined);
  assert.equal(from('north', 'up'), undefined);
});

test('a relation is followed before something nearer that is not related, but not across the whole drawing', () => {
  assert.equal(from('middle', 'right', ['far east']), 'far east');
  const farther = { id: 'other end', x: 900, y: 100 };
  const related = new Set(['other end']);
  const [middle] = NODES;
  assert.ok(middle !== undefined);
  assert.equal(nodeTowards(middle, 'right', { nodes: [...NODES, farther], related }), 'east');
});

test('two nodes on one spot do not hold anybody fast', () => {
  const nodes = [
    { id: 'a', x: 0, y: 0 },
    { id: 'b', x: 0, y: 0 },
  ];
  for (const direction of ['up', 'down', 'left', 'right'] as const) {
    assert.equal(
      nodeTowards({ id: 'a', x: 0, y: 0 }, direction, { nodes, related: new Set() }),
      undefined,
    );
  }
  assert.equal(nodeAfter(['a', 'b'], 'a', 1), 'b');
});

test('all nodes are walked through one after the other, round and round', () => {
  const ids = NODES.map(({ id }) => id);
  let at = 'middle';
  const met = new Set<string>();
  for (const _step of ids) {
    at = nodeAfter(ids, at, 1) ?? '';
    met.add(at);
  }
  assert.deepEqual([met.size, at], [ids.length, 'middle']);
  assert.equal(nodeAfter(ids, 'middle', -1), 'south-west');
  assert.equal(nodeAfter(ids, 'gone', 1), 'middle');
});

function from(
  id: string,
  direction: Direction,
  related: readonly string[] = [],
): string | undefined {
  const start = NODES.find((one) => one.id === id);
  assert.ok(start !== undefined);
  return nodeTowards(start, direction, { nodes: NODES, related: new Set(related) });
}
