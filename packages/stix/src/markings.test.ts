import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markingsOf } from './markings.ts';
import { TLP1, TLP2 } from './tlp.ts';
import type { StixObject } from './types.ts';

const STATEMENT = 'marking-definition--f81d4fae-7dec-41d0-8765-00a0c91e6bf6';
const OBJECT: StixObject = {
  type: 'malware',
  id: 'malware--f81d4fae-7dec-41d0-8765-00a0c91e6bf6',
};

test('markings of the whole and of parts are read in both versions of TLP, others by their ids', () => {
  const object = {
    ...OBJECT,
    object_marking_refs: [TLP1.amber.id, STATEMENT],
    granular_markings: [{ marking_ref: TLP2.red.id, selectors: ['name'] }],
  };
  assert.deepEqual(markingsOf(object), { levels: ['amber', 'red'], others: [STATEMENT] });
  assert.deepEqual(markingsOf(OBJECT), { levels: [], others: [] });
});

test('what is no reference says nothing', () => {
  const object = {
    ...OBJECT,
    object_marking_refs: TLP2.green.id,
    granular_markings: [null, 7, { selectors: ['name'] }, { marking_ref: 7 }],
  } as unknown as StixObject;
  assert.deepEqual(markingsOf(object), { levels: [], others: [] });
});
