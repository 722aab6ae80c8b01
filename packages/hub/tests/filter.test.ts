import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Facets, ObjectRow, Problem, Receipt } from '@tocsin/hub/contract';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

interface Page {
  items: ObjectRow[];
  next_cursor?: string;
  more?: boolean;
  count?: { value: number; exact: boolean };
}

const TIMES = { created: '2026-02-01T00:00:00.000Z', modified: '2026-02-01T00:00:00.000Z' };

function malware(name: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'malware',
    spec_version: '2.1',
    id: `malware--${crypto.randomUUID()}`,
    ...TIMES,
    name,
    is_family: false,
    ...over,
  };
}

function tool(name: string): Record<string, unknown> {
  const id = `tool--${crypto.randomUUID()}`;
  return { type: 'tool', spec_version: '2.1', id, ...TIMES, name, labels: ['lid'] };
}

function indicator(name: string, pattern: string, over: object = {}): Record<string, unknown> {
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${crypto.randomUUID()}`,
    ...TIMES,
    name,
    pattern,
    pattern_type: 'stix',
    valid_from: '2026-02-01T00:00:00Z',
    ...over,
  };
}

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`filters on ${engine}`, () => {
    let world: ExchangeWorld;
    let anna: Caller;
    let berta: Caller;
    const hidden = malware('Hidden from Birch', { labels: ['only-alder'] });
    const grey = malware('Grey Fox loader', { labels: ['loader', 'a/b'], confidence: 80 });
    const old = malware('Old Wolf', { confidence: 20, revoked: true });
    const address = indicator('Beacon', "[ipv4-addr:value = '198.51.100.23']", {
      valid_until: '2026-02-02T00:00:00Z',
    });
    const page = indicator('Fake invoice page', "[url:value = 'http://evil.example/a,b']");
    const birches = malware('Birch beetle', { modified: '2026-02-20T00:00:00.000Z' });

    const share = async (by: Caller, objects: unknown[], marking: unknown): Promise<void> => {
      const { json, text } = await by.post<Receipt>(`${world.base}/contributions`, {
        objects,
        marking,
      });
      assert.equal(json.counts.kept, objects.length, text);
    };
    const list = (by: Caller, filter: string, more = ''): Promise<Answered<Page>> =>
      by.get<Page>(`${world.base}/objects?filter=${encodeURIComponent(filter)}${more}`);
    const names = async (by: Caller, filter: string): Promise<string[]> => {
      const { status, json, text } = await list(by, filter);
      assert.equal(status, 200, text);
      return json.items.map(({ title }) => title).toSorted();
    };

    before(async () => {
      world = await openExchangeWorld({ engine });
      anna = await world.person('anna');
      berta = await world.person('berta');
      await share(anna, [hidden], {
        level: 'amber',
        audience: { organizations: ['alder'] },
      });
      await share(anna, [grey, old, address], { level: 'amber' });
      world.clock.at += 3_600_000;
      await share(anna, [page], { level: 'green' });
      await share(berta, [birches], { level: 'green' });
      const { status, text } = await anna.post(
        `${world.base}/objects/${String(grey['id'])}/answers`,
        {
          kind: 'sighting',
          last_seen: '2026-02-28T00:00:00Z',
          marking: { level: 'amber', audience: { organizations: ['alder'] } },
        },
      );
      assert.equal(status, 201, text);
      await world.hub.store.settled();
    });
    after(async () => world[Symbol.asyncDispose]());

    const SHOWN = ['Beacon', 'Birch beetle', 'Fake invoice page', 'Grey Fox loader', 'Old Wolf'];
    for (const [filter, wanted] of [
      ['type:malware,indicator', SHOWN],
      ['type:malware -is:revoked', ['Birch beetle', 'Grey Fox loader']],
      ['tlp:green type:malware,indicator', ['Birch beetle', 'Fake invoice page']],
      ['type:malware,indicator -tlp:green', ['Beacon', 'Grey Fox loader', 'Old Wolf']],
      ['source:"Birch Water"', ['Birch beetle']],
      ['source:birch,nobody', ['Birch beetle']],
      ['source:nobody', []],
      ['is:mine', ['Birch beetle']],
      ['is:revoked', ['Old Wolf']],
      ['is:expired', ['Beacon']],
      ['type:indicator -is:expired', ['Fake invoice page']],
      ['kind:ipv4,url', ['Beacon', 'Fake invoice page']],
      ['type:indicator -kind:url', ['Beacon']],
      ['value:198.51.100[.]23', ['Beacon']],
      ['value:"hxxp://evil.example/a,b"', ['Fake invoice page']],
      ['type:indicator -value:198.51.100.23', ['Fake invoice page']],
      ['value:unheard.example', []],
      ['label:loader', ['Grey Fox loader']],
      ['label:a/b', ['Grey Fox loader']],
      ['label:only-alder', []],
      ['type:malware -label:loader', ['Birch beetle', 'Old Wolf']],
      ['confidence:>50', ['Grey Fox loader']],
      ['confidence:<=20', ['Old Wolf']],
      ['type:malware -confidence:0..100', ['Birch beetle']],
      ['grey fox', ['Grey Fox loader']],
      ['invo', ['Fake invoice page']],
      ['"fake invoice"', ['Fake invoice page']],
      ['"invoice fake"', []],
      ['"fake invo"', []],
      ['type:malware -grey -wolf', ['Birch beetle']],
      ['type:malware,indicator added:>30m', ['Birch beetle', 'Fake invoice page']],
      ['type:malware,indicator added:<30m', ['Beacon', 'Grey Fox loader', 'Old Wolf']],
      ['type:malware,indicator added:2026-03-01', SHOWN],
      ['added:>2026-03-01', []],
      ['modified:2026-02-20', ['Birch beetle']],
      ['type:malware modified:<2026-02-20', ['Grey Fox loader', 'Old Wolf']],
      ['hidden', []],
      ['is:sighted', []],
      ['seen:>2026-01-01', []],
    ] as [string, string[]][]) {
      test(`finds for Birch what it may see and matches ${filter}`, async () => {
        assert.deepEqual(await names(berta, filter), wanted.toSorted());
      });
    }

    test('asks of sightings only those the reader may see', async () => {
      assert.deepEqual(await names(anna, 'is:sighted'), ['Grey Fox loader']);
      assert.deepEqual(await names(anna, 'seen:2026-02-28'), ['Grey Fox loader']);
      assert.deepEqual(await names(anna, 'seen:<2026-02-28'), []);
      assert.ok((await names(berta, '-is:sighted')).includes('Grey Fox loader'));
      const facts = async (by: Caller): Promise<unknown> => {
        const { json } = await list(by, 'label:loader', '&fields=facts');
        return json.items[0]?.facts?.sightings;
      };
      assert.deepEqual(await facts(anna), { count: 1, last_seen: '2026-02-28T00:00:00Z' });
      assert.deepEqual(await facts(berta), { count: 0 });
    });

    test('gives rows with what a table shows, when asked', async () => {
      const { json } = await list(berta, 'value:198.51.100.23', '&fields=facts');
      const { share: _, ...facts } = json.items[0]?.facts ?? {};
      assert.deepEqual(facts, {
        observable: { kind: 'ipv4', value: '198.51.100.23' },
        labels: [],
        valid_until: '2026-02-02T00:00:00Z',
        sightings: { count: 0 },
        done: false,
      });
      const plain = await list(berta, 'value:198.51.100.23');
      assert.equal(plain.json.items[0]?.facts, undefined);
    });

    test('goes on from a cursor, in both orders, with every row once', async () => {
      for (const order of ['newest-first', 'oldest-first']) {
        const found: string[] = [];
        for (let next = ''; ;) {
          const { json, text, status } = await list(
            berta,
            'type:malware,indicator -confidence:<10',
            `&limit=2&order=${order}${next}`,
          );
          assert.equal(status, 200, text);
          found.push(...json.items.map(({ title }) => title));
          if (json.next_cursor === undefined) break;
          next = `&cursor=${json.next_cursor}`;
        }
        assert.deepEqual(found.toSorted(), SHOWN);
      }
    });

    test('takes a cursor only for the filter and the reader it was given for', async () => {
      const first = await list(berta, 'type:malware', '&limit=1');
      const cursor = `&limit=1&cursor=${first.json.next_cursor ?? ''}`;
      assert.equal((await list(berta, 'TYPE:malware ', cursor)).status, 200);
      assert.equal((await list(berta, 'type:indicator', cursor)).status, 400);
      assert.equal((await list(anna, 'type:malware', cursor)).status, 400);
    });

    test('counts what the reader may see', async () => {
      const count = async (by: Caller, filter: string): Promise<unknown> =>
        (await list(by, filter, '&limit=1&count=exact')).json.count;
      assert.deepEqual(await count(berta, 'type:malware'), { value: 3, exact: true });
      assert.deepEqual(await count(anna, 'type:malware'), { value: 4, exact: true });
      assert.deepEqual(await count(berta, 'type:malware confidence:>50'), {
        value: 1,
        exact: true,
      });
      assert.deepEqual(await count(berta, 'wolf'), { value: 1, exact: true });
      const plain = await berta.get<Page>(`${world.base}/objects?type=malware&count=estimate`);
      assert.deepEqual(plain.json.count, { value: 3, exact: true });
    });

    test('counts by type, level and source over what the reader may see', async () => {
      const facets = async (by: Caller, filter: string): Promise<Facets> => {
        const path = `${world.base}/facets?filter=${encodeURIComponent(filter)}`;
        return (await by.get<Facets>(path)).json;
      };
      const seen = await facets(berta, 'type:malware,indicator');
      assert.equal(seen.exact, true);
      assert.deepEqual(seen.types, [
        { type: 'malware', count: 3 },
        { type: 'indicator', count: 2 },
      ]);
      assert.deepEqual(seen.levels, [
        { level: 'amber', count: 3 },
        { level: 'green', count: 2 },
      ]);
      assert.deepEqual(
        seen.sources.map(({ source, count }) => `${source.name} ${String(count)}`),
        ['Alder Energy 4', 'Birch Water 1'],
      );
      assert.deepEqual((await facets(berta, 'label:only-alder')).types, []);
      assert.equal((await facets(anna, 'label:only-alder')).types.length, 1);
    });

    test('refuses what it cannot read, with the place and the way out', async () => {
      const { status, json } = await berta.get<Problem>(
        `${world.base}/objects?filter=${encodeURIComponent('type:malware tlp:orange')}`,
      );
      assert.equal(status, 400);
      assert.equal(json.errors?.[0]?.pointer, '?filter');
      assert.match(json.errors?.[0]?.message ?? '', /^At 18 to 23: .*take one of clear/);
    });

    test('tells what came together to those who may read the share', async () => {
      const sharesOf = async (by: Caller, filter: string): Promise<(string | undefined)[]> => {
        const { json } = await list(by, filter, '&fields=facts');
        return json.items.map(({ facts }) => facts?.share);
      };
      const [grey1, old1] = await sharesOf(berta, '-type:indicator confidence:>10');
      assert.ok(grey1 !== undefined && grey1 === old1, String(grey1));
      assert.notEqual((await sharesOf(berta, 'value:http://evil.example/a,b'))[0], grey1);
      const [open, shut] = [tool('Open lid'), tool('Shut lid')];
      await share(anna, [open, shut], { level: 'amber', audience: { organizations: ['alder'] } });
      const wider = `${world.base}/objects/${String(open['id'])}/marking`;
      const marked = await anna.send('PUT', wider, {
        body: { marking: { level: 'green' } },
      });
      assert.equal(marked.status, 200, marked.text);
      const [own1, own2] = await sharesOf(anna, 'label:lid');
      assert.ok(own1 !== undefined && own1 === own2, String(own1));
      assert.deepEqual(await names(berta, 'label:lid'), ['Open lid']);
      assert.deepEqual(await sharesOf(berta, 'label:lid'), [undefined]);
    });

    test('holds beside the single parameters', async () => {
      const { json } = await list(berta, 'grey', '&type=indicator');
      assert.deepEqual(json.items, []);
    });
  });
}
