import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isDeeperThan, scanBundle, textOfSpan } from './scan.ts';
import type { StixLimits } from './limits.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const scanText = (text: string, limits?: Partial<StixLimits>): ReturnType<typeof scanBundle> =>
  scanBundle(bytesOf(text), limits);

const textsOf = (text: string): string[] => {
  const bytes = bytesOf(text);
  const result = scanBundle(bytes);
  assert.ok(result.ok, result.ok ? '' : result.problem.message);
  return result.objects.map((span) => textOfSpan(bytes, span));
};

const refusal = (text: string, limits?: Partial<StixLimits>): string => {
  const result = scanText(text, limits);
  return result.ok ? `passes as ${result.kind}` : result.problem.rule;
};

describe('scanBundle()', () => {
  test('finds the objects of a bundle and its other members', () => {
    const text =
      '{"type":"bundle","id":"bundle--1","objects":[{"a":1}, {"b":[2,{}]} ],"x":{"y":[1]}}';
    assert.deepEqual(textsOf(text), ['{"a":1}', '{"b":[2,{}]}']);
    const result = scanText(text);
    assert.ok(result.ok);
    assert.equal(result.kind, 'bundle');
    assert.deepEqual(result.rest, { type: 'bundle', id: 'bundle--1', x: { y: [1] } });
  });

  test('finds the objects of a TAXII envelope', () => {
    const result = scanText('{"more":true,"next":"n","objects":[{"type":"tool"}]}');
    assert.ok(result.ok);
    assert.equal(result.kind, 'envelope');
    assert.equal(result.objects.length, 1);
    assert.deepEqual(result.rest, { more: true, next: 'n' });
  });

  test('takes an empty envelope, which is what TAXII answers when nothing is there', () => {
    for (const text of ['{}', '{"more":false}', ' { "objects" : [ ] } ']) {
      const result = scanText(text);
      assert.ok(result.ok);
      assert.equal(result.kind, 'envelope');
      assert.equal(result.objects.length, 0);
    }
  });

  test('takes a list of objects and one bare object', () => {
    const list = scanText('[{"a":1},\n{"b":2}]');
    assert.ok(list.ok);
    assert.equal(list.kind, 'array');
    assert.deepEqual(textsOf('[{"a":1},\n{"b":2}]'), ['{"a":1}', '{"b":2}']);
    const bare = scanText(' {"type":"tool","id":"x"} ');
    assert.ok(bare.ok);
    assert.equal(bare.kind, 'object');
    assert.deepEqual(bare.rest, {});
    assert.deepEqual(textsOf(' {"type":"tool","id":"x"} '), ['{"type":"tool","id":"x"}']);
    assert.deepEqual(textsOf('[]'), []);
  });

  test('takes an observed-data of STIX 2.0, whose "objects" is a dictionary, as one object', () => {
    const text = '{"type":"observed-data","objects":{"0":{"type":"url"}}}';
    assert.deepEqual(textsOf(text), [text]);
    const odd = '{"type":"x-bundle","objects":[1]}';
    assert.deepEqual(textsOf(odd), [odd]);
  });

  test('takes bundles without objects, and names one whose objects are no list', () => {
    const result = scanText('{"type":"bundle","id":"bundle--1"}');
    assert.ok(result.ok);
    assert.equal(result.kind, 'bundle');
    assert.equal(result.objects.length, 0);
    assert.equal(refusal('{"type":"bundle","objects":{}}'), 'objects-not-a-list');
    assert.equal(refusal('{"type":"tool","name":"bundle"}'), 'passes as object');
    assert.equal(refusal(`{"type":"bundle","name":"${'x'.repeat(5000)}"}`), 'passes as object');
  });

  test('reads member names with escapes', () => {
    assert.deepEqual(textsOf('{"obj\\u0065cts":[{"a":1}]}'), ['{"a":1}']);
    assert.equal(refusal('{"ob\\xjects":[]}'), 'json-syntax');
  });

  test('is not misled by brackets, quotes and escapes inside strings', () => {
    const object = JSON.stringify({ 'a"]}': 'x\\"}]{[\\', b: '\\\\', c: 'é💣"' });
    assert.deepEqual(textsOf(`{"objects":[${object},${object}]}`), [object, object]);
  });

  test('passes a byte order mark', () => {
    const bytes = bytesOf('\ufeff[{"a":1}]');
    assert.equal(bytes.length, 12);
    const result = scanBundle(bytes);
    assert.ok(result.ok);
    assert.deepEqual(result.objects, [{ start: 4, end: 11 }]);
  });

  test('leaves a fault inside one object to that object', () => {
    assert.deepEqual(textsOf('[{"a":},{"b":1}]'), ['{"a":}', '{"b":1}']);
    assert.deepEqual(textsOf('[{]  ,5,"x",null,[1],true,-1.5e+3]'), [
      '{]',
      '5',
      '"x"',
      'null',
      '[1]',
      'true',
      '-1.5e+3',
    ]);
    const deep = `${'['.repeat(100)}${']'.repeat(100)}`;
    assert.deepEqual(textsOf(`[${deep}]`), [deep]);
  });

  test('refuses XML with a way out', () => {
    const result = scanText('<?xml version="1.0"?><stix:STIX_Package/>');
    assert.ok(!result.ok);
    assert.equal(result.problem.rule, 'stix-1-xml');
    assert.match(result.problem.message, /convert it to STIX 2\.1/);
  });

  test('refuses bodies that are not JSON as a whole', () => {
    for (const text of [
      'x',
      '"objects"',
      '5',
      '{',
      '[',
      '[{"a":1}',
      '[{"a":1},]',
      '[,]',
      '[{"a":1} {"b":2}]',
      '[{"a":1}]]',
      '[{"a":1}] x',
      '{"objects":[}',
      '{"objects" []}',
      '{"objects":[],}',
      '{"objects":[] "a":1}',
      '{objects:[]}',
      '{"a":}',
      '{"a":"b',
      '{"a":"b\\',
      '{"objects":[],"a":tru}',
      '{"objects":[],"a":[1,]}',
      '{"type":"bundle","a":[1,]}',
      '{"a" 1}',
      '[é]',
    ]) {
      assert.equal(refusal(text), 'json-syntax', text);
    }
    assert.equal(refusal(''), 'empty-body');
    assert.equal(refusal('  \n'), 'empty-body');
    assert.equal(refusal('{"objects":[],"objects":[]}'), 'duplicate-objects');
  });

  test('refuses members that could reach a prototype', () => {
    assert.equal(refusal('{"objects":[],"__proto__":{}}'), 'poison-key');
    assert.equal(refusal('{"objects":[],"a":[{"constructor":{"prototype":{}}}]}'), 'poison-key');
    assert.equal(refusal('{"objects":[],"constructor":1}'), 'passes as envelope');
  });

  test('holds the limits on size, number and depth', () => {
    assert.equal(refusal('[{"a":1}]', { bodyBytes: 8 }), 'body-too-large');
    assert.equal(refusal('[{"a":1}]', { bodyBytes: 9 }), 'passes as array');
    assert.equal(refusal('[1,2,3]', { objects: 2 }), 'too-many-objects');
    assert.equal(refusal('[1,2,3]', { objects: 3 }), 'passes as array');
    const nested = (levels: number): string =>
      `{"objects":[],"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    assert.equal(refusal(nested(31)), 'passes as envelope');
    assert.equal(refusal(nested(32)), 'too-deep');
    assert.equal(refusal(nested(200_000)), 'too-deep');
  });

  test('holds the default limit of 8 MiB', () => {
    const result = scanBundle(new Uint8Array(8 * 1024 * 1024 + 1).fill(0x20));
    assert.ok(!result.ok);
    assert.equal(result.problem.rule, 'body-too-large');
  });

  test('refuses what is not UTF-8 in strings', () => {
    const body = (...middle: number[]): Uint8Array =>
      new Uint8Array([...bytesOf('[{"a":"'), ...middle, ...bytesOf('"}]')]);
    const bad = [
      [0x80],
      [0xc0, 0x80],
      [0xc3],
      [0xe0, 0x80, 0x80],
      [0xe2, 0x82],
      [0xed, 0xa0, 0x80],
      [0xf0, 0x80, 0x80, 0x80],
      [0xf0, 0x9f, 0x92],
      [0xf4, 0x90, 0x80, 0x80],
      [0xf5, 0x80, 0x80, 0x80],
      [0xff],
    ];
    for (const middle of bad) {
      const result = scanBundle(body(...middle));
      assert.equal(result.ok ? '' : result.problem.rule, 'not-utf8', String(middle));
    }
    for (const middle of [
      [0xc3, 0xa9],
      [0xe2, 0x82, 0xac],
      [0xf0, 0x9f, 0x92, 0xa3],
      [0xed, 0x9f, 0xbf],
      [0x5c, 0xc3, 0xa9],
    ]) {
      assert.equal(scanBundle(body(...middle)).ok, true, String(middle));
    }
  });

  test('refuses a body that ends inside a character', () => {
    for (const end of [[0xf0, 0x9f, 0x92], [0xf0, 0x9f], [0xf0], [0xe2, 0x82], [0xc3]]) {
      const result = scanBundle(new Uint8Array([...bytesOf('["'), ...end]));
      assert.equal(result.ok ? '' : result.problem.rule, 'not-utf8');
    }
    assert.equal(refusal('["a\\'), 'json-syntax');
    assert.equal(refusal('[tru'), 'json-syntax');
  });

  test('takes exactly the bytes that a strict decoder takes', () => {
    const strict = new TextDecoder('utf-8', { fatal: true });
    const decodes = (bytes: Uint8Array): boolean => {
      try {
        strict.decode(bytes);
        return true;
      } catch {
        return false;
      }
    };
    const inner = fc
      .uint8Array({ minLength: 1, maxLength: 6 })
      .map((bytes) => bytes.map((byte) => (byte < 0x80 ? 0x61 : byte)));
    fc.assert(
      fc.property(inner, (bytes) => {
        const body = new Uint8Array([...bytesOf('["'), ...bytes, ...bytesOf('"]')]);
        assert.equal(scanBundle(body).ok, decodes(bytes));
      }),
      { numRuns: 500 },
    );
  });

  test('agrees with JSON.parse on any bundle, however it is spaced', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.nat(4), fc.boolean(), (values, space, bare) => {
        const body = bare ? values : { type: 'bundle', objects: values };
        const text = JSON.stringify(body, null, space);
        const expected: unknown = JSON.parse(text);
        const found: unknown[] = textsOf(text).map((part) => JSON.parse(part));
        assert.deepEqual(bare ? found : { type: 'bundle', objects: found }, expected);
      }),
    );
  });

  test('never throws, and never passes what JSON.parse refuses in its frame', () => {
    const shape = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '\\',
        ' ',
        '1',
        'objects',
        '"objects"',
        'é',
      ),
    );
    fc.assert(
      fc.property(shape, (parts) => {
        const text = parts.join('');
        const result = scanText(text);
        if (!result.ok) return;
        for (const span of result.objects) assert.ok(span.start < span.end);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('faults of the program in scanBundle()', () => {
  test('are not taken for faults of the body', () => {
    const limits = {
      get bodyBytes(): number {
        throw new RangeError('broken');
      },
    };
    assert.throws(() => scanBundle(bytesOf('[]'), limits), RangeError);
  });
});

describe('isDeeperThan()', () => {
  test('counts brackets outside strings', () => {
    assert.equal(isDeeperThan('[[]]', 2), false);
    assert.equal(isDeeperThan('[[]]', 1), true);
    assert.equal(isDeeperThan('["[[[\\"[["]', 1), false);
    assert.equal(isDeeperThan('[][][]', 1), false);
    assert.equal(isDeeperThan('["unclosed [[', 1), false);
  });
});
