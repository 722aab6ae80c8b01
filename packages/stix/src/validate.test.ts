import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { DOMAIN_OBJECTS } from './validation/domain-objects.ts';
import { META_OBJECTS } from './validation/meta-objects.ts';
import { OBSERVABLE_OBJECTS } from './validation/observable-objects.ts';
import { RELATIONSHIP_OBJECTS } from './validation/relationship-objects.ts';
import { META_TYPES, SCO_TYPES, SDO_TYPES, SRO_TYPES } from './object-types.ts';
import type { Validation } from './types.ts';
import { validateObject } from './validate.ts';

const tool = {
  type: 'tool',
  spec_version: '2.1',
  id: 'tool--f81d4fae-7dec-41d0-8765-00a0c91e6bf6',
  created: '2024-01-01T00:00:00.000Z',
  modified: '2024-01-01T00:00:00.000Z',
  name: 'VNC',
};
const SCO_ID = 'url--4e11b23f-732c-5ee2-9d6b-0c2a7d4b1f10';
const EXTENSION = 'extension-definition--f81d4fae-7dec-41d0-8765-00a0c91e6bf6';

const errorsOf = (found: Validation): string[] =>
  found.errors.map(({ path, rule }) => `${path} ${rule}`);
const warningsOf = (value: unknown): string[] => {
  const found = validateObject(value);
  assert.deepEqual(errorsOf(found), []);
  return found.warnings.map(({ path, rule }) => `${path} ${rule}`);
};

describe('the tables of definitions', () => {
  test('cover every type of the standard and no other', () => {
    assert.deepEqual(new Set(Object.keys(DOMAIN_OBJECTS)), SDO_TYPES);
    assert.deepEqual(new Set(Object.keys(OBSERVABLE_OBJECTS)), SCO_TYPES);
    assert.deepEqual(new Set(Object.keys(RELATIONSHIP_OBJECTS)), SRO_TYPES);
    assert.deepEqual(new Set(Object.keys(META_OBJECTS)), META_TYPES);
  });
});

describe('validateObject()', () => {
  test('gives back the very object, with nothing to say', () => {
    const found = validateObject(tool);
    assert.equal(found.object, tool);
    assert.deepEqual([found.ok, found.errors, found.warnings], [true, [], []]);
  });

  test('refuses what is not an object', () => {
    for (const value of [undefined, null, 5, 'tool', true, [], [tool], Symbol.iterator, 5n]) {
      assert.deepEqual(errorsOf(validateObject(value)), [' type']);
    }
  });

  test('says where, what, why and the way out', () => {
    const { errors } = validateObject({ ...tool, modified: 'yesterday' });
    assert.deepEqual(errors, [
      {
        path: '/modified',
        rule: 'timestamp-format',
        section: 'STIX 2.1 §2.16',
        message: '"yesterday" is not a timestamp; write it in UTC like "2020-01-31T12:00:00.000Z"',
      },
    ]);
  });

  test('shows long values cut short', () => {
    const [error] = validateObject({ ...tool, modified: 'x'.repeat(5000) }).errors;
    assert.ok((error?.message.length ?? 999) < 200);
  });

  test('does not see properties that only a prototype has', () => {
    const inherited: object = Object.create(tool, { extra: { value: 1, enumerable: true } });
    assert.equal(validateObject(inherited).ok, false);
    const { name: _name, ...nameless } = tool;
    const named: object = Object.assign(Object.create({ name: 'x' }), nameless);
    assert.deepEqual(errorsOf(validateObject(named)), ['/name required']);
  });
});

describe('property names in validateObject()', () => {
  test('have at most 250 characters', () => {
    const named = (length: number): Validation =>
      validateObject({ ...tool, ['x'.repeat(length)]: 1 });
    assert.equal(named(250).ok, true);
    assert.deepEqual(
      named(251).errors.map(({ rule }) => rule),
      ['property-name'],
    );
    assert.deepEqual(errorsOf(validateObject({ ...tool, '': 1 })), ['/ property-name']);
  });
});

describe('warnings of validateObject()', () => {
  test('name custom properties once, in one warning', () => {
    const found = validateObject({ ...tool, x_mitre_version: '1.0', x_other: 2 });
    assert.equal(found.warnings.length, 1);
    assert.equal(found.warnings[0]?.path, '/x_mitre_version');
    assert.match(found.warnings[0]?.message ?? '', /x_mitre_version, x_other/);
  });

  test('are spared where an extension declares what is custom', () => {
    const extensions = (type: string): object => ({ [EXTENSION]: { extension_type: type } });
    const ranked = { ...tool, rank: 5 };
    assert.deepEqual(
      warningsOf({ ...ranked, extensions: extensions('toplevel-property-extension') }),
      [],
    );
    assert.deepEqual(warningsOf({ ...ranked, extensions: extensions('property-extension') }), [
      '/rank custom-property',
    ]);
    const custom = { ...tool, type: 'x-tool', id: `x-${tool.id}` };
    assert.deepEqual(warningsOf(custom), ['/type custom-type']);
    assert.deepEqual(warningsOf({ ...custom, extensions: extensions('new-sdo') }), []);
    assert.deepEqual(warningsOf({ ...custom, extensions: { 'x-a-ext': { extension_type: 5 } } }), [
      '/extensions/x-a-ext custom-extension',
      '/type custom-type',
    ]);
  });

  test('name coarse version times, upper-case ids, and terms outside vocabularies', () => {
    assert.deepEqual(warningsOf({ ...tool, created: '2017-06-01T00:00:00Z' }), [
      '/created timestamp-precision',
    ]);
    assert.deepEqual(warningsOf({ ...tool, created: '2017-06-01T00:00:00.12Z' }), [
      '/created timestamp-precision',
    ]);
    assert.deepEqual(warningsOf({ ...tool, id: tool.id.replace('f81d', 'F81D') }), ['/id id-case']);
    assert.deepEqual(warningsOf({ ...tool, tool_types: ['remote-access', 'hammer'] }), [
      '/tool_types/1 open-vocabulary',
    ]);
  });

  test('name what observables do not have, and keep it', () => {
    const url = { type: 'url', id: SCO_ID, value: 'https://a.example/' };
    assert.deepEqual(warningsOf({ ...url, labels: ['x'], confidence: 5 }), [
      '/labels not-applicable',
      '/confidence not-applicable',
    ]);
    assert.deepEqual(warningsOf({ ...url, created: tool.created, modified: tool.modified }), [
      '/created not-applicable',
      '/modified not-applicable',
    ]);
    assert.deepEqual(errorsOf(validateObject({ ...url, confidence: 500 })), ['/confidence range']);
  });

  test('name null and empty lists in custom content', () => {
    assert.deepEqual(warningsOf({ ...tool, x_a: null, x_b: [], x_c: { d: [{}, null] } }), [
      '/x_a null-value',
      '/x_b empty-list',
      '/x_c/d/1 null-value',
      '/x_a custom-property',
    ]);
  });

  test('name patterns that can match nothing', () => {
    const indicator = {
      ...tool,
      type: 'indicator',
      id: tool.id.replace('tool', 'indicator'),
      pattern: "[file:name = 'a' AND url:value = 'b'] REPEATS 2 TIMES OR [a:b = 1]",
      pattern_type: 'stix',
      valid_from: tool.created,
    };
    assert.deepEqual(warningsOf(indicator), ['/pattern pattern-unsatisfiable']);
    const fine = { ...indicator, pattern: '[(a:b = 1 OR c:d = 2) AND (c:e = 3 OR f:g = 4)]' };
    assert.deepEqual(warningsOf(fine), []);
    const followed = { ...indicator, pattern: '[a:b = 1] FOLLOWEDBY [c:d = 2]' };
    assert.deepEqual(warningsOf(followed), []);
  });
});

describe('limits of validateObject()', () => {
  const nested = (levels: number): unknown => {
    let value: unknown = 1;
    for (let level = 0; level < levels; level += 1)
      value = level % 2 === 0 ? [value] : { a: value };
    return value;
  };

  test('hold on depth, counting the object itself', () => {
    assert.equal(validateObject({ ...tool, x_deep: nested(31) }).ok, true);
    const found = validateObject({ ...tool, x_deep: nested(32) });
    assert.deepEqual(
      found.errors.map(({ rule }) => rule),
      ['too-deep'],
    );
    assert.equal(
      validateObject({ ...tool, x_deep: nested(1), aliases: ['a'] }, { limits: { depth: 2 } }).ok,
      true,
    );
  });

  test('hold on depth in every kind of container', () => {
    const limits = { depth: 1 };
    const values = {
      aliases: ['a'],
      kill_chain_phases: [{ kill_chain_name: 'a', phase_name: 'b' }],
      extensions: { [EXTENSION]: { extension_type: 'new-sdo' } },
      x_list: [1],
      x_object: {},
    };
    for (const [name, value] of Object.entries(values)) {
      assert.deepEqual(errorsOf(validateObject({ ...tool, [name]: value }, { limits })), [
        `/${name} too-deep`,
      ]);
    }
    const file = { type: 'file', id: SCO_ID.replace('url', 'file'), hashes: { MD5: 'a' } };
    assert.ok(errorsOf(validateObject(file, { limits })).includes('/hashes too-deep'));
    const deeper = validateObject(
      { ...tool, kill_chain_phases: [{ kill_chain_name: 'a', phase_name: 'b' }] },
      { limits: { depth: 2 } },
    );
    assert.deepEqual(errorsOf(deeper), ['/kill_chain_phases/0 too-deep']);
  });

  test('survive a value that is nested beyond any stack', () => {
    const found = validateObject({ ...tool, x_deep: nested(100_000) });
    assert.deepEqual(
      found.errors.map(({ rule }) => rule),
      ['too-deep'],
    );
  });

  test('hold on the length of strings and keys, in bytes', () => {
    const limits = { stringBytes: 100 };
    assert.equal(validateObject({ ...tool, description: 'a'.repeat(100) }, { limits }).ok, true);
    for (const description of ['a'.repeat(101), 'é'.repeat(51), '€'.repeat(34)]) {
      assert.deepEqual(errorsOf(validateObject({ ...tool, description }, { limits })), [
        '/description string-too-long',
      ]);
    }
    const long = 'k'.repeat(101);
    assert.deepEqual(errorsOf(validateObject({ ...tool, x_a: { [long]: 1 } }, { limits })), [
      '/x_a string-too-long',
    ]);
    assert.deepEqual(errorsOf(validateObject({ ...tool, x_a: [long] }, { limits })), [
      '/x_a/0 string-too-long',
    ]);
    assert.equal(validateObject({ ...tool, description: 'a'.repeat(65_536) }).ok, true);
    assert.equal(validateObject({ ...tool, description: 'a'.repeat(65_537) }).ok, false);
  });

  test('hold on the number of members at every level', () => {
    const many = (count: number): object =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`key_${index}`, 1]));
    assert.equal(validateObject({ ...tool, x_a: many(1000) }).ok, true);
    assert.deepEqual(errorsOf(validateObject({ ...tool, x_a: many(1001) })), [
      '/x_a too-many-keys',
    ]);
    assert.deepEqual(errorsOf(validateObject({ ...tool, ...many(1000) })), [' too-many-keys']);
    const limits = { keysPerObject: 7 };
    const phase = { kill_chain_name: 'a', phase_name: 'b', ...many(6) };
    assert.deepEqual(
      errorsOf(validateObject({ ...tool, kill_chain_phases: [phase] }, { limits })),
      ['/kill_chain_phases/0 too-many-keys'],
    );
    const file = { type: 'file', id: SCO_ID.replace('url', 'file'), name: 'a', hashes: many(8) };
    assert.ok(errorsOf(validateObject(file, { limits })).includes('/hashes too-many-keys'));
    assert.deepEqual(errorsOf(validateObject({ ...tool, extensions: many(8) }, { limits })), [
      '/extensions too-many-keys',
    ]);
  });

  test('keep at most a hundred problems of a kind', () => {
    const aliases = Array.from({ length: 500 }, () => 5);
    assert.equal(validateObject({ ...tool, aliases }).errors.length, 100);
    const tools = Array.from({ length: 500 }, () => 'hammer');
    assert.equal(validateObject({ ...tool, tool_types: tools }).warnings.length, 100);
  });
});

describe('poisoned keys in validateObject()', () => {
  const poisoned = (text: string): unknown => JSON.parse(text);

  test('are refused wherever they stand', () => {
    const base = JSON.stringify(tool).slice(0, -1);
    const cases: [string, string][] = [
      ['"__proto__":{"a":1}', '/__proto__ poison-key'],
      ['"prototype":1', '/prototype poison-key'],
      ['"x_a":{"constructor":{"prototype":{}}}', '/x_a/constructor/prototype poison-key'],
      ['"x_a":[{"__proto__":1}]', '/x_a/0/__proto__ poison-key'],
      [
        '"external_references":[{"source_name":"a","url":"b:c","__proto__":1}]',
        '/external_references/0/__proto__ poison-key',
      ],
      ['"extensions":{"__proto__":{"a":1}}', '/extensions/__proto__ poison-key'],
    ];
    for (const [member, expected] of cases) {
      assert.deepEqual(errorsOf(validateObject(poisoned(`${base},${member}}`))), [expected]);
    }
    const hashes = `{"type":"file","id":"${SCO_ID.replace('url', 'file')}","hashes":{"__proto__":"a","MD5":"d41d8cd98f00b204e9800998ecf8427e"}}`;
    assert.ok(errorsOf(validateObject(poisoned(hashes))).includes('/hashes/__proto__ poison-key'));
  });

  test('never change Object.prototype', () => {
    validateObject(poisoned('{"type":"tool","__proto__":{"polluted":1}}'));
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
  });
});

describe('validateObject() over anything', () => {
  const names = fc.constantFrom(
    'id',
    'name',
    'created',
    'extensions',
    'granular_markings',
    'value',
    'hashes',
    'objects',
    'object_refs',
    'external_references',
    'definition',
    'contents',
    'pattern',
    'pattern_type',
    '__proto__',
    'constructor',
    'labels',
  );
  const types = fc.constantFrom(
    ...SDO_TYPES,
    ...SCO_TYPES,
    ...SRO_TYPES,
    ...META_TYPES,
    'x-custom',
  );

  test('never throws, and is ok exactly when there is no error', () => {
    const objects = fc.dictionary(fc.oneof(names, fc.string()), fc.jsonValue({ maxDepth: 4 }));
    fc.assert(
      fc.property(types, objects, (type, members) => {
        const found = validateObject({ ...members, type });
        assert.equal(found.ok, found.errors.length === 0);
        assert.equal(found.ok, found.object !== undefined);
      }),
      { numRuns: 1000 },
    );
  });

  test('never throws on values that are not JSON either', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
        (value) => {
          assert.equal(typeof validateObject(value).ok, 'boolean');
          assert.equal(typeof validateObject({ ...tool, x_any: value, name: value }).ok, 'boolean');
        },
      ),
    );
  });
});
