import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { depthOf, readJson } from './json-body.ts';
import { Refused } from './refusal.ts';

const read = (text: string | Uint8Array): unknown =>
  readJson(typeof text === 'string' ? Buffer.from(text) : text, { depthMax: 32 });

describe('readJson()', () => {
  test('gives what JSON.parse gives', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 10 }), (text) => {
        const value = read(text);
        if (!(value instanceof Refused)) assert.deepEqual(value, JSON.parse(text));
      }),
    );
  });

  test('refuses what is nested too deep before parsing it', () => {
    assert.ok(read('['.repeat(100_000)) instanceof Refused);
    assert.ok(read('['.repeat(33) + ']'.repeat(33)) instanceof Refused);
    assert.ok(!(read('['.repeat(32) + ']'.repeat(32)) instanceof Refused));
  });

  test('refuses bytes that are not UTF-8 and text that is not JSON', () => {
    for (const bytes of [Buffer.from([0xff, 0xfe]), Buffer.from([0x22, 0xc3, 0x28, 0x22])]) {
      assert.ok(read(bytes) instanceof Refused);
    }
    for (const text of ['{', "{'a':1}", 'nul', '{"a":1,}', '\u0000']) {
      assert.ok(read(text) instanceof Refused, text);
    }
  });

  test('refuses keys that reach into prototypes, however they are written', () => {
    const texts = [
      '{"__proto__":{"a":1}}',
      '{"a":[{"\\u005f_proto__":1}]}',
      '{"constructor":{"prototype":{"a":1}}}',
    ];
    for (const text of texts) assert.ok(read(text) instanceof Refused, text);
    assert.deepEqual(read('{"constructor":"Alder"}'), { constructor: 'Alder' });
  });

  test('refuses NUL and halves of surrogate pairs, and names the place', () => {
    const refused = read('{"a":[{"b":"x\\u0000"}]}');
    assert.ok(refused instanceof Refused);
    assert.equal(refused.faults[0]?.pointer, '/a/0/b');
    assert.ok(read('"\\ud800"') instanceof Refused);
    assert.equal(read('"\\ud83d\\ude00"'), '😀');
  });

  test('refuses a member that stands twice, and names the place', () => {
    const refused = read('{"marking":{"level":"red","level":"clear"}}');
    assert.ok(refused instanceof Refused);
    assert.equal(refused.faults[0]?.pointer, '/marking/level');
  });

  test('gives nothing for an empty body', () => {
    assert.equal(read(''), undefined);
  });
});

describe('depthOf()', () => {
  test('does not count brackets inside strings', () => {
    assert.equal(depthOf(Buffer.from('{"a":"[[[[\\"[[","b":[1]}')), 2);
  });
});
