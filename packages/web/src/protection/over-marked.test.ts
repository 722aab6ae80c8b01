import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placesOf, widerPart } from './over-marked.ts';

const NAMES = ['Quayside Container Terminal', 'Petra Wulf', 'EU'];

function part(text: string, more: { title?: string; findings?: number } = {}) {
  const places = [...text.matchAll(/\d+\.\d+\.\d+\.\d+|\w+\.example/g)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
  }));
  return widerPart({ title: '', findings: 0, names: NAMES, ...more, text, places });
}

const CASES: readonly [string, string, ReturnType<typeof part>][] = [
  ['one value alone', '198.51.100.7', 'all'],
  ['values with what they are', 'C2 server: 198.51.100.7\nDomain: evil.example', 'all'],
  ['a list of values', '198.51.100.7, 198.51.100.8; evil.example', 'all'],
  ['a report', 'On Monday our board was called by somebody from 198.51.100.7', 'values'],
  ['the name of a member', 'Quayside Container Terminal: 198.51.100.7', 'values'],
  ['the name of a person, in any case', 'PETRA WULF 198.51.100.7', 'values'],
  ['no value', 'Nothing to see', undefined],
  ['nothing', '', undefined],
];
for (const [what, text, wider] of CASES) {
  test(`${what}: ${wider ?? 'nothing'} could go wider`, () => assert.equal(part(text), wider));
}

test('what the check found keeps the whole where it is', () => {
  assert.equal(part('198.51.100.7', { findings: 1 }), 'values');
});

test('a title counts as the text does', () => {
  assert.equal(part('198.51.100.7', { title: 'Portal' }), 'all');
  assert.equal(part('198.51.100.7', { title: 'Petra Wulf' }), 'values');
  const long = 'How somebody called our board on Monday and what they wanted';
  assert.equal(part('198.51.100.7', { title: long }), 'values');
});

test('values are found where they stand, the longer one first', () => {
  const text = 'evil.example and www.evil.example, evil.example';
  const places = placesOf(text, ['evil.example', 'www.evil.example', '']);
  assert.deepEqual(
    places.map(({ start, end }) => text.slice(start, end)),
    ['evil.example', 'www.evil.example', 'evil.example'],
  );
  assert.deepEqual(placesOf('nothing here', ['evil.example']), []);
});
