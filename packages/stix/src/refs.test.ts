import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { refsOf } from './refs.ts';

const id = (type: string): string => `${type}--f81d4fae-7dec-41d0-8765-00a0c91e6bf6`;

describe('refsOf()', () => {
  test('gives single references, lists and nested ones, in order', () => {
    assert.deepEqual(
      refsOf({
        type: 'relationship',
        id: id('relationship'),
        created_by_ref: id('identity'),
        source_ref: id('malware'),
        target_ref: id('tool'),
        object_marking_refs: [id('marking-definition'), id('marking-definition')],
        granular_markings: [{ selectors: ['a'], marking_ref: id('marking-definition') }],
        extensions: { a: { b: { message_body_data_ref: id('artifact') } } },
      }),
      [
        { property: 'created_by_ref', id: id('identity') },
        { property: 'source_ref', id: id('malware') },
        { property: 'target_ref', id: id('tool') },
        { property: 'object_marking_refs', id: id('marking-definition') },
        { property: 'object_marking_refs', id: id('marking-definition') },
        { property: 'granular_markings.marking_ref', id: id('marking-definition') },
        { property: 'extensions.a.b.message_body_data_ref', id: id('artifact') },
      ],
    );
  });

  test('leaves out what is not an identifier', () => {
    const odd = {
      type: 'x',
      id: id('x'),
      a_ref: '0',
      b_refs: ['1', 5, null],
      c_ref: null,
      _ref: id('tool'),
    };
    assert.deepEqual(refsOf(odd), [{ property: '_ref', id: id('tool') }]);
    assert.deepEqual(refsOf({ type: 'x', id: id('x'), d_refs: [{ e_ref: id('tool') }] }), [
      { property: 'd_refs.e_ref', id: id('tool') },
    ]);
  });

  test('stops at the limit on depth', () => {
    let deep: Record<string, unknown> = { a_ref: id('tool') };
    for (let level = 0; level < 10_000; level += 1) deep = { b: deep };
    assert.deepEqual(refsOf({ type: 'x', id: id('x'), deep }), []);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (members) => {
        refsOf({ ...members, type: 'x', id: id('x') });
      }),
    );
  });
});
