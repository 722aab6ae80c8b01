import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { LookupResult, Problem, Receipt } from '@tocsin/hub/contract';
import { goodObject, newId, withMember } from './bad-objects.ts';
import { openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

const TAXII = { 'content-type': 'application/taxii+json;version=2.1' };
const JSON_TYPE = { 'content-type': 'application/json' };
const INBOX = '/taxii2/energy/collections/inbox/objects/';

/** A request just within a limit and one just beyond it. */
interface Edge {
  readonly name: string;
  readonly method?: 'POST' | 'PUT' | 'GET';
  /** The address, after the community's unless it begins with a slash of its own. */
  readonly at: string;
  readonly within: unknown;
  readonly beyond: unknown;
  readonly status: number;
  /** The place the refusal names. */
  readonly pointer: string;
  /** What its words hold: the number, or the way out. */
  readonly words: RegExp;
}

const amber = { level: 'amber' };
const names = (count: number): string[] => Array.from({ length: count }, (_, n) => `n${String(n)}`);
const later = (n: number): string => new Date(Date.UTC(2027, 0, 1 + n)).toISOString();
const changes = (count: number): unknown =>
  Array.from({ length: count }, (_, n) => ({ at: later(n), level: 'green' }));
const marked = (marking: unknown): unknown => ({ marking });
const text = (length: number): string => 'x'.repeat(length);
const values = (count: number): unknown =>
  Array.from({ length: count }, (_, n) => `198.51.${String(n >> 8)}.${String(n & 255)}`);

/** Limits on what a person or program writes, and on what they ask for. */
const EDGES: readonly Edge[] = [
  {
    name: 'a shared text',
    at: 'contributions',
    within: { text: text(100_000) },
    beyond: { text: text(100_001) },
    status: 422,
    pointer: '/text',
    words: /at most 100000 characters/,
  },
  {
    name: 'a title',
    at: 'contributions',
    within: { title: text(200), text: 'x' },
    beyond: { title: text(201), text: 'x' },
    status: 422,
    pointer: '/title',
    words: /at most 200 characters/,
  },
  {
    name: 'a text to extract from',
    at: 'extract',
    within: { text: text(100_000) },
    beyond: { text: text(100_001) },
    status: 422,
    pointer: '/text',
    words: /at most 100000/,
  },
  {
    name: 'changes in advance',
    at: 'audience',
    within: marked({ ...amber, changes: changes(10) }),
    beyond: marked({ ...amber, changes: changes(11) }),
    status: 422,
    pointer: '/marking/changes',
    words: /10/,
  },
  {
    name: 'words in a limit',
    at: 'audience',
    within: marked({ ...amber, limits: { sectors: names(100) } }),
    beyond: marked({ ...amber, limits: { sectors: names(101) } }),
    status: 422,
    pointer: '/marking/limits/sectors',
    words: /100/,
  },
  {
    name: 'values looked up',
    at: '/api/v1/lookup',
    within: { values: values(1000) },
    beyond: { values: values(1001) },
    status: 422,
    pointer: '/values',
    words: /1000/,
  },
  {
    name: 'a value looked up',
    at: '/api/v1/lookup',
    within: { values: [text(4096)] },
    beyond: { values: [text(4097)] },
    status: 422,
    pointer: '/values/0',
    words: /4096/,
  },
  {
    name: 'the days of an invitation',
    at: 'invitations',
    within: { expires_in_days: 90 },
    beyond: { expires_in_days: 91 },
    status: 422,
    pointer: '/expires_in_days',
    words: /90/,
  },
  {
    name: 'a name',
    at: '/api/v1/tokens',
    within: { name: text(200) },
    beyond: { name: text(201) },
    status: 422,
    pointer: '/name',
    words: /at most 200/,
  },
  {
    name: 'a short name',
    at: 'groups',
    within: { slug: text(60), name: 'x' },
    beyond: { slug: text(61), name: 'x' },
    status: 422,
    pointer: '/slug',
    words: /1 to 60/,
  },
  {
    name: 'what a word means',
    method: 'PUT',
    at: 'profile',
    within: { client_means: text(10_000) },
    beyond: { client_means: text(10_001) },
    status: 422,
    pointer: '/client_means',
    words: /at most 10000/,
  },
  {
    name: 'a page of objects',
    method: 'GET',
    at: 'objects?limit=500',
    within: undefined,
    beyond: 'objects?limit=501',
    status: 400,
    pointer: '?limit',
    words: /1 to 500/,
  },
  {
    name: 'a page of receipts',
    method: 'GET',
    at: 'contributions?limit=100',
    within: undefined,
    beyond: 'contributions?limit=101',
    status: 400,
    pointer: '?limit',
    words: /1 to 100/,
  },
  {
    name: 'a page of the record',
    method: 'GET',
    at: '/api/v1/audit?limit=500',
    within: undefined,
    beyond: '/api/v1/audit?limit=501',
    status: 400,
    pointer: '?limit',
    words: /1 to 500/,
  },
  {
    name: 'a page of nothing',
    method: 'GET',
    at: 'objects?limit=1',
    within: undefined,
    beyond: 'objects?limit=0',
    status: 400,
    pointer: '?limit',
    words: /from 1/,
  },
  {
    name: 'what is found',
    method: 'GET',
    at: 'search?text=x&limit=500',
    within: undefined,
    beyond: 'search?text=x&limit=501',
    status: 400,
    pointer: '?limit',
    words: /1 to 500/,
  },
  {
    name: 'what is searched for',
    method: 'GET',
    at: `search?text=${text(200)}`,
    within: undefined,
    beyond: `search?text=${text(201)}`,
    status: 400,
    pointer: '?text',
    words: /200/,
  },
  {
    name: 'types in a filter',
    method: 'GET',
    at: `objects?type=${names(50).join()}`,
    within: undefined,
    beyond: `objects?type=${names(51).join()}`,
    status: 400,
    pointer: '?type',
    words: /up to 50/,
  },
  {
    name: 'names in an address',
    method: 'GET',
    at: `objects?origin=${text(100)}`,
    within: undefined,
    beyond: `objects?origin=${text(101)}`,
    status: 400,
    pointer: '?origin',
    words: /an id/,
  },
  {
    name: 'a cursor',
    method: 'GET',
    at: 'objects',
    within: undefined,
    beyond: `objects?cursor=${text(1001)}`,
    status: 400,
    pointer: '?cursor',
    words: /1000/,
  },
  {
    name: 'a value in an address',
    method: 'GET',
    at: `/api/v1/lookup?value=${text(4096)}`,
    within: undefined,
    beyond: `/api/v1/lookup?value=${text(4097)}`,
    status: 400,
    pointer: '?value',
    words: /4096/,
  },
];

describe('limits', () => {
  let world: ExchangeWorld;
  let anna: Caller;
  before(async () => {
    world = await openExchangeWorld();
    anna = await world.person('anna');
  });
  after(async () => world[Symbol.asyncDispose]());

  const address = (at: string): string => (at.startsWith('/') ? at : `${world.base}/${at}`);
  const send = (method: string, at: string, body?: unknown): Promise<Answered<Problem>> =>
    anna.send<Problem>(method, address(at), body === undefined ? {} : { body });
  /** How much is recorded: what is refused adds nothing. */
  const recorded = async (): Promise<number> => {
    const head = await anna.get<{ size: number }>('/api/v1/audit/checkpoint');
    assert.equal(head.status, 200, head.text);
    return head.json.size;
  };

  for (const { name, method = 'POST', at, within, beyond, status, pointer, words } of EDGES) {
    test(`of ${name}: just within passes, just beyond is refused and leaves nothing`, async () => {
      const passed = await send(method, at, within);
      assert.ok(passed.status < 300, `${name}: ${passed.text.slice(0, 500)}`);
      const before = await recorded();
      const refused =
        method === 'GET' ? await send('GET', String(beyond)) : await send(method, at, beyond);
      assert.equal(refused.status, status, refused.text);
      assert.match(refused.headers.get('content-type') ?? '', /^application\/problem\+json/);
      const fault = refused.json.errors?.find((one) => one.pointer === pointer);
      assert.match(fault?.message ?? '', words, refused.text.slice(0, 500));
      assert.equal(await recorded(), before);
    });
  }

  test('of names in an audience: 2,000 are read, 2,001 are refused by place', async () => {
    const audience = (count: number): unknown => ({
      marking: { level: 'amber', audience: { organizations: names(count) } },
    });
    // Nobody has these names, which is told one by one; it is not their number that is wrong.
    const within = await send('POST', 'audience', audience(2000));
    assert.equal(within.json.errors?.[0]?.pointer, '/marking/audience/organizations/0');
    const beyond = await send('POST', 'audience', audience(2001));
    assert.equal(beyond.json.errors?.[0]?.pointer, '/marking/audience/organizations');
    assert.match(beyond.json.errors?.[0]?.message ?? '', /2000/);
  });

  test('of values chosen from a text: 2,000 become objects, 2,001 are refused', async () => {
    const addresses = Array.from(
      { length: 2001 },
      (_, n) => `203.0.${String(n >> 8)}.${String(n & 255)}`,
    );
    const chosen = addresses.map((value) => ({ kind: 'ipv4', value }));
    const body = (count: number): unknown => ({
      text: addresses.join(' '),
      values: chosen.slice(0, count),
      marking: amber,
    });
    const within = await anna.post<Receipt>(`${world.base}/contributions`, body(2000));
    assert.equal(within.status, 201, within.text.slice(0, 500));
    assert.ok(within.json.counts.kept >= 2000);
    const before = await recorded();
    const beyond = await send('POST', 'contributions', body(2001));
    assert.equal(beyond.status, 422);
    assert.equal(beyond.json.errors?.[0]?.pointer, '/values');
    assert.equal(await recorded(), before);
  });

  test('of objects in a body: 10,000 are taken by every way, 10,001 are refused whole', async () => {
    const texts = Array.from({ length: 10_001 }, () => JSON.stringify(goodObject()));
    const body = (count: number): string => `{"objects":[${texts.slice(0, count).join()}]}`;
    const ways: [at: string, headers: Record<string, string>, status: number][] = [
      [`${world.base}/contributions`, JSON_TYPE, 201],
      [`${world.base}/bundles`, JSON_TYPE, 201],
      [INBOX, TAXII, 202],
    ];
    for (const [at, headers, status] of ways) {
      const before = await recorded();
      const beyond = await anna.send<Problem>('POST', at, { body: body(10_001), headers });
      assert.equal(beyond.status, 413, beyond.text);
      assert.match(beyond.text, /10000 objects; send it in parts/);
      assert.equal(await recorded(), before);
      const within = await anna.send('POST', at, { body: body(10_000), headers });
      assert.equal(within.status, status, within.text.slice(0, 300));
    }
  });

  test('of a share hold for what STIX 2.0 becomes: one observed-data of many addresses', async () => {
    const observed = (objects: number): unknown => ({
      type: 'observed-data',
      id: newId('observed-data'),
      created: '2020-01-01T00:00:00.000Z',
      modified: '2020-01-01T00:00:00.000Z',
      first_observed: '2020-01-01T00:00:00Z',
      last_observed: '2020-01-01T00:00:00Z',
      number_observed: 1,
      objects: Object.fromEntries(
        Array.from({ length: objects }, (_, n) => [
          String(n),
          { type: 'domain-name', value: `${newId('x').slice(3)}.example` },
        ]),
      ),
    });
    const bundle = (count: number): string =>
      JSON.stringify({
        type: 'bundle',
        objects: Array.from({ length: count }, () => observed(500)),
      });
    const within = await anna.post<Receipt>(`${world.base}/bundles`, bundle(2));
    assert.equal(within.json.counts.kept, 1002, within.text.slice(0, 300));
    const before = await recorded();
    const beyond = await anna.post<Problem>(`${world.base}/bundles`, bundle(20));
    assert.equal(beyond.status, 413, beyond.text);
    assert.match(beyond.json.detail, /STIX 2\.0 counted; send it in parts/);
    const taxii = await anna.send('POST', INBOX, { body: bundle(20), headers: TAXII });
    assert.equal(taxii.status, 413, taxii.text);
    assert.equal(await recorded(), before);
  });

  test('of one object refuse only that object, by path and rule', async () => {
    const keys = (count: number): string =>
      names(count)
        .map((name) => `"${name}":0`)
        .join();
    const terms = (count: number): string =>
      `[${Array.from({ length: count }, (_, n) => `a:b = ${String(n)}`).join(' OR ')}]`;
    const deep = (levels: number): string => `${'('.repeat(levels)}[a:b = 1]${')'.repeat(levels)}`;
    const patterned = (pattern: string): string => JSON.stringify(goodObject({ pattern }));
    const long = (length: number): string => `[a:b = '${text(length - 10)}']`;
    const typed = (length: number): string => {
      const type = `x-${'a'.repeat(length - 2)}`;
      return JSON.stringify(goodObject({ type, id: newId(type) }));
    };
    const cases: [within: string, beyond: string, path: string, rule: string][] = [
      [
        withMember(`"description":"${text(65_536)}"`),
        withMember(`"description":"${text(65_537)}"`),
        '/description',
        'string-too-long',
      ],
      [
        withMember(`"x_keys":{${keys(1000)}}`),
        withMember(`"x_keys":{${keys(1001)}}`),
        '/x_keys',
        'too-many-keys',
      ],
      [
        withMember(`"x_deep":${'['.repeat(30)}1${']'.repeat(30)}`),
        withMember(`"x_deep":${'['.repeat(32)}1${']'.repeat(32)}`),
        `/x_deep${'/0'.repeat(31)}`,
        'too-deep',
      ],
      [patterned(long(16_384)), patterned(long(16_385)), '/pattern', 'pattern-syntax'],
      [patterned(terms(512)), patterned(terms(513)), '/pattern', 'pattern-syntax'],
      [patterned(deep(63)), patterned(deep(64)), '/pattern', 'pattern-syntax'],
      [typed(250), typed(251), '/type', 'type-name'],
    ];
    const sent = cases.flatMap(([within, beyond]) => [within, beyond]);
    const receipt = await anna.post<Receipt>(`${world.base}/bundles`, `[${sent.join()}]`);
    assert.equal(receipt.status, 201, receipt.text.slice(0, 500));
    for (const [place, [, , path, rule]] of cases.entries()) {
      const [within, beyond] = [0, 1].map((side) =>
        receipt.json.lines.find(({ index }) => index === place * 2 + side),
      );
      assert.equal(within?.fate, 'kept', `${path} ${JSON.stringify(within?.problems)}`);
      assert.equal(beyond?.fate, 'refused', path);
      const [problem] = beyond?.problems ?? [];
      assert.deepEqual([problem?.path, problem?.rule], [path, rule]);
      assert.notEqual(problem?.message ?? '', '');
    }
  });

  test('of an answer: a comment, a count, and what they leave', async () => {
    const object = goodObject();
    await anna.post(`${world.base}/contributions`, { objects: [object], marking: amber });
    const at = `objects/${String(object['id'])}/answers`;
    const answers: [within: unknown, beyond: unknown, pointer: string, words: RegExp][] = [
      [
        { kind: 'action', action: 'blocked', comment: text(10_000) },
        { kind: 'action', action: 'blocked', comment: text(10_001) },
        '/comment',
        /10,000/,
      ],
      [
        { kind: 'sighting', count: 999_999_999 },
        { kind: 'sighting', count: 1_000_000_000 },
        '/count',
        /999999999/,
      ],
    ];
    for (const [within, beyond, pointer, words] of answers) {
      const passed = await send('POST', at, within);
      assert.equal(passed.status, 201, passed.text);
      const before = await recorded();
      const refused = await send('POST', at, beyond);
      assert.equal(refused.status, 422, refused.text);
      assert.equal(refused.json.errors?.[0]?.pointer, pointer);
      assert.match(refused.json.errors?.[0]?.message ?? '', words);
      assert.equal(await recorded(), before);
    }
  });

  test('of hits: fifty of one value are shown, the newest', async () => {
    const value = '192.0.2.77';
    const objects = Array.from({ length: 55 }, () =>
      goodObject({ pattern: `[ipv4-addr:value = '${value}']` }),
    );
    await anna.post(`${world.base}/contributions`, { objects, marking: amber });
    const found = await anna.get<{ results: LookupResult[] }>(`/api/v1/lookup?value=${value}`);
    assert.equal(found.json.results[0]?.hits.length, 50);
  });

  test('of TAXII: rows of a page, values of a filter', async () => {
    const page = '/taxii2/energy/collections/everything/manifest/';
    const usual = await anna.get<{ objects: unknown[]; more: boolean }>(page);
    assert.equal(usual.json.objects.length, 1000);
    assert.equal(usual.json.more, true);
    const most = await anna.get<{ objects: unknown[]; more: boolean }>(`${page}?limit=999999`);
    assert.equal(most.json.objects.length, 5000);
    assert.equal(most.json.more, true);
    const within = `${page}?match[type]=${names(500).join()}`;
    assert.equal((await anna.get(within)).status, 200);
    const cases: [query: string, words: RegExp][] = [
      [`match[type]=${names(501).join()}`, /501 values and 500 are accepted/],
      [`match[id]=${text(1025)}`, /Cannot use/],
      ['limit=0', /whole number above 0/],
      ['limit=-1', /whole number above 0/],
    ];
    for (const [query, words] of cases) {
      const refused = await anna.get<{ description: string }>(`${page}?${query}`);
      assert.equal(refused.status, 400, query.slice(0, 40));
      assert.match(refused.json.description, words);
    }
    assert.equal((await anna.get(`${page}?match[id]=${text(1024)}`)).status, 200);
  });

  test('of the live stream: a hundred types', async () => {
    const at = '/api/v1/stream?community=energy&types=';
    const refused = await anna.get<Problem>(at + names(101).join());
    assert.equal(refused.status, 422);
    assert.match(refused.json.detail, /at most 100/);
    const stop = new AbortController();
    const open = await fetch(world.hub.address + at + names(100).join(), {
      headers: { cookie: anna.cookie },
      signal: stop.signal,
    });
    assert.equal(open.status, 200);
    stop.abort();
  });

  test('of idempotency keys: 8 to 200 visible characters', async () => {
    const ask = (key: string): Promise<Answered<Problem>> =>
      anna.post<Problem>(`${world.base}/contributions`, { text: 'x' }, { 'idempotency-key': key });
    for (const key of [text(8), text(200)]) assert.equal((await ask(key)).status, 201);
    const before = await recorded();
    for (const key of [text(7), text(201), 'with space', 'é'.repeat(10)]) {
      const refused = await ask(key);
      assert.equal(refused.status, 400, key);
      assert.match(refused.json.detail, /8 to 200/);
    }
    assert.equal(await recorded(), before);
  });

  test('of kept answers: a receipt of 10,000 lines is given again, one too long says where it is', async () => {
    const good = `[${Array.from({ length: 10_000 }, () => JSON.stringify(goodObject())).join()}]`;
    const noise = (): string => Array.from({ length: 7 }, () => newId('x')).join(' ');
    const bad = `[${Array.from({ length: 10_000 }, () => `{"type":"tool","id":"${noise()}"}`).join()}]`;
    const ask = (body: string, key: string): Promise<Answered<Problem>> =>
      anna.post<Problem>(`${world.base}/bundles`, body, { 'idempotency-key': key });
    const first = await ask(good, 'ten-thousand-good');
    assert.equal(first.status, 201, first.text.slice(0, 300));
    const again = await ask(good, 'ten-thousand-good');
    assert.equal(again.text, first.text);
    assert.equal(again.headers.get('location'), first.headers.get('location'));
    assert.equal((await ask(bad, 'ten-thousand-bad')).status, 201);
    const before = await recorded();
    const gone = await ask(bad, 'ten-thousand-bad');
    assert.equal(gone.status, 409, gone.text.slice(0, 300));
    const where = /\/api\/v1\/contributions\/[\w-]+/.exec(gone.json.detail)?.[0] ?? '';
    assert.equal((await anna.get(where)).status, 200);
    assert.equal(await recorded(), before);
  });
});
