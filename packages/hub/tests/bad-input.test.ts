import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Problem, Receipt } from '@tocsin/hub/contract';
import { badObjects, goodObject, newId, withMember } from './bad-objects.ts';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

const TAXII = { 'content-type': 'application/taxii+json;version=2.1' };
const INBOX = '/taxii2/energy/collections/inbox/objects/';
const GREEN_REF = 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb';

/** The ways objects come in; each gives the receipt. */
const WAYS = ['contributions', 'bundles', 'TAXII'] as const;
type Way = (typeof WAYS)[number];

interface Page {
  items: { id: string; marking: { level: string } }[];
  next_cursor?: string;
}

for (const engine of ENGINES) {
  describe(`bad input on ${engine}`, () => {
    let world: ExchangeWorld;
    let anna: Caller;
    let berta: Caller;
    before(async () => {
      world = await openExchangeWorld({ engine });
      anna = await world.person('anna');
      berta = await world.person('berta');
    });
    after(async () => {
      assert.deepEqual(Object.keys(Object.prototype), []);
      assert.equal(Reflect.get({}, 'polluted'), undefined);
      await world[Symbol.asyncDispose]();
    });

    /** Sends objects, as texts, by one of the ways. */
    const send = async (way: Way, texts: readonly string[], by: Caller): Promise<Receipt> => {
      const objects = `[${texts.join()}]`;
      if (way === 'TAXII') {
        const sent = await by.send<{ id: string }>('POST', INBOX, {
          body: `{"objects":${objects}}`,
          headers: TAXII,
        });
        assert.equal(sent.status, 202, sent.text);
        const receipt = await by.get<Receipt>(`/api/v1/contributions/${sent.json.id}`);
        assert.equal(receipt.status, 200, receipt.text);
        return receipt.json;
      }
      const sent =
        way === 'contributions'
          ? await by.post<Receipt>(`${world.base}/contributions`, `{"objects":${objects}}`)
          : await by.post<Receipt>(
              `${world.base}/bundles`,
              `{"type":"bundle","objects":${objects}}`,
            );
      assert.equal(sent.status, 201, sent.text);
      return sent.json;
    };
    const count = async (by: Caller, query = ''): Promise<number> => {
      let items = 0;
      let cursor: string | undefined = '';
      while (cursor !== undefined) {
        const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const route = `${world.base}/objects?limit=500${query}${from}`;
        const page: Answered<Page> = await by.get<Page>(route);
        assert.equal(page.status, 200, page.text);
        items += page.json.items.length;
        cursor = page.json.next_cursor;
      }
      return items;
    };
    const seenBy = async (by: Caller, id: string): Promise<number> =>
      (await by.get(`${world.base}/objects/${id}`)).status;

    for (const way of WAYS) {
      test(`one bad object of each kind is told by place, id, path and rule, by ${way}`, async () => {
        const bad = badObjects();
        const good = bad.map(() => goodObject({ object_marking_refs: [GREEN_REF] }));
        const texts = bad.flatMap(({ text }, place) => [text, JSON.stringify(good[place])]);
        const receipt = await send(way, texts, anna);
        assert.equal(receipt.counts.refused, bad.length);
        assert.equal(receipt.counts.kept, good.length);
        for (const [place, { name, path, rule, text }] of bad.entries()) {
          const line = receipt.lines.find(({ index }) => index === place * 2);
          assert.equal(line?.fate, 'refused', name);
          const told = line?.problems.map((problem) => [problem.path, problem.rule].join(' '));
          assert.ok(told?.includes([path, rule].join(' ')), `${name}: ${JSON.stringify(told)}`);
          for (const { message, section } of line?.problems ?? []) {
            assert.match(message, /^["A-Z0-9].{9,}/, name);
            assert.notEqual(section, '', name);
          }
          const claimed: unknown = rule === 'too-deep' ? undefined : JSON.parse(text);
          const id: unknown = Reflect.get(Object(claimed), 'id');
          if (typeof id === 'string' && id.length < 300) assert.equal(line?.id, id, name);
        }
        for (const object of good) assert.equal(await seenBy(berta, String(object['id'])), 200);
      });
    }

    test('one bad object among a thousand is told, and 999 are kept', async () => {
      for (const way of WAYS) {
        const objects = Array.from({ length: 1000 }, () => JSON.stringify(goodObject()));
        objects[637] = JSON.stringify(goodObject({ valid_from: 'soon' }));
        const receipt = await send(way, objects, anna);
        assert.equal(receipt.counts.kept, 999);
        const refused = receipt.lines.filter(({ fate }) => fate === 'refused');
        assert.equal(refused.length, 1);
        assert.equal(refused[0]?.index, 637);
        assert.equal(refused[0]?.problems[0]?.path, '/valid_from');
      }
    });

    test('all or nothing keeps nothing of a thousand when one is bad', async () => {
      const objects = Array.from({ length: 1000 }, () => JSON.stringify(goodObject()));
      objects[999] = '{}';
      const before = await count(anna);
      const body = `{"objects":[${objects.join()}],"atomic":true}`;
      const shared = await anna.post<Receipt>(`${world.base}/contributions`, body);
      const whole = await anna.post<Receipt>(
        `${world.base}/bundles?atomic=true`,
        `[${objects.join()}]`,
      );
      for (const answer of [shared, whole]) {
        assert.equal(answer.json.atomic_refused, true, answer.text.slice(0, 300));
        assert.equal(answer.json.counts.refused, 1000);
      }
      assert.equal(await count(anna), before);
    });

    test('sending the same again is harmless, one after the other and at once', async () => {
      const texts = Array.from({ length: 20 }, () =>
        JSON.stringify(goodObject({ object_marking_refs: [GREEN_REF] })),
      );
      const before = await count(berta);
      const first = await send('bundles', texts, anna);
      assert.equal(first.counts.kept, 20);
      for (const way of WAYS) {
        assert.equal((await send(way, texts, anna)).counts.already_here, 20);
      }
      const fresh = texts.map((text) => text.replace(/indicator--[^"]+/, newId('indicator')));
      const receipts = await Promise.all([...WAYS, ...WAYS].map((way) => send(way, fresh, anna)));
      assert.equal(receipts.filter(({ counts }) => counts.kept === 20).length, 1);
      assert.equal(receipts.filter(({ counts }) => counts.already_here === 20).length, 5);
      assert.equal(await count(berta), before + 40);
    });

    test('two organizations that send one id at once do not disturb each other or their readers', async () => {
      const carl = await world.person('carl');
      const before = await count(carl);
      for (let round = 0; round < 10; round += 1) {
        const id = newId('indicator');
        const of = (name: string): string =>
          JSON.stringify(goodObject({ id, name, object_marking_refs: [GREEN_REF] }));
        const [own, other] = await Promise.all([
          send('contributions', [of('Alder says')], anna),
          send('TAXII', [of('Birch says')], berta),
        ]);
        for (const receipt of [own, other]) {
          assert.equal(receipt.counts.kept, 1);
          assert.deepEqual(receipt.lines[0]?.problems, []);
        }
      }
      assert.equal(await count(carl), before + 10);
    });

    test('an unknown marking keeps an object with its source, which is told; a garbled one refuses', async () => {
      const unknown = newId('marking-definition');
      for (const way of WAYS) {
        const held = goodObject({ object_marking_refs: [GREEN_REF, unknown] });
        const garbled = goodObject({ object_marking_refs: ['marking-definition--tlp-amber'] });
        const granular = goodObject({
          object_marking_refs: [GREEN_REF],
          granular_markings: [{ marking_ref: unknown, selectors: ['name'] }],
        });
        const sent = [held, garbled, granular].map((object) => JSON.stringify(object));
        const { lines } = await send(way, sent, anna);
        assert.deepEqual(
          lines.map(({ fate }) => fate),
          ['held', 'refused', 'held'],
          way,
        );
        assert.match(lines[0]?.problems[0]?.message ?? '', /shown to nobody outside/);
        for (const { id } of [held, granular].map((one) => ({ id: String(one['id']) }))) {
          assert.equal(await seenBy(anna, id), 200);
          assert.equal(await seenBy(berta, id), 404);
        }
        assert.equal(await seenBy(anna, String(garbled['id'])), 404);
      }
    });

    test('a level that is garbled is refused wherever it is said, and nothing is stored', async () => {
      const before = await count(anna);
      const object = JSON.stringify(goodObject());
      for (const level of [
        'AMBRE',
        'TLP:ORANGE',
        'tlp:amber+strict+',
        'red,clear',
        '',
        ' ',
        'TLP',
      ]) {
        const said = await anna.post<Problem>(
          `${world.base}/contributions`,
          `{"objects":[${object}],"marking":{"level":${JSON.stringify(level)}}}`,
        );
        assert.equal(said.status, 422, level);
        assert.equal(said.json.errors?.[0]?.pointer, '/marking/level', said.text);
        const query = await anna.post<Problem>(
          `${world.base}/bundles?tlp=${encodeURIComponent(level)}`,
          object,
        );
        assert.ok([400, 422].includes(query.status), `${level}: ${query.text}`);
      }
      assert.equal(await count(anna), before);
    });

    test('values no database keeps are taken or refused, and can be asked for', async () => {
      const hostile = [
        '\\u0000',
        '\\ud800',
        'a\\u0000b.example',
        '\\udc00\\ud800',
        '\\uffff',
        '\\u202e',
      ];
      const texts = hostile.flatMap((value) => [
        withMember(`"description":"${value}"`),
        `{"type":"domain-name","spec_version":"2.1","id":"${newId('domain-name')}","value":"${value}"}`,
        `{"type":"url","spec_version":"2.1","id":"${newId('url')}","value":"http://${value}/"}`,
        `{"type":"file","spec_version":"2.1","id":"${newId('file')}","name":"${value}"}`,
        `{"type":"email-addr","spec_version":"2.1","id":"${newId('email-addr')}","value":"a@${value}"}`,
        `{"type":"x-${'a'.repeat(20)}","spec_version":"2.1","id":"${newId(`x-${'a'.repeat(20)}`)}","created":"2026-02-01T00:00:00.000Z","modified":"2026-02-01T00:00:00.000Z","x_ref":"${value}"}`,
      ]);
      for (const way of WAYS) {
        const receipt = await send(way, texts, way === 'TAXII' ? berta : anna);
        assert.equal(receipt.lines.length, texts.length);
      }
      await world.hub.store.settled();
      const values = hostile.map((value) => JSON.parse(`"${value}"`) as string);
      for (const value of values.filter((one) => one.isWellFormed() && !one.includes('\0'))) {
        const found = await anna.post('/api/v1/lookup', { values: [value] });
        assert.equal(found.status, 200, found.text);
      }
      for (const value of values) {
        const words = encodeURIComponent(value.toWellFormed());
        assert.ok((await anna.get(`${world.base}/search?text=${words}`)).status < 500);
        assert.ok((await anna.get(`/api/v1/lookup?value=${words}`)).status < 500);
      }
      assert.ok((await count(berta)) > 0);
    });
  });
}

describe('bodies that are no good JSON', () => {
  let world: ExchangeWorld;
  let anna: Caller;
  before(async () => {
    world = await openExchangeWorld();
    anna = await world.person('anna');
  });
  after(async () => world[Symbol.asyncDispose]());

  /** Bytes as they are; the caller's own client would write them as text. */
  const post = async (route: string, body: Uint8Array, type: string): Promise<Answered> => {
    const response = await fetch(world.hub.address + route, {
      method: 'POST',
      headers: {
        'content-type': type,
        cookie: anna.cookie,
        'x-csrf': anna.csrf,
        'sec-fetch-site': 'same-origin',
      },
      body: Buffer.from(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: JSON.parse(text) };
  };
  const routes = (): [route: string, type: string][] => [
    [`${world.base}/contributions`, 'application/json'],
    [`${world.base}/bundles`, 'application/stix+json'],
    [INBOX, TAXII['content-type']],
    [`${world.base}/extract`, 'application/json'],
    ['/api/v1/lookup', 'application/json'],
  ];
  const object = JSON.stringify(goodObject());
  const good = Buffer.from(`{"objects":[${object}]}`);

  const bodies: [name: string, body: Uint8Array][] = [
    ['cut off', good.subarray(0, good.length - 20)],
    ['cut off within a character', Buffer.from('{"text":"ü').subarray(0, 10)],
    ['twice', Buffer.concat([good, good])],
    [
      'not UTF-8',
      Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
    ],
    ['in UTF-16', Buffer.from(good.toString('utf8'), 'utf16le')],
    [
      'with half a surrogate pair in bytes',
      Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
    ],
    ['nested a hundred thousand deep', Buffer.from('['.repeat(100_000))],
    [
      'nested 100 deep outside the objects',
      Buffer.from(`{"text":${'['.repeat(100)}${']'.repeat(100)}}`),
    ],
    ['NaN', Buffer.from('{"text":NaN}')],
    ['empty', new Uint8Array()],
    ['XML', Buffer.from('<stix:STIX_Package/>')],
    ['binary', Buffer.from([0x1f, 0x8b, 0x08, 0x00])],
    ['a word', Buffer.from('hello')],
    ['null', Buffer.from('null')],
    ['objects that are no list', Buffer.from('{"objects":{"0":{}}}')],
    ['a list of objects twice', Buffer.from(`{"objects":[${object}],"objects":[${object}]}`)],
    ['a key __proto__', Buffer.from(`{"__proto__":{"polluted":1},"objects":[${object}]}`)],
  ];
  for (const [name, body] of bodies) {
    test(`${name}: refused with the reason, and nothing is stored`, async () => {
      for (const [route, type] of routes()) {
        const answer = await post(route, body, type);
        assert.ok([400, 422].includes(answer.status), `${route}: ${answer.text}`);
        const { detail, description } = Object(answer.json);
        assert.match(String(detail ?? description), /^["A-Z].{14,}/);
      }
      const page = await anna.get<Page>(`${world.base}/objects`);
      assert.equal(page.json.items.length, 0);
      assert.equal(Reflect.get({}, 'polluted'), undefined);
    });
  }

  test('that are not there at all, nor a media type, are refused with the reason', async () => {
    for (const [route] of routes()) {
      const answer = await anna.send<Problem>('POST', route);
      assert.ok([400, 415, 422].includes(answer.status), `${route}: ${answer.text}`);
    }
  });

  test('with a byte order mark are read', async () => {
    const marked = (text: string): Buffer =>
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]);
    for (const [route, type] of routes()) {
      const isText = route.endsWith('extract');
      const values = '{"values":["203.0.113.9"]}';
      const body = isText ? '{"text":"x"}' : route.endsWith('lookup') ? values : good.toString();
      const answer = await post(route, marked(body), type);
      assert.ok(answer.status < 300, `${route}: ${answer.text}`);
    }
  });

  test('in a wrong media type or encoding are refused before they are read', async () => {
    for (const [route] of routes()) {
      for (const type of [
        'text/plain',
        'application/xml',
        'multipart/form-data; boundary=x',
        'application/json; charset=utf-16',
        'application/vnd.oasis.stix+json; version=2.0',
      ]) {
        const answer = await post(route, good, type);
        assert.equal(answer.status, 415, `${route} ${type}: ${answer.text}`);
      }
    }
    const headers = { ...TAXII, 'content-encoding': 'gzip' };
    assert.equal((await anna.send('POST', INBOX, { body: 'x', headers })).status, 415);
  });
});
