import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonical, pieces, toggled, valuesOf, without } from './filter-edit.ts';

const ROWS: readonly [string, Parameters<typeof toggled>[1], string, string][] = [
  ['', 'type', 'indicator', 'type:indicator'],
  ['type:indicator', 'type', 'malware', 'type:indicator,malware'],
  ['type:indicator,malware', 'type', 'indicator', 'type:malware'],
  ['fish type:indicator', 'type', 'indicator', 'fish'],
  ['fish', 'source', 'Northern Grid CERT', 'fish source:"Northern Grid CERT"'],
  ['-tlp:red', 'tlp', 'green', '-tlp:red tlp:green'],
  ['tlp:green tlp:amber', 'tlp', 'red', 'tlp:green,amber,red'],
];

test('a value is added to a filter, and taken out again by the same click', () => {
  for (const [before, key, value, after] of ROWS) {
    assert.equal(toggled(before, key, value), after, before);
    assert.equal(valuesOf(after, key).includes(value), !valuesOf(before, key).includes(value));
  }
});

test('a filter is taken apart term by term and without one key', () => {
  const text = 'type:report "fake invoice" -is:done';
  assert.deepEqual(
    pieces(text).map((piece) => piece.text),
    ['type:report', '"fake invoice"', '-is:done'],
  );
  assert.equal(pieces(text)[1]?.rest, 'type:report -is:done');
  assert.equal(without(text, 'type'), '"fake invoice" -is:done');
  assert.equal(canonical(' TYPE:Report   word '), 'type:report word');
  assert.equal(canonical('tipe:x'), 'tipe:x');
});
