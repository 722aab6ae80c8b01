import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { test } from 'node:test';
import { envelopes, TaxiiClient, TaxiiFault } from './index.ts';
import type { PollState } from './index.ts';

type Answer = { status?: number; headers?: Record<string, string>; body: unknown };
type Route = (request: IncomingMessage, query: URLSearchParams, body: string) => Answer;

interface Site extends AsyncDisposable {
  url: string;
  seen: { url: string; authorization: string | undefined; body: string }[];
}

/** A server in this process that answers by path. */
async function open(routes: Record<string, Route>): Promise<Site> {
  const seen: Site['seen'] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const url = new URL(request.url ?? '/', 'http://localhost');
    seen.push({ url: url.href, authorization: request.headers.authorization, body });
    const made = routes[url.pathname]?.(request, url.searchParams, body) ?? {
      status: 404,
      body: { title: 'Not found' },
    };
    const text = typeof made.body === 'string' ? made.body : JSON.stringify(made.body);
    const type = { 'content-type': 'application/taxii+json;version=2.1' };
    response.writeHead(made.status ?? 200, { ...type, ...made.headers });
    response.end(text);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const OBJECTS = '/root/collections/c/objects/';
const noSleep = (): Promise<void> => Promise.resolve();

test('TaxiiClient.discovery() makes API roots absolute, also without their slash', async () => {
  await using site = await open({
    '/taxii2/': () => ({
      body: {
        title: 'T',
        default: 'api/v21/',
        api_roots: ['api/v21/', '/other', 'ftp://no/', 7, 'https://far.example/root/'],
      },
    }),
  });
  const client = new TaxiiClient({ url: `${site.url}/taxii2` });
  assert.deepEqual(await client.discovery(), {
    title: 'T',
    default: `${site.url}/api/v21/`,
    api_roots: [`${site.url}/api/v21/`, `${site.url}/other/`, 'https://far.example/root/'],
  });
});

test('TaxiiClient.collections() reads camelCase rights and odd ids', async () => {
  await using site = await open({
    '/root/collections/': () => ({
      body: {
        collections: [
          { id: 'x-mitre-collection--1', title: 'One', canRead: true, canWrite: false },
          { id: 'two', can_read: false, can_write: true, mediaTypes: ['a'], alias: 'b' },
          { title: 'no id' },
          null,
        ],
      },
    }),
  });
  const client = new TaxiiClient({ url: site.url });
  assert.deepEqual(await client.collections(`${site.url}/root`), [
    { id: 'x-mitre-collection--1', title: 'One', can_read: true, can_write: false },
    { id: 'two', title: 'two', can_read: false, can_write: true, alias: 'b', media_types: ['a'] },
  ]);
});

test('TaxiiClient shows itself by basic, bearer and token', async () => {
  await using site = await open({ '/': () => ({ body: { title: 'T' } }) });
  for (const auth of [
    { kind: 'basic', user: 'ü', password: 'p' },
    { kind: 'bearer', token: 't' },
    { kind: 'token', token: 't' },
  ] as const) {
    await new TaxiiClient({ url: site.url, auth }).discovery();
  }
  assert.deepEqual(
    site.seen.map((one) => one.authorization),
    [`Basic ${Buffer.from('ü:p').toString('base64')}`, 'Bearer t', 'Token t'],
  );
});

test('TaxiiClient.pages() follows next with the same filters', async () => {
  await using site = await open({
    [OBJECTS]: (_request, query) =>
      query.get('next') === 'n1'
        ? { body: { more: false, objects: [{ id: 'b' }] } }
        : { body: { more: true, next: 'n1', objects: [{ id: 'a' }] } },
  });
  const client = new TaxiiClient({ url: site.url });
  const query = { types: ['x', 'y'], versions: ['all'], limit: 1, addedAfter: 't' };
  const objects: unknown[] = [];
  for await (const page of client.pages({ apiRoot: `${site.url}/root`, id: 'c' }, query)) {
    objects.push(...page.objects);
  }
  assert.deepEqual(objects, [{ id: 'a' }, { id: 'b' }]);
  for (const { url } of site.seen) {
    const search = new URL(url).searchParams;
    assert.equal(search.get('match[type]'), 'x,y');
    assert.equal(search.get('match[version]'), 'all');
    assert.equal(search.get('added_after'), 't');
  }
});

test('TaxiiClient.pages() goes on by date where there is no next', async () => {
  await using site = await open({
    [OBJECTS]: (_request, query) => {
      const after = query.get('added_after');
      const last = after === null ? '2024-01-01T00:00:00Z' : '2024-01-02T00:00:00+00:00';
      return {
        headers: { 'X-TAXII-Date-Added-Last': last },
        body: { more: after === null, objects: [{ id: after ?? 'first' }] },
      };
    },
  });
  const client = new TaxiiClient({ url: site.url });
  const objects: unknown[] = [];
  for await (const page of client.pages({ apiRoot: `${site.url}/root/`, id: 'c' })) {
    objects.push(...page.objects);
  }
  assert.deepEqual(objects, [{ id: 'first' }, { id: '2024-01-01T00:00:00.000000Z' }]);
});

test('TaxiiClient.pages() ends with a fault instead of looping', async () => {
  await using site = await open({
    [OBJECTS]: () => ({ body: { more: true, next: 'same', objects: [{}] } }),
    '/root/collections/d/objects/': () => ({ body: { more: true, objects: [{}] } }),
  });
  const client = new TaxiiClient({ url: site.url });
  for (const [id, words] of [
    ['c', /same next page twice/],
    ['d', /no way to the next page/],
  ] as const) {
    await assert.rejects(async () => {
      for await (const _page of client.pages({ apiRoot: `${site.url}/root/`, id })) continue;
    }, words);
  }
  assert.ok(site.seen.length < 6);
});

test('TaxiiClient.poll() moves its date only at the end of a run and resumes in the middle', async () => {
  await using site = await open({
    [OBJECTS]: (_request, query) => {
      const next = query.get('next');
      const day = next === null ? 1 : Number(next);
      return {
        headers: { 'x-taxii-date-added-last': `2024-01-0${day}T00:00:00.000000Z` },
        body: { more: day < 3, objects: [{ day }], ...(day < 3 ? { next: String(day + 1) } : {}) },
      };
    },
  });
  const client = new TaxiiClient({ url: site.url });
  const at = { apiRoot: `${site.url}/root/`, id: 'c' };
  let state: PollState = {};
  for await (const polled of client.poll(at)) {
    state = polled.state;
    break;
  }
  assert.deepEqual(state, { next: '2', last: '2024-01-01T00:00:00.000000Z' });
  const days: unknown[] = [];
  for await (const polled of client.poll(at, { state })) {
    days.push(...polled.page.objects);
    state = polled.state;
  }
  assert.deepEqual(days, [{ day: 2 }, { day: 3 }]);
  assert.deepEqual(state, { addedAfter: '2024-01-03T00:00:00.000000Z' });
});

test('TaxiiClient.poll() begins the run again when the server has forgotten the page', async () => {
  await using site = await open({
    [OBJECTS]: (_request, query) =>
      query.has('next')
        ? { status: 400, body: { title: 'Session timed out' } }
        : { body: { objects: [{ from: query.get('added_after') }] } },
  });
  const client = new TaxiiClient({ url: site.url });
  const state = { addedAfter: '2024-01-01T00:00:00.000000Z', next: 'old' };
  const seen: unknown[] = [];
  const at = { apiRoot: `${site.url}/root/`, id: 'c' };
  for await (const polled of client.poll(at, { state, overlapMs: 1000 })) {
    seen.push(...polled.page.objects);
    assert.deepEqual(polled.state, { addedAfter: '2024-01-01T00:00:00.000000Z' });
  }
  assert.deepEqual(seen, [{ from: '2023-12-31T23:59:59.000000Z' }]);
});

test('TaxiiClient.manifest() reads dates as JavaScript prints them', async () => {
  const added = 'Wed Oct 11 2023 12:13:14 GMT+0000 (Coordinated Universal Time)';
  await using site = await open({
    '/root/collections/c/manifest/': () => ({
      body: { objects: [{ id: 'a', date_added: added, version: 'v', media_type: 'm' }] },
    }),
    '/root/collections/c/objects/a/versions/': () => ({ body: { versions: ['v', 1] } }),
  });
  const client = new TaxiiClient({ url: site.url });
  const at = { apiRoot: `${site.url}/root/`, id: 'c' };
  assert.deepEqual(await client.manifest(at), [
    { id: 'a', date_added: '2023-10-11T12:13:14.000000Z', version: 'v', media_type: 'm' },
  ]);
  assert.deepEqual(await client.versions(at, 'a'), ['v']);
});

test('TaxiiClient.add() packs envelopes, waits for their fate and says what is too large', async () => {
  let asked = 0;
  await using site = await open({
    '/root/': () => ({ body: { title: 'R', max_content_length: 60 } }),
    [OBJECTS]: (_request, _query, body) => {
      assert.ok(body.length < 60);
      return { status: 202, body: { id: 's', status: 'pending', pending_count: 1 } };
    },
    '/root/status/s/': () => {
      asked += 1;
      const isDone = asked % 2 === 0;
      return {
        body: isDone
          ? { id: 's', status: 'complete', successes: [{ id: 'a', version: 'v' }] }
          : { id: 's', status: 'pending', pending_count: 1 },
      };
    },
  });
  const client = new TaxiiClient({ url: site.url, sleep: noSleep });
  const objects = ['{"id":"a--1"}', '{"id":"b--1"}', '{"id":"c--1"}', `{"x":"${'y'.repeat(60)}"}`];
  const report = await client.add({ apiRoot: `${site.url}/root/`, id: 'c' }, objects);
  assert.deepEqual(report, {
    statuses: ['s'],
    success: 1,
    failures: [],
    pending: 0,
    tooLarge: [3],
  });
});

test('TaxiiClient tries again after 503 and gives up on other errors with their words', async () => {
  let calls = 0;
  await using site = await open({
    '/': () => {
      calls += 1;
      return calls < 3
        ? { status: 503, headers: { 'retry-after': '1' }, body: {} }
        : { body: { title: 'T' } };
    },
    '/root/': () => ({ status: 403, body: { title: 'No', description: 'Ask the chair' } }),
    '/html/': () => ({ headers: { 'content-type': 'text/html' }, body: '<p>' }),
  });
  const waits: number[] = [];
  const sleep = (milliseconds: number): Promise<void> => {
    waits.push(milliseconds);
    return Promise.resolve();
  };
  const client = new TaxiiClient({ url: site.url, sleep });
  assert.equal((await client.discovery()).title, 'T');
  assert.deepEqual(waits, [1000, 1000]);
  await assert.rejects(client.apiRoot(`${site.url}/root/`), (error) => {
    assert.ok(error instanceof TaxiiFault);
    assert.equal(error.status, 403);
    assert.match(error.message, /No: Ask the chair/);
    return true;
  });
  await assert.rejects(client.apiRoot(`${site.url}/html/`), /text\/html and is not JSON/);
  await assert.rejects(client.apiRoot('http://127.0.0.1:1/'), /Cannot reach/);
});

test('TaxiiClient stops reading an answer that is too large', async () => {
  await using site = await open({ '/': () => ({ body: { title: 'x'.repeat(5000) } }) });
  const client = new TaxiiClient({ url: site.url, answerBytesMax: 1000 });
  await assert.rejects(client.discovery(), /larger than 1000 bytes/);
});

test('TaxiiClient.delete() and object() ask for what they are told', async () => {
  const path = '/root/collections/c/objects/a--1/';
  await using site = await open({ [path]: () => ({ body: { objects: [{ id: 'a--1' }] } }) });
  const client = new TaxiiClient({ url: site.url });
  const at = { apiRoot: `${site.url}/root`, id: 'c' };
  await client.delete(at, 'a--1', ['all']);
  assert.deepEqual(await client.object(at, 'a--1'), [{ id: 'a--1' }]);
  assert.equal(new URL(site.seen[0]?.url ?? '').searchParams.get('match[version]'), 'all');
});

test('TaxiiClient says when an answer breaks off, and waits longer after each 503', async () => {
  let calls = 0;
  const answers = [
    new Response('{}', { status: 503 }),
    new Response('{}', {
      status: 429,
      headers: { 'retry-after': 'Wed, 11 Oct 2023 12:13:14 GMT' },
    }),
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"title"'));
          controller.error(new Error('reset'));
        },
      }),
    ),
    new Response(null, { status: 500 }),
    new Response(null, { status: 200 }),
    new Response(
      new ReadableStream({
        start(controller) {
          for (const part of ['{"title"', ':"In two parts"}']) {
            controller.enqueue(new TextEncoder().encode(part));
          }
          controller.close();
        },
      }),
    ),
  ];
  const waits: number[] = [];
  const client = new TaxiiClient({
    url: 'https://hub.example/taxii2/',
    fetch: () => Promise.resolve(answers[calls++] ?? new Response('')),
    sleep: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    signal: new AbortController().signal,
  });
  await assert.rejects(client.discovery(), /broke off: reset/);
  assert.deepEqual(waits, [500, 1000]);
  await assert.rejects(client.discovery(), /answered 500$/);
  assert.equal((await client.discovery()).title, 'TAXII server');
  assert.equal((await client.discovery()).title, 'In two parts');
});

test('TaxiiClient gives up after its tries and says which collection is none', async () => {
  await using site = await open({
    '/': () => ({ status: 503, headers: { 'retry-after': '0' }, body: { title: 'Busy' } }),
    '/root/collections/c/': () => ({ body: [] }),
    '/root/collections/d/': () => ({ body: { id: 'd', title: 'D' } }),
  });
  const client = new TaxiiClient({ url: site.url, retries: 1 });
  await assert.rejects(client.discovery(), /answered 503: Busy/);
  assert.equal(site.seen.length, 2);
  const apiRoot = `${site.url}/root/`;
  await assert.rejects(client.collection({ apiRoot, id: 'c' }), /no collection/);
  assert.equal((await client.collection({ apiRoot, id: 'd' })).title, 'D');
});

test('TaxiiClient.settled() asks again after a while', async () => {
  let asked = 0;
  await using site = await open({
    '/root/status/s/': () => {
      asked += 1;
      return { body: { id: 's', status: asked < 2 ? 'pending' : 'complete' } };
    },
  });
  const client = new TaxiiClient({ url: site.url });
  const pending = await client.status(`${site.url}/root/`, 's');
  assert.equal((await client.settled(`${site.url}/root/`, pending)).status, 'complete');
});

test('TaxiiClient.poll() passes on faults that another beginning does not mend', async () => {
  await using site = await open({ [OBJECTS]: () => ({ status: 500, body: {} }) });
  const client = new TaxiiClient({ url: site.url });
  const at = { apiRoot: `${site.url}/root/`, id: 'c' };
  for (const state of [{}, { next: 'n', addedAfter: 'garbled' }]) {
    await assert.rejects(async () => {
      for await (const _polled of client.poll(at, { state, overlapMs: 1 })) continue;
    }, /answered 500/);
  }
});

test('TaxiiClient.pages() takes a number as next', async () => {
  await using site = await open({
    [OBJECTS]: (_request, query) =>
      query.has('next') ? { body: {} } : { body: { more: true, next: 2, objects: [1] } },
  });
  const client = new TaxiiClient({ url: site.url });
  const pages: unknown[] = [];
  for await (const page of client.pages({ apiRoot: `${site.url}/root/`, id: 'c' })) {
    pages.push(page.objects);
  }
  assert.deepEqual(pages, [[1], []]);
});

test('envelopes() stays below the limit in bytes of UTF-8', () => {
  const objects = ['{"a":"é"}', '{"a":"東"}', '{"a":"🛡"}', '{"a":"x"}'];
  const packed = envelopes(objects, { maxContentLength: 40 });
  for (const body of packed.bodies) assert.ok(Buffer.byteLength(body) < 40, body);
  assert.deepEqual(
    packed.bodies.flatMap((body) => JSON.parse(body).objects),
    objects.map((object) => JSON.parse(object)),
  );
  assert.deepEqual(envelopes(objects, { maxContentLength: 1000, objectsMax: 3 }).bodies.length, 2);
  assert.deepEqual(envelopes(objects, { maxContentLength: 20 }).tooLarge, [0, 1, 2, 3]);
  assert.deepEqual(envelopes([], { maxContentLength: 20 }), { bodies: [], tooLarge: [] });
});
