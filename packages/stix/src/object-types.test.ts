import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  classOfIdType,
  classOfType,
  META_TYPES,
  SCO_TYPES,
  SDO_TYPES,
  SRO_TYPES,
} from './object-types.ts';

describe('object types', () => {
  test('are 19 domain, 18 observable, 2 relationship and 3 meta types, none twice', () => {
    const sizes = [SDO_TYPES, SCO_TYPES, SRO_TYPES, META_TYPES].map(({ size }) => size);
    assert.deepEqual(sizes, [19, 18, 2, 3]);
    assert.equal(new Set([...SDO_TYPES, ...SCO_TYPES, ...SRO_TYPES, ...META_TYPES]).size, 42);
  });
});

describe('classOfType()', () => {
  test('knows every class', () => {
    assert.equal(classOfType('malware'), 'sdo');
    assert.equal(classOfType('url'), 'sco');
    assert.equal(classOfType('sighting'), 'sro');
    assert.equal(classOfType('language-content'), 'meta');
    assert.equal(classOfType('bundle'), 'bundle');
    assert.equal(classOfType('x-thing'), 'custom');
    assert.equal(classOfType('constructor'), 'custom');
  });
});

describe('classOfIdType()', () => {
  test('looks at the type part only', () => {
    assert.equal(classOfIdType('tool--f81d4fae-7dec-41d0-8765-00a0c91e6bf6'), 'sdo');
    assert.equal(classOfIdType('x--f81d4fae-7dec-41d0-8765-00a0c91e6bf6'), undefined);
    assert.equal(classOfIdType(''), undefined);
  });
});
