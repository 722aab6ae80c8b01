import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { splitBody } from './split-body.ts';

const NAMES = new Set(['objects', 'bundle']);

function split(text: string): { rest: string; parts: Record<string, string> } {
  const { rest, parts } = splitBody(Buffer.from(text), NAMES);
  return {
    rest: Buffer.from(rest).toString(),
    parts: Object.fromEntries(
      [...parts].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
    ),
  };
}

describe('taking members out of a JSON body', () => {
  test('keeps their bytes and leaves null in their place', () => {
    const found = split('{"title":"a", "objects" : [ {"n": 1.0} ] ,"bundle":{"b":"}"}, "last":2}');
    assert.deepEqual(found.parts, { objects: '[ {"n": 1.0} ]', bundle: '{"b":"}"}' });
    assert.equal(found.rest, '{"title":"a", "objects" : null ,"bundle":null, "last":2}');
  });

  test('looks at the outermost object only', () => {
    const text = '{"inner":{"objects":[1]},"text":"\\"objects\\":[2]"}';
    assert.deepEqual(split(text), { rest: text, parts: {} });
  });

  test('gives a body that is no object back as it is', () => {
    for (const text of [
      '',
      '[]',
      '"objects"',
      '12',
      'not json',
      '{',
      '{"objects"',
      '{"objects":',
    ]) {
      assert.equal(split(text).rest, text);
    }
  });

  test('agrees with a JSON parser about every object', () => {
    const key = fc.oneof(fc.constantFrom('objects', 'bundle', 'a', 'title'), fc.string());
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), fc.nat(3), (object, indent) => {
        const { rest, parts } = split(JSON.stringify(object, null, indent));
        const whole: Record<string, unknown> = JSON.parse(rest);
        for (const [name, text] of Object.entries(parts)) {
          assert.equal(whole[name], null);
          whole[name] = JSON.parse(text);
        }
        assert.deepEqual(whole, JSON.parse(JSON.stringify(object)));
      }),
      { numRuns: 500 },
    );
  });
});
