/** Malformed requests made from the API document: every operation, one thing wrong at a time, from a seed. */

/** A request as it goes onto the wire. */
export interface BadRequest {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array | undefined;
}

/** An operation of the API document. */
export interface Described {
  readonly name: string;
  readonly method: string;
  readonly address: string;
  readonly queries: readonly string[];
  readonly mediaTypes: readonly string[];
  readonly schema: unknown;
  /** Whether a program may call it, or only somebody signed in. */
  readonly takesToken: boolean;
}

/** A seeded source of numbers (mulberry32): a run can be repeated from its seed. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(most: number): number {
    return Math.floor(this.next() * most);
  }

  of<T>(all: readonly T[]): T {
    const one = all[this.below(all.length)];
    if (one === undefined) throw new Error('There is nothing to choose from');
    return one;
  }
}

/** The operations of an API document. */
export function operationsOf(document: Record<string, unknown>): Described[] {
  const found: Described[] = [];
  for (const [address, methods] of Object.entries(record(document['paths']))) {
    for (const [method, about] of Object.entries(record(methods))) {
      const operation = record(about);
      const content = record(record(operation['requestBody'])['content']);
      const [mediaType = ''] = Object.keys(content);
      const parameters = list(operation['parameters']).map(record);
      found.push({
        name: String(operation['operationId']),
        method: method.toUpperCase(),
        address,
        queries: parameters
          .filter((one) => one['in'] === 'query')
          .map((one) => String(one['name'])),
        mediaTypes: Object.keys(content),
        takesToken: list(operation['security']).some((one) => 'token' in record(one)),
        schema: resolved(record(content[mediaType])['schema'], document, 0),
      });
    }
  }
  return found;
}

/** One malformed request of an operation. `known` are parts of addresses that lead somewhere. */
export function badRequest(
  operation: Described,
  chance: Chance,
  known: Readonly<Record<string, string>>,
): BadRequest {
  const kinds: Kind[] = ['headers', 'method'];
  if (operation.address.includes('{')) kinds.push('path');
  if (operation.queries.length > 0) kinds.push('query', 'query', 'query');
  if (operation.mediaTypes.length > 0)
    kinds.push('value', 'value', 'value', 'value', 'bytes', 'type');
  const kind = chance.of(kinds);
  const sample = sampleOf(operation.schema, chance);
  const good = Buffer.from(JSON.stringify(sample));
  const hasBody = operation.mediaTypes.length > 0;
  const body = !hasBody
    ? undefined
    : kind === 'value'
      ? Buffer.from(spoiled(sample, chance))
      : kind === 'bytes'
        ? spoiledBytes(good, chance)
        : good;
  const path = pathOf(operation.address, { chance, known, isBad: kind === 'path' });
  return {
    name: `${operation.name}, ${kind}`,
    method: kind === 'method' ? chance.of(METHODS) : operation.method,
    path: path + (kind === 'query' ? badQuery(operation.queries, chance) : ''),
    headers: headersOf(operation, kind, chance),
    body,
  };
}

const METHODS = ['HEAD', 'OPTIONS', 'TRACE', 'PATCH', 'PUT', 'POST', 'GET', 'PROPFIND', 'LOCK'];

type Kind = 'headers' | 'method' | 'path' | 'query' | 'value' | 'bytes' | 'type';

/** JSON texts, not values: some of them no value can be. */
const HOSTILE_JSON: readonly string[] = [
  'null',
  'true',
  '-1',
  '0',
  '1.5',
  '1e400',
  '-1e400',
  '1152921504606846976',
  '9'.repeat(400),
  '""',
  '" "',
  '"x"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\u202egnp.exe"',
  `"${'x'.repeat(70_000)}"`,
  '"2026-02-30T25:61:61Z"',
  '"9999999-01-01T00:00:00Z"',
  '"indicator--zzz"',
  '"../../etc/passwd"',
  '"__proto__"',
  '"TLP:AMBRE"',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"toString":1,"valueOf":null,"then":{}}',
  `${'['.repeat(40)}${']'.repeat(40)}`,
  `[${'0,'.repeat(12_000)}0]`,
  `{${Array.from({ length: 1500 }, (_, place) => `"k${String(place)}":0`).join()}}`,
];

const HOSTILE_WORDS: readonly string[] = [
  '',
  'abc',
  '-1',
  '0',
  '1e9',
  '99999999999999999999',
  '%00',
  '%ff',
  '%',
  'a,b,,',
  ',',
  'x'.repeat(5000),
  '__proto__',
  'constructor',
  "'%20OR%201=1--",
  '%F0%9F%92%A9',
  '2026-02-30T25:61:61Z',
  '%2e%2e%2f',
  'A'.repeat(43),
];

function pathOf(
  address: string,
  {
    chance,
    known,
    isBad,
  }: { chance: Chance; known: Readonly<Record<string, string>>; isBad: boolean },
): string {
  return address.replace(/\{(\w+)\}/g, (_, name: string) => {
    const good = known[name];
    if (good !== undefined && (!isBad || chance.next() < 0.4)) return good;
    return isBad ? chance.of(HOSTILE_WORDS.filter((word) => word !== '')) : 'none';
  });
}

function badQuery(names: readonly string[], chance: Chance): string {
  const name = chance.of(names);
  const word = chance.of(HOSTILE_WORDS);
  const others = chance.next() < 0.3 ? `&${chance.of(names)}=${chance.of(HOSTILE_WORDS)}` : '';
  const written = chance.of([
    `${name}=${word}`,
    `${name}=${word}`,
    `${name}=${word}`,
    `${name}=1&${name}=${word}`,
    `${name}[]=${word}`,
    `${name}[__proto__]=${word}`,
    `__proto__=${word}`,
    `nothing=${word}`,
    name,
    `%ff=%ff&${name}=1`,
  ]);
  return `?${written}${others}`;
}

function headersOf({ mediaTypes }: Described, kind: Kind, chance: Chance): Record<string, string> {
  const headers: Record<string, string> = {};
  const [type] = mediaTypes;
  if (type !== undefined) headers['content-type'] = type;
  if (kind === 'type') {
    const [name, value] = chance.of([
      ['content-type', 'text/plain'],
      ['content-type', ''],
      ['content-type', 'application/json; charset=utf-16'],
      ['content-type', 'application/taxii+json;version=2.0'],
      ['content-type', 'multipart/form-data; boundary=x'],
      ['content-type', 'application/x-www-form-urlencoded'],
      ['content-encoding', 'gzip'],
      ['content-encoding', 'br, gzip'],
    ] as const);
    headers[name] = value;
  }
  if (kind === 'headers') {
    const [name, value] = chance.of([
      ['idempotency-key', 'x'],
      ['idempotency-key', `"${'k'.repeat(300)}"`],
      ['idempotency-key', 'é'.repeat(20)],
      ['if-none-match', '"'.repeat(50)],
      ['if-match', 'W/"x", *'],
      ['accept', 'text/html;q=NaN, */*;q=-1'],
      ['accept', 'application/taxii+json;version=9.9'],
      ['x-request-id', '${jndi:ldap://x}'],
      ['last-event-id', 'A'.repeat(2000)],
      ['range', 'bytes=-1'],
      ['expect', '100-continue'],
    ] as const);
    headers[name] = value;
  }
  return headers;
}

/** A JSON text with one thing wrong: a value replaced, left out, doubled, or one too many. */
function spoiled(sample: unknown, chance: Chance): string {
  const places = placesIn(sample, []);
  const place = chance.of(places);
  const hostile = chance.of(HOSTILE_JSON);
  const act = chance.of(['replace', 'replace', 'replace', 'remove', 'double', 'add'] as const);
  return written(sample, [], {
    place: place.join('/'),
    act,
    hostile,
    extra: chance.of(EXTRA_KEYS),
  });
}

const EXTRA_KEYS = ['__proto__', 'constructor', 'prototype', 'nothing', '', '\\u005f_proto__'];

interface Wrong {
  readonly place: string;
  readonly act: 'replace' | 'remove' | 'double' | 'add';
  readonly hostile: string;
  readonly extra: string;
}

function written(value: unknown, path: readonly string[], wrong: Wrong): string {
  const isHere = path.join('/') === wrong.place;
  if (isHere && wrong.act === 'replace') return wrong.hostile;
  if (Array.isArray(value)) {
    return `[${value.map((one, place) => written(one, [...path, String(place)], wrong)).join()}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).flatMap(([key, one]) => {
    const inner = [...path, key];
    const isThis = inner.join('/') === wrong.place;
    if (isThis && wrong.act === 'remove') return [];
    const text = `${JSON.stringify(key)}:${written(one, inner, wrong)}`;
    return isThis && wrong.act === 'double'
      ? [text, `${JSON.stringify(key)}:${wrong.hostile}`]
      : [text];
  });
  if (isHere && wrong.act === 'add') members.push(`"${wrong.extra}":${wrong.hostile}`);
  return `{${members.join()}}`;
}

function placesIn(value: unknown, path: readonly string[]): string[][] {
  const own = [[...path]];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, one]) => placesIn(one, [...path, key]))];
}

/** A body that is not JSON any more, or not in UTF-8, or not alone. */
function spoiledBytes(good: Uint8Array, chance: Chance): Uint8Array {
  const at = chance.below(good.length + 1);
  const [before, after] = [good.subarray(0, at), good.subarray(at)];
  return chance.of([
    () => before,
    () => Buffer.concat([before, Buffer.from([0xff]), after]),
    () => Buffer.concat([before, Buffer.from([0xed, 0xa0, 0x80]), after]),
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), good]),
    () => Buffer.concat([good, good]),
    () => Buffer.concat([good, Buffer.from('\u0000')]),
    () => Buffer.from(Buffer.from(good).toString('utf8'), 'utf16le'),
    () => new Uint8Array(),
    () => Buffer.from('{"a":NaN}'),
    () => Buffer.from("{'a':1}"),
    () => Buffer.from('['.repeat(100_000)),
    () => Buffer.from('<stix:STIX_Package/>'),
    () => Buffer.from('{"objects":[{}],"objects":[{}]}'),
    () => Buffer.from('{"type":"bundle","objects":{"0":{}}}'),
  ])();
}

/** A value of a JSON schema: right in shape, not always in content. */
function sampleOf(schema: unknown, chance: Chance): unknown {
  const { type, const: fixed, enum: choice, anyOf, oneOf, properties, items } = record(schema);
  if (fixed !== undefined) return fixed;
  if (Array.isArray(choice)) return chance.of(choice);
  const either = anyOf ?? oneOf;
  if (Array.isArray(either)) return sampleOf(chance.of(either), chance);
  if (properties !== undefined) {
    const entries = Object.entries(record(properties)).map(([name, part]) => [
      name,
      sampleOf(part, chance),
    ]);
    return Object.fromEntries(entries);
  }
  if (type === 'array') return [sampleOf(items, chance)];
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'string') return chance.of(SAMPLE_WORDS);
  return { ...SAMPLE_OBJECT };
}

const SAMPLE_WORDS = ['amber', 'alder', 'member', '203.0.113.9', '2026-03-01T12:00:00Z', 'DE'];
const SAMPLE_OBJECT = {
  type: 'identity',
  spec_version: '2.1',
  id: 'identity--7e1ab0c4-9a1c-4d6e-8b3f-0d7a3f5e2c11',
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  name: 'Sample',
};

function resolved(schema: unknown, document: Record<string, unknown>, depth: number): unknown {
  if (depth > 12) return {};
  if (Array.isArray(schema)) return schema.map((one) => resolved(one, document, depth + 1));
  if (typeof schema !== 'object' || schema === null) return schema;
  const reference = 'schema' in schema ? undefined : record(schema)['$ref'];
  if (typeof reference === 'string') {
    const name = reference.split('/').at(-1) ?? '';
    const schemas = record(record(document['components'])['schemas']);
    return resolved(schemas[name], document, depth + 1);
  }
  return Object.fromEntries(
    Object.entries(schema).map(([key, part]) => [key, resolved(part, document, depth + 1)]),
  );
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
