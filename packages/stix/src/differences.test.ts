import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { differencesOf } from './differences.ts';
import { DIFFERENCES_MAX } from './limits.ts';

describe('the differences of two versions', () => {
  test('name what was added, removed and changed, with old and new', () => {
    const older = {
      type: 'malware',
      name: 'A',
      'a/b': 1,
      description: 'x',
      labels: ['one', 'two'],
    };
    const newer = {
      type: 'malware',
      name: 'B',
      'a/b': 2,
      confidence: 50,
      labels: ['two', 'three'],
    };
    assert.deepEqual(differencesOf(older, newer).items, [
      { path: '/name', change: 'changed', old: 'A', new: 'B' },
      { path: '/a~1b', change: 'changed', old: 1, new: 2 },
      { path: '/confidence', change: 'added', new: 50 },
      { path: '/labels/1', change: 'added', new: 'three' },
      { path: '/labels/0', change: 'removed', old: 'one' },
      { path: '/description', change: 'removed', old: 'x' },
    ]);
  });

  test('go into objects and lists of objects', () => {
    const older = { external_references: [{ source_name: 'a' }, { source_name: 'b' }] };
    const newer = { external_references: [{ source_name: 'a', url: 'u' }] };
    assert.deepEqual(differencesOf(older, newer).items, [
      { path: '/external_references/0/url', change: 'added', new: 'u' },
      { path: '/external_references/1', change: 'removed', old: { source_name: 'b' } },
    ]);
  });

  test('stop at a number and say so', () => {
    const many = Object.fromEntries(
      Array.from({ length: DIFFERENCES_MAX + 5 }, (_, n) => [`k${String(n)}`, n]),
    );
    const { items, complete } = differencesOf({}, many);
    assert.deepEqual([items.length, complete], [DIFFERENCES_MAX, false]);
    const few = differencesOf({}, { a: 1 });
    assert.equal(few.complete, true);
  });

  test('are none exactly between versions that say the same', () => {
    const record = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(record, (value) => {
        const copy = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
        const again = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
        assert.deepEqual(differencesOf(copy, again).items, []);
      }),
    );
    fc.assert(
      fc.property(record, fc.string(), fc.integer(), (value, key, number) => {
        const changed = { ...value, [key]: [number, 'mark of the test'] };
        assert.notDeepEqual(differencesOf(value, changed).items, []);
      }),
    );
  });
});
