import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import type { Community, Problem, Receipt, TokenWithSecret } from '@tocsin/hub/contract';
import { describeApi, SLICES } from '@tocsin/hub';
import { addressOf } from '@tocsin/hub/contract';
import { openExchangeWorld } from './exchange-world.ts';
import { Caller, foundCommunity, startTestHub } from './world.ts';
import type { TestHub, TestPerson } from './world.ts';

describe('answers', () => {
  let world: TestHub;
  let chair: TestPerson;
  let community: string;
  before(async () => {
    world = await startTestHub();
    ({ chair, community } = await foundCommunity(world));
  });
  after(async () => {
    await world[Symbol.asyncDispose]();
  });

  test('carry the security headers, a request id and what is left of the rate', async () => {
    const { headers } = await chair.caller.get('/api/v1/me', { 'x-request-id': 'abc-1' });
    assert.equal(
      headers.get('content-security-policy'),
      "default-src 'none'; frame-ancestors 'none'",
    );
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cache-control'), 'private, no-store');
    assert.equal(headers.get('x-request-id'), 'abc-1');
    assert.match(headers.get('ratelimit-policy') ?? '', /^"caller";q=\d+;w=60$/);
    assert.match(headers.get('ratelimit') ?? '', /^"caller";r=\d+;t=\d+$/);
    assert.equal(headers.get('access-control-allow-origin'), null);
  });

  test('have a strong validator over their bytes and are not sent again unchanged', async () => {
    const first = await chair.caller.get('/api/v1/communities');
    const etag = first.headers.get('etag') ?? '';
    assert.match(etag, /^"[\w-]{27}"$/);
    const same = await chair.caller.get('/api/v1/communities', { 'if-none-match': etag });
    assert.equal(same.status, 304);
    assert.equal(same.text, '');
    const body = { name: 'Named anew', slug: 'other', kind: 'region' };
    assert.equal((await chair.caller.post('/api/v1/communities', body)).status, 201);
    const changed = await chair.caller.get('/api/v1/communities', { 'if-none-match': etag });
    assert.equal(changed.status, 200);
  });

  test('to what is hidden, absent and no id at all are the same bytes', async () => {
    const other = await startTestHub();
    const stranger = await foundCommunity(other);
    const normal = (text: string, id: string): string =>
      text.replaceAll(id, 'ID').replace(/"request_id":"[^"]+"/, '');
    const ids = [community, '5f0a1c2e-0000-4000-8000-000000000000', 'x', 'a%20b', '%00', 'ä'];
    const answers = [];
    for (const id of ids) {
      const answer = await stranger.chair.caller.get(`/api/v1/communities/${id}/members`);
      assert.equal(answer.status, 404, id);
      answers.push(normal(answer.text, encodeURI(decodeURI(id)).replace('a%2520b', 'a%20b')));
    }
    assert.equal(answers[0], answers[1]);
    assert.equal(answers[0], answers[2]);
    await other[Symbol.asyncDispose]();
  });

  test('to an unsuited method name the ones that suit', async () => {
    const answer = await chair.caller.send<Problem>('DELETE', '/api/v1/me');
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.get('allow'), 'GET');
    assert.equal((await chair.caller.get('/api/v1/nowhere')).status, 404);
  });

  test('to wrong input name every place at once', async () => {
    const answer = await chair.caller.post<Problem>('/api/v1/communities', {
      slug: 'No Slug',
      kind: 'sect',
      profile: { default_level: 'pink' },
    });
    assert.equal(answer.status, 422);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8');
    const pointers = answer.json.errors?.map((error) => error.pointer).sort();
    assert.deepEqual(pointers, ['/kind', '/name', '/profile/default_level', '/slug']);
    const query = await chair.caller.get<Problem>('/api/v1/audit?limit=0');
    assert.equal(query.status, 400);
    assert.equal(query.json.errors?.[0]?.pointer, '?limit');
  });

  test('to a scope a token lacks say which', async () => {
    const made = await chair.caller.post<TokenWithSecret>('/api/v1/tokens', {
      name: 'stream only',
      scopes: ['stream'],
    });
    const program = new Caller(world.hub.address, made.json.secret);
    const answer = await program.get<Problem>('/api/v1/communities');
    assert.equal(answer.status, 403);
    assert.match(answer.json.detail, /"read"/);
    assert.equal((await program.get('/api/v1/me')).status, 200);
  });
});

describe('If-Match', () => {
  test('lets a change through on what was read, and refuses it on what has changed since', async () => {
    await using world = await openExchangeWorld();
    const [anna, base] = [await world.person('anna'), world.base];
    const shared = await anna.post<Receipt>(`${base}/contributions`, { text: 'Dark' });
    const note = shared.json.lines.at(-1)?.id ?? '';
    const group = `${base}/groups/${world.ids.group('core')}`;
    const roles = `${base}/people/${world.ids.person('bruno')}/roles`;
    const marking = `${base}/objects/${note}/marking`;
    const cases: [read: string, method: string, write: string, one: unknown, other: unknown][] = [
      [base, 'PUT', `${base}/profile`, { client_means: 'a' }, {}],
      [
        `${base}/groups`,
        'PUT',
        group,
        { organizations: [], persons: [] },
        { organizations: [world.ids.organization('alder')], persons: [] },
      ],
      [`${base}/people`, 'PUT', roles, { roles: ['reader'] }, { roles: ['analyst'] }],
      [
        `${base}/objects/${note}/versions`,
        'PUT',
        marking,
        { marking: { level: 'amber+strict' } },
        { marking: { level: 'red' } },
      ],
    ];
    for (const [read, method, write, one, other] of cases) {
      const tag = (await anna.get(read)).headers.get('etag') ?? '';
      const [headers, weak] = [{ 'if-match': tag }, { 'if-match': `W/${tag}` }];
      assert.equal((await anna.send(method, write, { body: one, headers: weak })).status, 412);
      const first = await anna.send(method, write, { body: one, headers });
      assert.ok(first.status < 300, `${write}: ${first.text}`);
      const late = await anna.send<Problem>(method, write, { body: other, headers });
      assert.equal(late.status, 412, `${write}: ${late.text}`);
      assert.match(late.json.detail, /read it again/);
    }
  });

  test('is refused where no tag is given, and tells nothing of what is hidden', async () => {
    await using world = await openExchangeWorld();
    const anna = await world.person('anna');
    const headers = { 'if-match': '"x"' };
    const tokens = { body: { name: 'x' }, headers };
    assert.equal((await anna.send('POST', '/api/v1/tokens', tokens)).status, 412);
    const hidden = { body: { organizations: [], persons: [] }, headers };
    const route = '/api/v1/communities/rail/groups/tracks';
    assert.equal((await anna.send('PUT', route, hidden)).status, 404);
  });
});

describe('an Idempotency-Key', () => {
  test('gives the same answer again, secret included, and makes nothing twice', async () => {
    await using world = await startTestHub();
    const { chair, community } = await foundCommunity(world);
    const route = `/api/v1/communities/${community}/invitations`;
    const key = { 'idempotency-key': '6a1f3e9c-1111-4222-8333-abcdefabcdef' };
    const first = await chair.caller.post(route, { roles: ['analyst'] }, key);
    const again = await chair.caller.post(route, { roles: ['analyst'] }, key);
    assert.equal(first.status, 201);
    assert.equal(again.status, 201);
    assert.equal(again.text, first.text);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    const list = await chair.caller.get<{ items: unknown[] }>(route);
    assert.equal(list.json.items.length, 1);
    const other = await chair.caller.post<Problem>(route, { roles: ['reader'] }, key);
    assert.equal(other.json.type, '/docs/problems#key-reused');
    const short = await chair.caller.post(route, {}, { 'idempotency-key': 'x' });
    assert.equal(short.status, 400);
  });

  test('keeps no secret readable in the data directory', async () => {
    await using world = await startTestHub();
    const { chair, community } = await foundCommunity(world);
    const key = { 'idempotency-key': '6a1f3e9c-1111-4222-8333-abcdefabcdef' };
    const made = await chair.caller.post<{ secret: string }>(
      `/api/v1/communities/${community}/invitations`,
      {},
      key,
    );
    const { readdir } = await import('node:fs/promises');
    const files = await readdir(world.directory, { recursive: true, withFileTypes: true });
    for (const file of files.filter((one) => one.isFile())) {
      const bytes = await readFile(path.join(file.parentPath, file.name));
      assert.ok(!bytes.includes(made.json.secret), file.name);
      assert.ok(!bytes.includes(chair.caller.cookie.split('=')[1] ?? 'x'), file.name);
      assert.ok(!bytes.includes(chair.password), file.name);
      assert.ok(!bytes.includes(chair.totpSecret), file.name);
      assert.ok(!bytes.includes(chair.recoveryCodes[0] ?? 'x'), file.name);
    }
  });
});

describe('limits', () => {
  test('of requests a minute answer 429 and say when to come again', async () => {
    await using world = await startTestHub({
      TOCSIN_REQUESTS_PER_MINUTE: '30',
      TOCSIN_PUBLIC_REQUESTS_PER_MINUTE: '30',
    });
    const { chair } = await foundCommunity(world);
    const statuses = [];
    for (let at = 0; at < 40; at += 1) statuses.push((await chair.caller.get('/api/v1/me')).status);
    assert.equal(statuses.at(-1), 429);
    assert.ok(statuses.slice(0, 20).every((status) => status === 200));
    const stopped = await chair.caller.get('/api/v1/me');
    assert.ok(Number(stopped.headers.get('retry-after')) >= 1);
    assert.match(stopped.headers.get('ratelimit') ?? '', /r=0/);
  });

  test('of bodies, media types and encodings answer 413 and 415', async () => {
    await using world = await startTestHub({ TOCSIN_BODY_MAX_BYTES: '2048' });
    const caller = new Caller(world.hub.address);
    const route = '/api/v1/registration/totp';
    const send = (body: string, headers: Record<string, string> = {}): ReturnType<Caller['send']> =>
      caller.send('POST', route, { body, headers });
    assert.equal((await send(`{"email":"${'x'.repeat(3000)}"}`)).status, 413);
    const right = '{"email":"a@b.example"}';
    assert.equal((await send(right)).status, 200);
    assert.equal((await send(right, { 'content-type': 'text/plain' })).status, 415);
    assert.equal((await send(right, { 'content-type': 'application/xml' })).status, 415);
    assert.equal(
      (await send(right, { 'content-type': 'application/json; charset=utf-16' })).status,
      415,
    );
    assert.equal((await send(right, { 'content-encoding': 'gzip' })).status, 415);
    const typed = { 'content-type': 'application/json; charset=UTF-8' };
    assert.equal((await send(right, typed)).status, 200);
  });

  test('of what is no HTTP at all answer and close', async () => {
    await using world = await startTestHub();
    const { hostname, port } = new URL(world.hub.address);
    const say = (words: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(Number(port), hostname, () => socket.write(words));
        let heard = '';
        socket.setEncoding('utf8');
        socket.on('data', (part: string) => (heard += part));
        socket.on('error', reject);
        socket.on('close', () => resolve(heard));
      });
    assert.match(await say('HELLO\r\n\r\n'), /^HTTP\/1\.1 400 /);
    const long = `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`;
    assert.match(await say(long), /^HTTP\/1\.1 431 /);
  });
});

describe('the API document', () => {
  test('names every operation and is the one in the repository', async () => {
    const document = await describeApi();
    const kept = await readFile(path.join(import.meta.dirname, '../openapi.json'), 'utf8');
    assert.deepEqual(
      document,
      JSON.parse(kept),
      'Run "node packages/hub/tools/write-openapi.ts" and look at the difference',
    );
    const paths = Object(document['paths']) as Record<string, Record<string, unknown>>;
    for (const { contract } of SLICES.flatMap((slice) => slice.operations)) {
      const described = paths[`/api/v1${contract.path}`]?.[contract.method.toLowerCase()];
      assert.notEqual(described, undefined, contract.name);
    }
  });

  test('tells of TAXII and the live stream, and each address it tells answers its reader', async () => {
    await using world = await openExchangeWorld();
    const caller = await world.person('anna');
    const document = await describeApi();
    const paths = Object(document['paths']) as Record<string, Record<string, unknown>>;
    for (const contract of SLICES.flatMap(({ documented = [] }) => documented)) {
      const address = addressOf(contract);
      assert.notEqual(paths[address]?.[contract.method.toLowerCase()], undefined, contract.name);
      if (contract.method !== 'GET' || /\{id\}|stream/.test(address)) continue;
      const real = address.replace('{root}', 'energy').replace('{collection}', 'everything');
      assert.equal((await caller.get(real)).status, 200, real);
    }
  });

  test('is served with its page, which brings its own strict policy', async () => {
    await using world = await startTestHub();
    const caller = new Caller(world.hub.address);
    const document = await caller.get<{ openapi: string }>('/api/v1/openapi.json');
    assert.equal(document.json.openapi, '3.1.0');
    const page = await caller.get('/docs', { accept: 'text/html' });
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'self'/);
    const problems = await caller.get('/docs/problems');
    assert.match(problems.text, /id="sign-in-failed"/);
  });
});

describe('operators', () => {
  test('see that the hub lives, is ready, and how it fares, without a name of anybody', async () => {
    await using world = await startTestHub();
    const { chair, community } = await foundCommunity(world);
    const caller = new Caller(world.hub.address);
    assert.deepEqual((await caller.get('/healthz')).json, { status: 'ok' });
    const ready = await caller.get<{ status: string; backlog: number }>('/readyz');
    assert.equal(ready.json.status, 'ready');
    assert.equal(typeof ready.json.backlog, 'number');
    await chair.caller.get(`/api/v1/communities/${community}`);
    const figures = await (await fetch(`${world.hub.metricsAddress}/metrics`)).text();
    assert.match(
      figures,
      /tocsin_http_request_seconds_count\{[^}]*route="\/api\/v1\/communities\/:community"/,
    );
    assert.match(figures, /tocsin_backlog \d/);
    assert.ok(!figures.includes(community));
    assert.equal((await caller.get('/metrics')).status, 404);
  });

  test('stop the hub gracefully, and what is in work is answered', async () => {
    const world = await startTestHub();
    const { chair } = await foundCommunity(world);
    const work = chair.caller.post('/api/v1/me/recovery-codes', {
      current_password: chair.password,
    });
    // Answered after it came in: what was sent before it is in work by then, however slow the machine.
    await new Caller(world.hub.address).get('/healthz');
    const before_ = performance.now();
    await world[Symbol.asyncDispose]();
    assert.ok(performance.now() - before_ < 5000);
    assert.equal((await work).status, 200);
    await assert.rejects(fetch(`${world.hub.address}/healthz`));
  });
});

describe('the browser app', () => {
  test('is served by its own addresses under a strict policy, and nothing else is', async () => {
    const dist = await mkdtemp(path.join(tmpdir(), 'tocsin-app-'));
    await mkdir(path.join(dist, 'assets'));
    await writeFile(path.join(dist, 'index.html'), '<!doctype html><title>App</title>');
    await writeFile(path.join(dist, 'assets/app-1a2b.js'), 'export {};');
    await using world = await startTestHub({ TOCSIN_WEB_DIRECTORY: dist });
    const caller = new Caller(world.hub.address);
    const html = { accept: 'text/html,*/*' };
    for (const route of ['/', '/setup', '/communities/energy/members?x=1']) {
      const page = await caller.get(route, html);
      assert.equal(page.status, 200, route);
      assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'self'/);
      assert.equal(page.headers.get('cache-control'), 'no-cache');
    }
    const script = await caller.get('/assets/app-1a2b.js');
    assert.match(script.headers.get('content-type') ?? '', /javascript/);
    assert.match(script.headers.get('cache-control') ?? '', /immutable/);
    for (const route of ['/assets/none.js', '/api/none', '/favicon.ico', '/docs-none.png']) {
      assert.equal((await caller.get(route, html)).status, 404, route);
    }
    assert.equal((await caller.get('/setup', { accept: 'application/json' })).status, 404);
  });

  test('is sent compressed as its reader takes it, and nothing else is', async () => {
    await using app = await builtApp();
    await using world = await startTestHub({ TOCSIN_WEB_DIRECTORY: app.directory });
    const { chair } = await foundCommunity(world);
    const cases: [accepts: string | undefined, gives: string | undefined][] = [
      ['gzip, deflate, br', 'br'],
      ['gzip;q=1.0, br;q=0.5', 'gzip'],
      ['br;q=0, gzip', 'gzip'],
      ['gzip', 'gzip'],
      ['identity', undefined],
      ['gzip;q=0, br;q=0', undefined],
      ['zstd', undefined],
      [undefined, undefined],
    ];
    const tags = new Set<string>();
    for (const route of ['/', '/assets/app-1a2b.js']) {
      for (const [accepts, gives] of cases) {
        const answer = await ask(world.hub.address + route, accepts);
        const where = `${route} ${String(accepts)}`;
        assert.equal(answer.status, 200, where);
        assert.equal(answer.headers['content-encoding'], gives, where);
        assert.match(String(answer.headers['vary']), /accept-encoding/i, where);
        assert.match(String(answer.headers['content-security-policy']), /script-src/, where);
        assert.match(String(answer.headers['content-type']), /(?:html|javascript)/, where);
        const wanted = route === '/' ? 'no-cache' : 'public, max-age=31536000, immutable';
        assert.equal(answer.headers['cache-control'], wanted, where);
        assert.equal(unpacked(answer.body, gives).toString(), app.files.get(route), where);
        tags.add(String(answer.headers['etag']));
      }
    }
    assert.equal(tags.size, 6, 'each form has a validator of its own');
    for (const ending of ['br', 'gz']) {
      const raw = await ask(`${world.hub.address}/assets/app-1a2b.js.${ending}`, 'br');
      assert.equal(raw.status, 404);
    }
    const me = await chair.caller.get('/api/v1/me', { 'accept-encoding': 'gzip, br' });
    assert.equal(me.status, 200);
    assert.equal(me.headers.get('content-encoding'), null);
  });
});

/** An app as the build leaves it, with files large enough to be worth compressing. */
async function builtApp(): Promise<
  AsyncDisposable & { directory: string; files: ReadonlyMap<string, string> }
> {
  const directory = await mkdtemp(path.join(tmpdir(), 'tocsin-app-'));
  await mkdir(path.join(directory, 'assets'));
  const files = new Map([
    ['/', `<!doctype html><title>App</title>${'<p>words</p>'.repeat(500)}`],
    ['/assets/app-1a2b.js', `export const words = '${'words '.repeat(2000)}';`],
  ]);
  for (const [route, text] of files) {
    const file = path.join(directory, route === '/' ? 'index.html' : route);
    await writeFile(file, text);
    await writeFile(`${file}.br`, brotliCompressSync(text));
    await writeFile(`${file}.gz`, gzipSync(text));
  }
  return {
    directory,
    files,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

interface RawAnswer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A request whose answer is left as it came: fetch unpacks, and asks for encodings of its own. */
async function ask(url: string, accepts: string | undefined): Promise<RawAnswer> {
  const headers = accepts === undefined ? {} : { 'accept-encoding': accepts };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers, agent: false }, resolve).on('error', reject);
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    body: Buffer.concat(await response.toArray()),
  };
}

function unpacked(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding === undefined) return body;
  return encoding === 'br' ? brotliDecompressSync(body) : gunzipSync(body);
}

describe('communities', () => {
  test('are given by id and by short name alike', async () => {
    await using world = await startTestHub();
    const { chair, community } = await foundCommunity(world);
    const byId = await chair.caller.get<Community>(`/api/v1/communities/${community}`);
    const bySlug = await chair.caller.get<Community>('/api/v1/communities/energy');
    assert.deepEqual(byId.json, bySlug.json);
  });
});
