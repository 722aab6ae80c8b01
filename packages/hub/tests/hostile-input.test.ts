import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { SLICES } from '@tocsin/hub';
import type { Contract } from '@tocsin/hub/contract';
import { foundCommunity, startTestHub } from './world.ts';
import type { TestHub, TestPerson } from './world.ts';

/** Rounds of each property; raise to search longer. */
const ROUNDS = Number(process.env['TOCSIN_TEST_ROUNDS'] ?? 250);

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

/** Sends exactly this path: a client library would tidy it up. */
function sendRaw(address: string, sent: Sent): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const { method, path, headers } = sent;
    const outgoing = request({ hostname, port, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    outgoing.on('error', reject);
    outgoing.end(sent.body);
  });
}

const operations: Contract[] = SLICES.flatMap((slice) =>
  slice.operations.map(({ contract }) => contract),
).filter(({ name }) => name !== 'sign-out');

const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '\u0000',
    '\ud800',
    '../../etc/passwd',
    "' OR 1=1 --",
    '__proto__',
    'constructor',
    '9'.repeat(400),
    'x'.repeat(70_000),
    '\u202egnp.exe',
    '2026-02-30T25:61:61Z',
    'indicator--00000000-0000-0000-0000-000000000000',
    '1e999',
  ),
);

const hostileValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    hostileText,
    fc.double(),
    fc.maxSafeInteger(),
    fc.constantFrom(null, true, -0, 1e308, [], {}),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(hostileText, tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** A body that is nearly right: the contract's own fields with hostile values. */
function hostileBody(contract: Contract): fc.Arbitrary<string | Uint8Array> {
  const schema: unknown = contract.input.body;
  const shape = schema !== undefined && Object(schema).shape;
  const names = Object.keys(Object(shape));
  const fields = fc.record(Object.fromEntries(names.map((name) => [name, hostileValue])), {
    requiredKeys: [],
  });
  return fc.oneof(
    { weight: 4, arbitrary: fields.map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: hostileValue.map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '{"__proto__":{"x":1}}',
        '{"a":"\\u0000"}',
        '['.repeat(5000),
        '{"a":1',
        '\ufeff{}',
        '{"slug":1e999}',
        'null',
        '"text"',
      ),
    },
  );
}

function hostileAddress(contract: Contract): fc.Arbitrary<string> {
  const part = fc.oneof(
    hostileText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 3000)),
    fc.constantFrom('%00', '%ff', '%', '..', '%2e%2e%2f', 'none', 'energy', '%F0%9F%92%A9'),
  );
  const query = fc.oneof(
    fc.constant(''),
    fc.constantFrom(
      '?limit=abc',
      '?limit=-1',
      '?cursor=AAAA',
      '?a[b]=c',
      '?%ff=%ff',
      '?limit=1&limit=2',
    ),
    hostileText.map((text) => `?cursor=${encodeURIComponent(text.toWellFormed()).slice(0, 2000)}`),
  );
  return fc.tuple(fc.array(part, { minLength: 3, maxLength: 3 }), query).map(([parts, words]) => {
    let at = 0;
    const path = contract.path.replace(/\{\w+\}/g, () => parts[at++ % parts.length] ?? 'x');
    return `/api/v1${path}${words}`;
  });
}

const hostileCase = fc.constantFrom(...operations).chain((contract) =>
  fc.record({
    contract: fc.constant(contract),
    path: hostileAddress(contract),
    body: contract.method === 'GET' ? fc.constant('') : hostileBody(contract),
    type: fc.constantFrom(
      'application/json',
      'application/json',
      'text/plain',
      '',
      'a/b; charset=x',
    ),
    isKnown: fc.boolean(),
    key: fc.option(fc.constantFrom('aaaaaaaa', 'x', '"k"'.repeat(3)), { nil: undefined }),
  }),
);

describe('hostile input', () => {
  let world: TestHub;
  let chair: TestPerson;
  before(async () => {
    world = await startTestHub();
    ({ chair } = await foundCommunity(world));
  });
  after(async () => {
    await world[Symbol.asyncDispose]();
  });

  test('is answered, and never by a fault of the hub', async () => {
    await fc.assert(
      fc.asyncProperty(hostileCase, async ({ contract, path, body, type, isKnown, key }) => {
        const headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' };
        if (type !== '' && body.length > 0) headers['content-type'] = type;
        if (isKnown) {
          headers['cookie'] = chair.caller.cookie;
          headers['x-csrf'] = chair.caller.csrf;
        }
        if (key !== undefined) headers['idempotency-key'] = key;
        const { method } = contract;
        const answer = await sendRaw(world.hub.address, { method, path, headers, body });
        assert.ok(answer.status < 500, `${method} ${path}: ${answer.text}`);
        if (answer.status >= 400 && answer.text !== '') {
          const problem: unknown = JSON.parse(answer.text);
          assert.equal(Object(problem).status, answer.status);
        }
      }),
      { numRuns: ROUNDS },
    );
  });

  test('in headers is answered, and never by a fault of the hub', async () => {
    const visible = fc.string({ unit: 'grapheme-ascii' });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          'authorization',
          'cookie',
          'origin',
          'x-csrf',
          'if-none-match',
          'x-request-id',
        ),
        fc.oneof(
          visible,
          visible.map((text) => `Basic ${text}`),
          visible.map((text) => `Bearer tcs_${text}`),
          visible.map((text) => `tocsin=${text}`),
        ),
        async (name, value) => {
          const method = name === 'x-csrf' || name === 'origin' ? 'PUT' : 'GET';
          const path = method === 'PUT' ? '/api/v1/me/organization' : '/api/v1/me';
          const headers = { cookie: chair.caller.cookie, [name]: value };
          const answer = await sendRaw(world.hub.address, { method, path, headers, body: '' });
          assert.ok(answer.status < 500, `${name}: ${value}`);
        },
      ),
      { numRuns: ROUNDS },
    );
  });

  test('paths out of the app’s folder lead nowhere', async () => {
    for (const path of [
      '/../../etc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/assets/..%2f..%2fx.js',
      '//x.js',
    ]) {
      const headers = { accept: '*/*' };
      const answer = await sendRaw(world.hub.address, { method: 'GET', path, headers, body: '' });
      assert.ok([400, 404].includes(answer.status), path);
    }
  });
});
