import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkObject } from './check-object.ts';
import { hintsIn, hintSet } from './hints.ts';
import { NO_PROFILE } from './profile.ts';
import { rewriteJson } from './rewrite-json.ts';

function found(object: Record<string, unknown>): string[] {
  return checkObject(object, NO_PROFILE).map(
    ({ rule, pointer, text, start, end, fix }) =>
      `${rule} ${pointer} ${text.slice(start, end)} ${fix}`,
  );
}

describe('a STIX object', () => {
  const cases: [object: Record<string, unknown>, ...findings: string[]][] = [
    [
      { type: 'report', description: 'seen on 10.1.2.3' },
      'private-network /description 10.1.2.3 replace',
    ],
    [{ type: 'ipv4-addr', value: '10.1.2.3' }, 'private-network /value 10.1.2.3 leave-out'],
    [
      { type: 'indicator', pattern: "[ipv4-addr:value = '10.1.2.3']" },
      'private-network /pattern 10.1.2.3 leave-out',
    ],
    [
      { type: 'user-account', user_id: 'jdoe', credential: 'x' },
      'user-name /user_id jdoe leave-out',
      'password /credential x leave-out',
    ],
    [{ type: 'user-account', account_login: 'root' }],
    [
      { type: 'identity', identity_class: 'individual', name: 'Ana Brandt' },
      'named-person /name Ana Brandt replace',
    ],
    [{ type: 'identity', identity_class: 'organization', name: 'Ana Brandt' }],
    [
      { type: 'report', external_references: [{ description: 'token: Ab3Cd4Ef5' }] },
      'password /external_references/0/description Ab3Cd4Ef5 replace',
    ],
    [
      {
        type: 'file',
        hashes: { MD5: '44d88612fea8a8f36de82e1278abb02f' },
        id: 'x',
        x_ref: '10.1.2.3',
      },
    ],
    [{ type: 'report', x_note: 'password: Winter-2026' }, 'password /x_note Winter-2026 replace'],
  ];
  for (const [object, ...findings] of cases)
    test(`${JSON.stringify(object)} gives away ${String(findings.length)} things`, () => {
      assert.deepEqual(found(object), findings);
    });

  test('named by words of JavaScript finds nothing by chance', () => {
    assert.deepEqual(found({ type: '__proto__', constructor: 'a', toString: 'b' }), []);
  });
});

describe('rewriting a JSON document', () => {
  test('changes what is meant, and nothing else of what is written', () => {
    const json = '{ "a" : "x\\u0041y", "n":1.50e3,\n"b":[ "x", {"a~/":"keep x"} ], "a2":"xAy" }';
    const change = { start: 1, end: 2, instead: '"é' };
    assert.equal(
      rewriteJson(json, [
        { ...change, pointer: '/a', text: 'xAy' },
        { start: 5, end: 6, instead: '', pointer: '/b/1/a~0~1', text: 'keep x' },
        { ...change, pointer: '/a2', text: 'another' },
      ]),
      json.replace('"x\\u0041y"', '"x\\"éy"'),
    );
  });

  test('finds every text at its place, whatever the document', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 4 }), (value, space) => {
        const places: { pointer: string; text: string }[] = [];
        const walk = (part: unknown, pointer: string): void => {
          if (typeof part === 'string' && part !== '') places.push({ pointer, text: part });
          else if (typeof part === 'object' && part !== null)
            for (const [key, inner] of Object.entries(part))
              walk(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
        };
        walk(value, '');
        const changes = places.map(({ pointer, text }) => ({
          pointer,
          text,
          start: 0,
          end: text.length,
          instead: `<${pointer}>`,
        }));
        const written: unknown = JSON.parse(
          rewriteJson(JSON.stringify(value, null, space), changes),
        );
        const expected = JSON.stringify(value);
        assert.equal(JSON.stringify(written), JSON.stringify(replaced(JSON.parse(expected), '')));
      }),
    );
  });
});

function replaced(part: unknown, pointer: string): unknown {
  if (typeof part === 'string') return part === '' ? part : `<${pointer}>`;
  if (Array.isArray(part)) return part.map((one, at) => replaced(one, `${pointer}/${String(at)}`));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, inner]) => [
      key,
      replaced(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
    ]),
  );
}

test('hints are found at any place, in any case, over any neighbours', () => {
  const word = fc.constantFrom(
    ['private key', 'key-block'],
    ['PassWord: x', 'secret-word'],
    ['token" : "x', 'secret-word'],
    ['Telefon 0', 'phone-word'],
    ['4111 1111-1111', 'long-number'],
    ['ghp_', 'token-mark'],
  ) as fc.Arbitrary<[string, Parameters<typeof hintSet>[0][number]]>;
  fc.assert(
    fc.property(fc.string(), word, fc.string(), (before, [text, hint], after) => {
      const set = hintSet([hint]);
      assert.equal(hintsIn(`${before} ${text}${after}`) & set, set);
    }),
  );
  assert.equal(hintsIn('passwords are reset, the token expires') & hintSet(['secret-word']), 0);
});
