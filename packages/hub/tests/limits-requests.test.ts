import assert from 'node:assert/strict';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '@tocsin/hub/contract';
import { openExchangeWorld } from './exchange-world.ts';
import { Caller, startTestHub } from './world.ts';

const TAXII = { 'content-type': 'application/taxii+json;version=2.1' };
const INBOX = '/taxii2/energy/collections/inbox/objects/';

function socketTo(address: string): Promise<Socket> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** What comes back on a connection until it is closed or nothing more comes for a while. */
async function answerOn(socket: Socket, sent: string, patienceMs: number): Promise<string> {
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (part: string) => (text += part));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.write(sent);
  await Promise.race([closed, sleep(patienceMs)]);
  socket.destroy();
  return text;
}

describe('limits of requests', () => {
  test('a body of exactly the limit is read, one byte more is not, over REST and TAXII', async () => {
    await using world = await openExchangeWorld({ settings: { TOCSIN_BODY_MAX_BYTES: '20000' } });
    const anna = await world.person('anna');
    const padded = (start: string, bytes: number): string =>
      start + ' '.repeat(bytes - start.length);
    const routes: [at: string, body: string, headers: Record<string, string>][] = [
      [`${world.base}/contributions`, '{"text":"Dark"}', {}],
      [`${world.base}/bundles`, '[]', {}],
      ['/api/v1/lookup', '{"values":["192.0.2.1"]}', {}],
      [INBOX, '{"objects":[]}', TAXII],
    ];
    for (const [at, start, headers] of routes) {
      const within = await anna.send('POST', at, { body: padded(start, 20_000), headers });
      assert.notEqual(within.status, 413, at);
      const beyond = await anna.send('POST', at, { body: padded(start, 20_001), headers });
      assert.equal(beyond.status, 413, at);
      assert.match(beyond.text, /send it in parts/);
    }
    const root = await anna.get<{ max_content_length: number }>('/taxii2/energy/');
    assert.equal(root.json.max_content_length, 20_000);
  });

  test('the depth of a body is a setting that REST, bundles and TAXII hold', async () => {
    await using world = await openExchangeWorld({ settings: { TOCSIN_JSON_DEPTH_MAX: '6' } });
    const anna = await world.person('anna');
    const deep = (levels: number): string => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
    const object = (levels: number): string =>
      `{"type":"x-deep","spec_version":"2.1","id":"x-deep--${crypto.randomUUID()}","created":"2026-02-01T00:00:00.000Z","modified":"2026-02-01T00:00:00.000Z","x_deep":${deep(levels)}}`;
    const said = await anna.post<Problem>(`${world.base}/extract`, `{"text":${deep(6)}}`);
    assert.equal(said.status, 400);
    assert.match(said.json.detail, /more than 6 deep/);
    const body = `{"objects":[${object(5)},${object(6)}]}`;
    const bundle = await anna.post<{ counts: unknown }>(`${world.base}/bundles`, body);
    assert.deepEqual(Object(bundle.json.counts).refused, 1, bundle.text);
    const added = await anna.send<{ failure_count: number }>('POST', INBOX, {
      body,
      headers: TAXII,
    });
    assert.equal(added.json.failure_count, 1, added.text);
  });

  test('a part of a path has 2,000 characters, address and headers 16 KiB', async () => {
    await using world = await openExchangeWorld();
    const anna = await world.person('anna');
    const part = (length: number): string => 'x'.repeat(length);
    assert.equal((await anna.get(`/api/v1/communities/${part(2000)}`)).status, 404);
    const beyond = await anna.get<Problem>(`/api/v1/communities/${part(2001)}`);
    assert.equal(beyond.status, 414, beyond.text);
    assert.equal(beyond.json.type, '/docs/problems#address-too-long');
    const within = await anna.get('/api/v1/me', { 'x-filler': part(15_000) });
    assert.equal(within.status, 200);
    const answer = await anna.get('/api/v1/me', { 'x-filler': part(17_000) });
    assert.equal(answer.status, 431);
    const query = await anna.get(`/taxii2/energy/collections/?x=${part(17_000)}`);
    assert.equal(query.status, 431);
    const credential = { authorization: `Bearer tcs_${part(2000)}` };
    assert.equal((await new Caller(world.hub.address).get('/api/v1/me', credential)).status, 401);
  });

  test('requests a minute are counted together over REST, TAXII and streams', async () => {
    await using world = await openExchangeWorld({
      settings: { TOCSIN_REQUESTS_PER_MINUTE: '12', TOCSIN_PUBLIC_REQUESTS_PER_MINUTE: '6' },
    });
    const anna = await world.person('anna');
    const statuses: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      for (const at of ['/api/v1/me', '/taxii2/', '/api/v1/stream?community=none']) {
        statuses.push((await anna.get(at)).status);
      }
    }
    assert.deepEqual(statuses.slice(0, 3), [200, 200, 404]);
    assert.deepEqual(statuses.slice(-3), [429, 429, 429]);
    const late = await anna.get<Problem>('/taxii2/');
    assert.ok(Number(late.headers.get('retry-after')) > 0);
    const unknown = new Caller(world.hub.address, 'tcs_nobody');
    const knocks: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      for (const at of ['/api/v1/me', '/taxii2/', '/api/v1/stream?community=energy']) {
        knocks.push((await unknown.get(at)).status);
      }
    }
    assert.deepEqual(knocks.slice(0, 3), [401, 401, 401]);
    assert.deepEqual(knocks.slice(-2), [429, 429]);
  });

  test('a request that does not arrive in time is answered 408, whichever part is missing', async () => {
    await using world = await startTestHub({ TOCSIN_REQUEST_TIMEOUT_SECONDS: '1' });
    const head = 'POST /api/v1/sign-in/password HTTP/1.1\r\nhost: x\r\n';
    const slow = [
      head,
      `${head}content-type: application/json\r\ncontent-length: 50\r\n\r\n{"email":`,
    ];
    for (const part of slow) {
      const socket = await socketTo(world.hub.address);
      const answer = await answerOn(socket, part, 8000);
      assert.match(answer, /^HTTP\/1\.1 408 /);
      assert.match(answer, /problems#request-timeout/);
    }
  });

  test('more connections than a node takes are closed, and the others go on', async () => {
    await using world = await startTestHub({ TOCSIN_CONNECTIONS_MAX: '3' });
    const held = await Promise.all([1, 2, 3].map(() => socketTo(world.hub.address)));
    const ask = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n';
    const [first, ...others] = held;
    assert.ok(first !== undefined);
    const fourth = await socketTo(world.hub.address);
    assert.equal(await answerOn(fourth, ask, 2000), '');
    assert.match(await answerOn(first, ask, 500), /^HTTP\/1\.1 200 /);
    await sleep(100);
    const again = await socketTo(world.hub.address);
    assert.match(await answerOn(again, ask, 500), /^HTTP\/1\.1 200 /);
    for (const socket of others) socket.destroy();
  });
});
