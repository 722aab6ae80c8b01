import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { prepareObject } from './prepare.ts';
import { repeatedMember } from './repeated.ts';

function placeIn(text: string): string | undefined {
  return repeatedMember(text, JSON.parse(text))?.path;
}

test('a member that stands twice is found, wherever it stands and however it is written', () => {
  const places: [text: string, place: string | undefined][] = [
    ['{"a":1,"b":2}', undefined],
    ['{"a":1,"a":2}', '/a'],
    ['{"a":{"b":1},"c":{"b":1}}', undefined],
    ['{"a":{"b":1,"b":1}}', '/a/b'],
    ['{"a":[{"b":1},{"b":1}]}', undefined],
    ['[0,{"x":[1,{"b":1,\n "b" :1}]}]', '/1/x/1/b'],
    ['{"a":1,"\\u0061":2}', '/a'],
    ['{"a\\"":1,"a\\\\":2,"a\\\\\\"":3}', undefined],
    ['{"a":"{\\"a\\":1,\\"a\\":2}"}', undefined],
    ['{"a":":","b":"\\\\"}', undefined],
    ['{"~/":1,"~/":2}', '/~0~1'],
    ['"a"', undefined],
    ['{}', undefined],
  ];
  for (const [text, place] of places) assert.equal(placeIn(text), place, text);
});

test('no value written once has a member that stands twice', () => {
  fc.assert(
    fc.property(fc.json({ depthSize: 'medium' }), fc.boolean(), (text, isSpaced) => {
      const value: unknown = JSON.parse(text);
      const written = isSpaced ? JSON.stringify(value, undefined, 1) : JSON.stringify(value);
      assert.equal(repeatedMember(written, value), undefined);
    }),
  );
});

test('an object with two markings is refused, since parsers differ in which they take', () => {
  const red = 'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed';
  const white = 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9';
  const text = `{"type":"identity","spec_version":"2.1","id":"identity--7e1ab0c4-9a1c-4d6e-8b3f-0d7a3f5e2c11","created":"2026-02-01T00:00:00.000Z","modified":"2026-02-01T00:00:00.000Z","name":"x","object_marking_refs":["${red}"],"object_marking_refs":["${white}"]}`;
  const prepared = prepareObject(text);
  assert.equal(prepared.ok, false);
  assert.deepEqual(prepared.ok ? [] : prepared.errors.map(({ path, rule }) => [path, rule]), [
    ['/object_marking_refs', 'repeated-member'],
  ]);
});
