import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fittingLabels } from './graph-labels.ts';
import type { LabelPlace, WantedLabel } from './graph-labels.ts';

function label(text: string, places: readonly LabelPlace[], weight = 1): WantedLabel {
  return { text, places, width: 100, height: 12, weight };
}
const at = (x: number, y: number): LabelPlace => ({ x, y });

test('labels that would lie on one another give way to the weightier', () => {
  const wanted = [
    label('first', [at(0, 0)]),
    label('over it', [at(90, 5)]),
    label('itself', [at(50, 8)], 9),
  ];
  assert.deepEqual(textsOf(wanted), ['itself']);
});

test('labels side by side and one below the other all stand', () => {
  const wanted = [
    label('a', [at(0, 0)]),
    label('right', [at(103, 0)]),
    label('below', [at(0, 15)]),
  ];
  assert.deepEqual(textsOf(wanted), ['a', 'right', 'below']);
});

test('of equal ones the first stays, however many there are', () => {
  const wanted = Array.from({ length: 50 }, (_, place) => label(String(place), [at(place, 0)]));
  assert.deepEqual(textsOf(wanted), ['0']);
});

test('a label goes to the other side of its node where another or a node is in the way', () => {
  const wanted = [label('a', [at(0, 0)]), label('b', [at(50, 0), at(-110, 0)])];
  assert.deepEqual(
    fittingLabels(wanted).map(({ x }) => x),
    [0, -110],
  );
  const node = { x: 40, y: 0, width: 16, height: 16 };
  assert.equal(
    fittingLabels([label('a', [at(0, 0), at(-110, 0)])], { obstacles: [node] })[0]?.x,
    -110,
  );
  assert.equal(
    fittingLabels([label('a', [at(0, 0)])], { obstacles: [node] })[0]?.x,
    0,
    'better there than not',
  );
});

test('a label is whole where it can be', () => {
  const wanted = label('a', [at(250, 0), at(120, 0)]);
  assert.equal(fittingLabels([wanted], { frame: { width: 300 } })[0]?.x, 120);
});

function textsOf(wanted: readonly WantedLabel[]): string[] {
  return fittingLabels(wanted).map(({ text }) => text);
}
