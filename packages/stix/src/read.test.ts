import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readObject } from './read.ts';

const tool = {
  type: 'tool',
  spec_version: '2.1',
  id: 'tool--f81d4fae-7dec-41d0-8765-00a0c91e6bf6',
  created: '2024-01-01T00:00:00.000Z',
  modified: '2024-01-01T00:00:00.000Z',
  name: 'VNC',
};
const rulesOf = (text: string, limits = {}): string[] =>
  readObject(text, { limits }).errors.map(({ rule }) => rule);

describe('readObject()', () => {
  test('parses and validates', () => {
    const found = readObject(JSON.stringify(tool));
    assert.equal(found.ok, true);
    assert.deepEqual(found.object, tool);
  });

  test("refuses what is not JSON, with the parser's reason", () => {
    assert.deepEqual(rulesOf('{"type":'), ['json-syntax']);
    assert.match(readObject('{x').errors[0]?.message ?? '', /not valid JSON: /);
  });

  test('refuses JSON that is not an object', () => {
    for (const text of ['null', '5', '"x"', '[]', 'true'])
      assert.deepEqual(rulesOf(text), ['type']);
  });

  test('measures long text before it parses it', () => {
    assert.deepEqual(rulesOf(`{"a":${'['.repeat(100_000)}`), ['too-deep']);
    const long = JSON.stringify({ ...tool, description: 'x'.repeat(70_000) });
    assert.deepEqual(rulesOf(long), ['string-too-long']);
    assert.deepEqual(rulesOf(long, { bodyBytes: 70_000 }), ['object-too-large']);
    assert.deepEqual(rulesOf(long, { stringBytes: 80_000 }), []);
  });

  test('refuses poisoned keys', () => {
    assert.ok(rulesOf('{"__proto__":{"type":"tool"},"type":"tool"}').includes('poison-key'));
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof readObject(text).ok === 'boolean'));
    fc.assert(fc.property(fc.json(), (text) => typeof readObject(text).ok === 'boolean'));
  });
});
