/** STIX objects with one thing wrong, as JSON texts: some of them no JavaScript value can be. */

let numbers = 0;

/** A good indicator of an id of its own. */
export function goodObject(over: Record<string, unknown> = {}): Record<string, unknown> {
  numbers += 1;
  const value = `11.${String(numbers >> 16)}.${String((numbers >> 8) & 255)}.${String(numbers & 255)}`;
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${crypto.randomUUID()}`,
    created: '2026-02-01T00:00:00.000Z',
    modified: '2026-02-01T00:00:00.000Z',
    name: value,
    pattern: `[ipv4-addr:value = '${value}']`,
    pattern_type: 'stix',
    valid_from: '2026-02-01T00:00:00Z',
    ...over,
  };
}

/** Another object's id with a new number. */
export function newId(type: string): string {
  return `${type}--${crypto.randomUUID()}`;
}

/** One object with something wrong, and what its line on the receipt says. */
export interface BadObject {
  readonly name: string;
  readonly text: string;
  readonly path: string;
  readonly rule: string;
}

/** Every kind of wrongness one object can have. */
export function badObjects(): BadObject[] {
  return CASES.map(([name, make, path, rule]) => ({ name, text: make(), path, rule }));
}

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const members = (count: number): string =>
  Array.from({ length: count }, (_, place) => `"k${String(place)}":0`).join();

/** A good object with other members. */
const having = (over: Record<string, unknown>) => (): string => JSON.stringify(goodObject(over));

/** A good object with a member more, written as it is. */
export function withMember(member: string, over: Record<string, unknown> = {}): string {
  return `${JSON.stringify(goodObject(over)).slice(0, -1)},${member}}`;
}

const adding = (member: string) => (): string => withMember(member);

const CASES: readonly [name: string, make: () => string, path: string, rule: string][] = [
  ['an id that is none', having({ id: 'indicator--no' }), '/id', 'id-format'],
  ['an id of another type', having({ id: newId('malware') }), '/id', 'id-type'],
  ['a number as id', having({ id: 5 }), '/id', 'id-format'],
  ['no id', having({ id: undefined }), '/id', 'required'],
  ['an endless id', having({ id: `indicator--${'a'.repeat(5000)}` }), '/id', 'id-format'],
  ['no type', having({ type: undefined }), '/type', 'type-name'],
  ['a number as type', having({ type: 7 }), '/type', 'type-name'],
  ['a type that reaches prototypes', having({ type: '__proto__' }), '/type', 'type-name'],
  ['a bundle within', having({ type: 'bundle', id: newId('bundle') }), '/type', 'type-name'],
  ['a number as name', having({ name: 5 }), '/name', 'type'],
  ['a list as name', having({ name: ['x'] }), '/name', 'type'],
  ['a text as list', having({ labels: 'a' }), '/labels', 'type'],
  ['a number in a list of texts', having({ labels: ['a', 5] }), '/labels/1', 'type'],
  ['a text as yes or no', having({ revoked: 'yes' }), '/revoked', 'type'],
  ['a number as reference', having({ created_by_ref: 5 }), '/created_by_ref', 'id-format'],
  ['a word as time', having({ created: 'yesterday' }), '/created', 'timestamp-format'],
  [
    'a day that is none',
    having({ created: '2026-02-30T00:00:00Z' }),
    '/created',
    'timestamp-format',
  ],
  ['a number as time', having({ modified: 5 }), '/modified', 'type'],
  [
    'a time with an offset',
    having({ created: '2026-02-01T00:00:00+02:00' }),
    '/created',
    'timestamp-format',
  ],
  [
    'a change before the making',
    having({ modified: '2020-01-01T00:00:00Z' }),
    '/modified',
    'time-order',
  ],
  ['an unknown version of STIX', having({ spec_version: '9.9' }), '/spec_version', 'spec-version'],
  ['a number as version of STIX', having({ spec_version: 2.1 }), '/spec_version', 'spec-version'],
  ['a key __proto__', adding('"__proto__":{"polluted":1}'), '/__proto__', 'poison-key'],
  [
    'the same key in escapes',
    adding('"\\u005f_proto__":{"polluted":1}'),
    '/__proto__',
    'poison-key',
  ],
  [
    'a constructor with a prototype',
    adding('"x_a":{"constructor":{"prototype":{"polluted":1}}}'),
    '/x_a/constructor/prototype',
    'poison-key',
  ],
  ['a number beyond all numbers', adding('"confidence":1e400'), '/confidence', 'type'],
  ['a number beyond 2^53', adding('"confidence":1152921504606846976'), '/confidence', 'type'],
  ['33 levels', adding(`"x_deep":${nested(32)}`), `/x_deep${'/0'.repeat(31)}`, 'too-deep'],
  [
    'a text beyond 64 KiB',
    adding(`"description":"${'x'.repeat(65_537)}"`),
    '/description',
    'string-too-long',
  ],
  ['more than 1,000 members', adding(`"x_keys":{${members(1001)}}`), '/x_keys', 'too-many-keys'],
  ['a member twice', adding('"name":"again"'), '/name', 'repeated-member'],
  ['a pattern that is none', having({ pattern: '[ipv4' }), '/pattern', 'pattern-syntax'],
  [
    'a pattern beyond 16 KiB',
    having({ pattern: `[a:b = '${'x'.repeat(16_400)}']` }),
    '/pattern',
    'pattern-syntax',
  ],
  [
    'a garbled TLP as marking',
    having({ object_marking_refs: ['TLP:AMBRE'] }),
    '/object_marking_refs/0',
    'id-format',
  ],
  ['a word as markings', having({ object_marking_refs: 'red' }), '/object_marking_refs', 'type'],
  ['nothing', () => 'null', '', 'type'],
  ['a text', () => '"text"', '', 'type'],
  ['a number', () => '5', '', 'type'],
  ['a list', () => '[]', '', 'type'],
  ['an empty object', () => '{}', '/type', 'type-name'],
];
