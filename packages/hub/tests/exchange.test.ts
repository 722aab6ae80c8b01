import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type {
  LookupResult,
  ObjectDetail,
  ObjectRow,
  Problem,
  Receipt,
  ReceiptSummary,
  Reference,
} from '@tocsin/hub/contract';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

interface Page<T> {
  items: T[];
  next_cursor?: string;
}

const AMBER = { level: 'amber' };
const TEXT = 'Beacon to hxxps://c2.evil[.]example/x and 203.0.113[.]7, see CVE-2021-44228.';

let numbers = 0;

/** An indicator of its own address, so that tests do not meet each other's. */
function indicator(over: Record<string, unknown> = {}): Record<string, unknown> {
  numbers += 1;
  const value = `10.${String(numbers >> 16)}.${String((numbers >> 8) & 255)}.${String(numbers & 255)}`;
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

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`the exchange on ${engine}`, () => {
    let world: ExchangeWorld;
    let anna: Caller;
    let berta: Caller;

    before(async () => {
      world = await openExchangeWorld({ engine });
      anna = await world.person('anna');
      berta = await world.person('berta');
    });
    after(async () => world[Symbol.asyncDispose]());

    const share = (by: Caller, body: unknown): Promise<Answered<Receipt>> =>
      by.post<Receipt>(`${world.base}/contributions`, body);
    const list = (by: Caller, query = ''): Promise<Answered<Page<ObjectRow>>> =>
      by.get<Page<ObjectRow>>(`${world.base}/objects${query}`);
    const show = (by: Caller, id: string): Promise<Answered<ObjectDetail>> =>
      by.get<ObjectDetail>(`${world.base}/objects/${id}`);
    const shared = async (over: Record<string, unknown> = {}): Promise<string> => {
      const object = indicator(over);
      const answer = await share(anna, { objects: [object], marking: AMBER });
      assert.equal(answer.json.counts.kept, 1, answer.text);
      return String(object['id']);
    };

    describe('sharing', () => {
      test('a text makes indicators, a vulnerability and a report that other members read', async () => {
        const answer = await share(anna, { text: TEXT, title: 'A beacon', marking: AMBER });
        assert.equal(answer.status, 201);
        assert.equal(answer.headers.get('location'), `/api/v1/contributions/${answer.json.id}`);
        assert.equal(answer.json.counts.kept, 5);
        const seen = await list(berta, `?contribution=${answer.json.id}`);
        assert.deepEqual(
          seen.json.items.map(({ type, title }) => `${type} ${title}`),
          [
            'report A beacon',
            'vulnerability CVE-2021-44228',
            'indicator 203.0.113.7',
            'indicator https://c2.evil.example/x',
            'identity Alder Energy',
          ],
        );
        assert.equal(seen.json.items[0]?.marking.text, 'TLP:AMBER');
        assert.equal(seen.json.items[0].origin.name, 'Alder Energy');
        const report = await show(berta, seen.json.items[0].id);
        assert.equal(report.json.contribution?.text, TEXT);
      });

      test('who made it is told as wide as the widest share, and not narrower after', async () => {
        const told: (string | undefined)[] = [];
        const until = '2099-01-01T00:00:00Z';
        for (const over of [{}, { level: 'green' }, {}, { level: 'clear', until }]) {
          const marking = { level: 'amber+strict', ...over };
          await share(berta, { text: `Seen ${String(told.length)}`, marking });
          const { items } = (await list(anna, '?type=identity')).json;
          told.push(items.find(({ title }) => title === 'Birch Water')?.marking.level);
        }
        assert.deepEqual(told, ['amber+strict', 'green', 'green', 'green']);
      });

      test('a text without values becomes a note', async () => {
        const answer = await share(anna, { text: 'Be careful today', marking: AMBER });
        const seen = await list(berta, `?contribution=${answer.json.id}&type=note`);
        assert.equal(seen.json.items.length, 1);
      });

      test('a program shares a text for its organization', async () => {
        const answer = await share(world.program('alder'), { text: TEXT, marking: AMBER });
        assert.equal(answer.json.counts.refused, 0, answer.text);
        const seen = await list(berta, `?contribution=${answer.json.id}&type=report`);
        assert.equal(seen.json.items[0]?.origin.name, 'Alder Energy');
      });

      test('only the values left ticked become objects, and only values of the text', async () => {
        const values = [{ kind: 'ipv4', value: '203.0.113.7' }];
        const answer = await share(anna, { text: TEXT, values, marking: AMBER });
        const seen = await list(berta, `?contribution=${answer.json.id}&type=indicator`);
        assert.deepEqual(
          seen.json.items.map(({ title }) => title),
          ['203.0.113.7'],
        );
        const other = [{ kind: 'ipv4', value: '198.51.100.1' }];
        const refused = await anna.post<Problem>(`${world.base}/contributions`, {
          text: TEXT,
          values: other,
        });
        assert.equal(refused.status, 422);
        assert.equal(refused.json.errors?.[0]?.pointer, '/values/0');
      });

      test('keeps objects to the byte, whichever way they come', async () => {
        const ids = [1, 2, 3].map(() => `indicator--${crypto.randomUUID()}`);
        const texts = ids.map(
          (id) =>
            `{ "id":"${id}",\n "type":"indicator","spec_version":"2.1", "created":"2026-02-01T00:00:00Z","modified":"2026-02-01T00:00:00Z","name":"caf\\u00e9","confidence": 5.0e1,"pattern":"[url:value = 'http://a.example/']","pattern_type":"stix","valid_from":"2026-02-01T00:00:00Z"  }`,
        );
        const [one = '', two = '', three = ''] = texts;
        const sent = [
          await share(anna, `{"marking":{"level":"green"},"objects":[${one}]}`),
          await share(
            anna,
            `{"bundle":{"type":"bundle","id":"bundle--${crypto.randomUUID()}","objects":[${two}]},"marking":{"level":"green"}}`,
          ),
          await anna.send<Receipt>('POST', `${world.base}/bundles?tlp=green&title=File`, {
            body: three,
            headers: { 'content-type': 'application/stix+json;version=2.1' },
          }),
        ];
        for (const [place, answer] of sent.entries()) {
          assert.equal(answer.status, 201, answer.text);
          assert.equal(answer.json.lines[0]?.id, ids[place]);
          const seen = await show(berta, ids[place] ?? '');
          assert.equal(seen.json.raw, texts[place]);
          assert.ok(seen.text.endsWith(`,"object":${texts[place] ?? ''}}`));
          assert.equal(seen.json.marking.level, 'green');
        }
      });

      test('STIX pasted as a text is taken as STIX', async () => {
        const object = indicator();
        const text = JSON.stringify({ type: 'bundle', id: 'bundle--1', objects: [object] });
        const answer = await share(anna, { text, marking: AMBER });
        assert.deepEqual(
          answer.json.lines.map(({ id }) => id),
          [object['id']],
        );
      });

      test('one bad object is told by place, id, path and rule, and the good ones are kept', async () => {
        const bad = indicator({ pattern: '[not a pattern', valid_from: 'yesterday' });
        const answer = await share(anna, {
          objects: [indicator(), bad, 5, indicator()],
          marking: AMBER,
        });
        assert.deepEqual(
          answer.json.lines.map(({ fate }) => fate),
          ['kept', 'refused', 'refused', 'kept'],
        );
        const line = answer.json.lines[1];
        assert.equal(line?.id, bad['id']);
        assert.deepEqual(line?.problems.map(({ path }) => path).toSorted(), [
          '/pattern',
          '/valid_from',
        ]);
        assert.ok(line.problems.every(({ rule, section }) => rule !== '' && section !== ''));
      });

      test('all or nothing keeps nothing when one object is bad', async () => {
        const good = indicator();
        const answer = await share(anna, { objects: [good, {}], atomic: true, marking: AMBER });
        assert.equal(answer.json.atomic_refused, true);
        assert.equal(answer.json.counts.kept, 0);
        assert.equal((await show(anna, String(good['id']))).status, 404);
      });

      test('the same again is harmless, other content under the same version is quarantined', async () => {
        const object = indicator();
        await share(anna, { objects: [object], marking: AMBER });
        const again = await share(anna, { objects: [object], marking: AMBER });
        assert.equal(again.json.counts.already_here, 1);
        const other = await share(anna, { objects: [{ ...object, name: 'x' }], marking: AMBER });
        assert.equal(other.json.counts.quarantined, 1);
      });

      test('the same id from two organizations stays two things', async () => {
        const object = indicator();
        const named = { level: 'amber', audience: { organizations: ['alder'] } };
        await share(anna, { objects: [object], marking: named });
        const answer = await share(berta, {
          objects: [{ ...object, name: 'other' }],
          marking: { level: 'green' },
        });
        assert.equal(answer.json.counts.kept, 1, answer.text);
        const carl = await world.person('carl');
        assert.equal((await show(carl, String(object['id']))).json.title, 'other');
        assert.equal((await show(carl, String(object['id']))).json.origins.length, 1);
      });

      test('an idempotency key gives the same receipt again and makes nothing new', async () => {
        const headers = { 'idempotency-key': crypto.randomUUID() };
        const body = { text: 'Once 203.0.113.99', marking: AMBER };
        const send = (): Promise<Answered<Receipt>> =>
          anna.send<Receipt>('POST', `${world.base}/contributions`, { body, headers });
        const first = await send();
        const second = await send();
        assert.equal(second.text, first.text);
        assert.equal(second.headers.get('idempotency-replayed'), 'true');
      });
    });

    describe('what cannot be shared', () => {
      const cases: [name: string, body: unknown, status: number, pointer: string | undefined][] = [
        ['nothing', {}, 422, ''],
        ['an empty list', { objects: [] }, 422, ''],
        ['a wrong kind', { kind: 'rumour', text: 'x' }, 422, '/kind'],
        ['an unknown field', { text: 'x', audience: 'all' }, 422, ''],
        ['a garbled level', { text: 'x', marking: { level: 'TLP:ORANGE' } }, 422, '/marking/level'],
        ['objects that are no list', { objects: 5 }, 400, '/objects'],
        ['a bundle that is no object', { bundle: 'x' }, 400, '/bundle'],
        ['values beside STIX', { objects: [indicator()], values: [] }, 422, '/values'],
        ['too long a text', { text: 'x'.repeat(100_001) }, 422, '/text'],
        ['a body that is a list', [], 422, ''],
        ['broken JSON', '{"text":', 400, undefined],
        ['a prototype key', '{"text":"x","__proto__":{}}', 400, '/__proto__'],
      ];
      for (const [name, body, status, pointer] of cases) {
        test(`${name} is refused by place and with the way out`, async () => {
          const answer = await anna.post<Problem>(`${world.base}/contributions`, body);
          assert.equal(answer.status, status, answer.text);
          assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
          if (pointer !== undefined) assert.equal(answer.json.errors?.[0]?.pointer, pointer);
        });
      }

      test('hostile objects are told object by object, and nothing fails', async () => {
        const deep = `${'['.repeat(40)}1${']'.repeat(40)}`;
        const id = (): string => `indicator--${crypto.randomUUID()}`;
        const stem = `"type":"indicator","spec_version":"2.1","created":"2026-02-01T00:00:00Z","modified":"2026-02-01T00:00:00Z","pattern":"[url:value = 'http://a.example/']","pattern_type":"stix","valid_from":"2026-02-01T00:00:00Z"`;
        const objects = [
          `{"id":"${id()}",${stem},"__proto__":{"a":1}}`,
          `{"id":"${id()}",${stem},"name":"\\u0000 nul"}`,
          `{"id":"${id()}",${stem},"name":"\\ud800 half"}`,
          `{"id":"${id()}",${stem},"x_deep":${deep}}`,
          `{"id":"${id()}",${stem},"confidence":1e999}`,
          `{"id":"indicator--no",${stem}}`,
          `{"id":"${id()}",${stem},"name":"${'x'.repeat(70_000)}"}`,
          `{"id":"${id()}",${stem},"object_marking_refs":"red"}`,
          'null',
          '"text"',
        ];
        const answer = await share(
          anna,
          `{"objects":[${objects.join()}],"marking":{"level":"green"}}`,
        );
        assert.equal(answer.status, 201, answer.text);
        assert.equal(answer.json.lines.length, objects.length);
        assert.equal((await list(berta)).status, 200);
        await world.hub.store.settled();
      });

      test('a body in another media type, or too large, is refused before it is read', async () => {
        const xml = await anna.send('POST', `${world.base}/bundles`, {
          body: '<stix/>',
          headers: { 'content-type': 'application/xml' },
        });
        assert.equal(xml.status, 415);
        const large = await anna.post(`${world.base}/contributions`, {
          text: 'x'.repeat(9 * 1024 * 1024),
        });
        assert.equal(large.status, 413);
      });

      test('STIX 1.x is told what to do', async () => {
        const answer = await anna.send<Problem>('POST', `${world.base}/bundles`, {
          body: '<stix:STIX_Package/>',
          headers: { 'content-type': 'application/stix+json' },
        });
        assert.equal(answer.status, 400);
        assert.match(answer.json.errors?.[0]?.message ?? '', /convert it to STIX 2\.1/);
      });

      test('an audience in the query needs a level', async () => {
        const answer = await anna.send<Problem>(
          'POST',
          `${world.base}/bundles?organizations=birch`,
          {
            body: JSON.stringify(indicator()),
            headers: { 'content-type': 'application/stix+json' },
          },
        );
        assert.equal(answer.status, 400);
        assert.equal(answer.json.errors?.[0]?.pointer, '?tlp');
      });

      test('readers by role do not share, and a community one is not in does not exist', async () => {
        const abel = await world.person('abel');
        assert.equal((await share(abel, { text: 'x' })).status, 403);
        const rail = await anna.post('/api/v1/communities/rail/contributions', { text: 'x' });
        const none = await anna.post('/api/v1/communities/none/contributions', { text: 'x' });
        assert.equal(rail.status, 404);
        assert.equal(
          rail.text.replaceAll('rail', 'none').replace(/"request_id".*/, ''),
          none.text.replace(/"request_id".*/, ''),
        );
      });
    });

    describe('receipts', () => {
      test('are shown to the organization that shared, and to nobody else', async () => {
        const { json } = await share(anna, { text: 'Receipt 203.0.113.50', marking: AMBER });
        const arno = await world.person('arno');
        const { shield: _report, ...rest } = json;
        assert.deepEqual((await arno.get(`/api/v1/contributions/${json.id}`)).json, rest);
        const hidden = await berta.get<Problem>(`/api/v1/contributions/${json.id}`);
        assert.equal(hidden.status, 404);
        const route = `${world.base}/contributions`;
        assert.ok(!(await berta.get(route)).text.includes(json.id));
      });

      test('are listed newest first, page by page', async () => {
        const carl = await world.person('carl');
        const made: string[] = [];
        for (let n = 0; n < 5; n++) {
          world.clock.at += 1000;
          made.unshift((await share(carl, { text: `Receipt ${String(n)}` })).json.id);
        }
        const route = `${world.base}/contributions?limit=2`;
        const seen: string[] = [];
        let cursor: string | undefined = '';
        while (cursor !== undefined && seen.length < 10) {
          const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
          const page: Page<ReceiptSummary> = (await carl.get<Page<ReceiptSummary>>(route + query))
            .json;
          seen.push(...page.items.map(({ id }) => id));
          cursor = page.next_cursor;
        }
        assert.deepEqual(seen, made);
      });
    });

    describe('reading', () => {
      test('pages in both orders hold every object once, and a cursor opens nothing else', async () => {
        const objects = Array.from({ length: 7 }, () => indicator());
        const { json } = await share(anna, { objects, marking: AMBER });
        for (const order of ['newest-first', 'oldest-first']) {
          const route = `?contribution=${json.id}&limit=3&order=${order}`;
          const seen: string[] = [];
          let page = (await list(berta, route)).json;
          seen.push(...page.items.map(({ id }) => id));
          while (page.next_cursor !== undefined) {
            page = (await list(berta, `${route}&cursor=${page.next_cursor}`)).json;
            seen.push(...page.items.map(({ id }) => id));
          }
          const ids = objects.map((object) => String(object['id']));
          assert.deepEqual(seen, order === 'oldest-first' ? ids : ids.toReversed());
        }
        const first = (await list(berta, `?contribution=${json.id}&limit=3`)).json.next_cursor;
        const other = await list(berta, `?limit=3&cursor=${first ?? ''}`);
        assert.equal(other.status, 400);
        const others = await list(anna, `?contribution=${json.id}&limit=3&cursor=${first ?? ''}`);
        assert.equal(others.status, 400);
      });

      test('filters by type, source, level and time, and refuses garbled ones', async () => {
        const { json } = await share(anna, { text: TEXT, marking: { level: 'green' } });
        const count = async (query: string): Promise<number> =>
          (await list(berta, `?contribution=${json.id}${query}`)).json.items.length;
        assert.equal(await count('&type=indicator,report'), 3);
        assert.equal(await count('&origin=alder'), await count(''));
        assert.equal(await count('&origin=birch'), 0);
        assert.equal(await count('&origin=nobody'), 0);
        assert.equal(await count('&tlp=TLP:GREEN,amber'), await count(''));
        assert.equal(await count('&tlp=amber+strict'), 0);
        const newest = (await list(berta, '?limit=2')).json.items;
        const after = newest[1]?.date_added ?? '';
        const later = await list(berta, `?added_after=${after}`);
        assert.deepEqual(
          later.json.items.map(({ id }) => id),
          [newest[0]?.id],
        );
        for (const query of [
          '?tlp=orange',
          '?limit=501',
          '?type=A B',
          '?order=up',
          '?x=1',
          '?added_after=then',
        ]) {
          assert.equal((await list(berta, query)).status, 400, query);
        }
      });

      test('an object page tells source, marking, values, what may be done, and its text', async () => {
        const id = await shared();
        const { json } = await show(berta, id);
        assert.equal(json.origin.name, 'Alder Energy');
        assert.equal(json.community.name, 'Energy Circle');
        assert.equal(json.access.words, 'It was shared with your organization.');
        assert.deepEqual(
          json.observables.map(({ kind }) => kind),
          ['ipv4'],
        );
        assert.equal(json.reshare.find(({ act }) => act === 'public')?.verdict, 'no');
        assert.deepEqual(json.object, JSON.parse(json.raw));
      });

      test('versions are listed newest first and can be read one by one', async () => {
        const object = indicator();
        await share(anna, { objects: [object], marking: AMBER });
        const next = { ...object, modified: '2026-02-02T00:00:00.000Z', name: 'second' };
        await share(anna, { objects: [next], marking: AMBER });
        const route = `${world.base}/objects/${String(object['id'])}`;
        const { json } = await berta.get<Page<ObjectRow>>(`${route}/versions`);
        assert.deepEqual(
          json.items.map(({ title }) => title),
          ['second', object['name']],
        );
        const old = await berta.get<ObjectDetail>(
          `${route}?version=${json.items[1]?.version ?? ''}`,
        );
        assert.equal(old.json.title, object['name']);
        assert.equal((await berta.get(`${route}?version=2001-01-01T00:00:00Z`)).status, 404);
      });

      test('what is hidden and what is absent answer with the same bytes', async () => {
        const object = indicator();
        const marking = { level: 'amber', audience: { organizations: ['cedar'] } };
        await share(anna, { objects: [object], marking });
        const hiddenId = String(object['id']);
        const absentId = `indicator--${crypto.randomUUID()}`;
        for (const tail of ['', '/versions', '/references', '/access']) {
          const bytes = async (id: string): Promise<string> => {
            const answer = await berta.get(`${world.base}/objects/${id}${tail}`, {
              'x-request-id': 'same',
            });
            return `${String(answer.status)} ${answer.text.replaceAll(id, 'ID')}`;
          };
          assert.equal(await bytes(hiddenId), await bytes(absentId));
        }
        const answers = await Promise.all(
          [hiddenId, absentId].map((id) =>
            berta.post(`${world.base}/objects/${id}/answers`, { kind: 'sighting' }),
          ),
        );
        assert.deepEqual(
          answers.map(({ status }) => status),
          [404, 404],
        );
      });

      test('search finds by words what the reader may see', async () => {
        const word = `zebra${String(Date.now())}`;
        const hidden = { level: 'amber', audience: { organizations: ['cedar'] } };
        await share(anna, { objects: [indicator({ name: `${word} one` })], marking: AMBER });
        await share(anna, { objects: [indicator({ name: `${word} two` })], marking: hidden });
        await world.hub.store.settled();
        const route = `${world.base}/search?text=${word}`;
        const seen = await berta.get<Page<ObjectRow>>(route);
        assert.deepEqual(
          seen.json.items.map(({ title }) => title),
          [`${word} one`],
        );
        assert.equal(
          (await berta.get<Page<ObjectRow>>(`${route}&type=malware`)).json.items.length,
          0,
        );
        assert.equal((await anna.get<Page<ObjectRow>>(route)).json.items.length, 2);
      });
    });

    describe('answers', () => {
      const references = async (by: Caller, id: string): Promise<Reference[]> =>
        (await by.get<Page<Reference>>(`${world.base}/objects/${id}/references`)).json.items;

      test('a sighting, a false positive and an action reach the source and other readers', async () => {
        const id = await shared();
        const route = `${world.base}/objects/${id}/answers`;
        const bodies = [
          {
            kind: 'sighting',
            count: 3,
            first_seen: '2026-02-28T00:00:00+01:00',
            comment: 'In the proxy',
          },
          { kind: 'false-positive', comment: 'Our own scanner' },
          { kind: 'action', action: 'blocked' },
        ];
        for (const body of bodies) {
          const answer = await berta.post<Receipt>(route, body);
          assert.equal(answer.status, 201, answer.text);
          assert.equal(answer.json.counts.kept, 1, answer.text);
        }
        for (const reader of [anna, await world.person('carl')]) {
          const [action, opinion, sighting] = await references(reader, id);
          assert.deepEqual(
            [sighting?.type, sighting?.count, sighting?.first_seen, sighting?.text],
            ['sighting', 3, '2026-02-27T23:00:00.000Z', 'In the proxy'],
          );
          assert.deepEqual(
            [opinion?.opinion, opinion?.text],
            ['strongly-disagree', 'Our own scanner'],
          );
          assert.deepEqual([action?.action, action?.text], ['blocked', 'Blocked.']);
          assert.equal(sighting?.origin.name, 'Birch Water');
        }
      });

      test('an observable cannot be sighted in STIX, so a note tells it', async () => {
        const object = {
          type: 'domain-name',
          spec_version: '2.1',
          id: `domain-name--${crypto.randomUUID()}`,
          value: 'noted.example',
        };
        await share(anna, { objects: [object], marking: AMBER });
        await berta.post(`${world.base}/objects/${object.id}/answers`, {
          kind: 'sighting',
          count: 2,
        });
        const [note] = await references(anna, object.id);
        assert.deepEqual([note?.type, note?.text], ['note', 'Seen 2 times.']);
      });

      test('an answer is never seen by more than the object it answers', async () => {
        const object = indicator();
        const marking = { level: 'amber', audience: { organizations: ['birch'] } };
        await share(anna, { objects: [object], marking });
        const answer = await berta.post<Receipt>(
          `${world.base}/objects/${String(object['id'])}/answers`,
          { kind: 'sighting', marking: { level: 'clear' } },
        );
        const id = answer.json.lines[0]?.id ?? '';
        assert.equal((await show(anna, id)).status, 200);
        assert.equal((await show(await world.person('carl'), id)).status, 404);
      });

      test('what does not fit the kind is refused', async () => {
        const route = `${world.base}/objects/${await shared()}/answers`;
        const cases: [body: unknown, pointer: string][] = [
          [{ kind: 'action' }, '/action'],
          [{ kind: 'false-positive', count: 1 }, '/count'],
          [{ kind: 'sighting', action: 'blocked' }, '/action'],
          [
            {
              kind: 'sighting',
              first_seen: '2026-02-02T00:00:00Z',
              last_seen: '2026-02-01T00:00:00Z',
            },
            '/last_seen',
          ],
          [{ kind: 'sighting', count: -1 }, '/count'],
          [{ kind: 'guess' }, '/kind'],
        ];
        for (const [body, pointer] of cases) {
          const answer = await berta.post<Problem>(route, body);
          assert.equal(answer.status, 422, answer.text);
          assert.equal(answer.json.errors?.[0]?.pointer, pointer);
        }
      });
    });

    describe('taking back', () => {
      test('removes it for everybody, from lists, look-ups and references', async () => {
        const id = await shared();
        const { json } = await show(berta, id);
        const value = json.observables[0]?.value ?? '';
        assert.equal((await berta.send('DELETE', `${world.base}/objects/${id}`)).status, 403);
        assert.equal((await anna.send('DELETE', `${world.base}/objects/${id}`)).status, 204);
        for (const by of [anna, berta]) assert.equal((await show(by, id)).status, 404);
        const found = await berta.get<{ results: LookupResult[] }>(`/api/v1/lookup?value=${value}`);
        assert.equal(found.json.results[0]?.known, false);
      });
    });
  });
}
