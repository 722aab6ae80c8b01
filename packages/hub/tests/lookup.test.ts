import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { lookUpValues } from '@tocsin/hub/contract';
import type { LookupResult, Receipt } from '@tocsin/hub/contract';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

/** An indicator of one domain. */
function indicatorOf(domain: string): Record<string, unknown> & { id: string } {
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${crypto.randomUUID()}`,
    created: '2026-02-01T00:00:00.000Z',
    modified: '2026-02-01T00:00:00.000Z',
    name: `About ${domain}`,
    pattern: `[domain-name:value = '${domain}']`,
    pattern_type: 'stix',
    valid_from: '2026-02-01T00:00:00Z',
  };
}

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`look-ups on ${engine}`, () => {
    let world: ExchangeWorld;
    let berta: Caller;

    before(async () => {
      world = await openExchangeWorld({ engine });
      berta = await world.person('berta');
    });
    after(async () => world[Symbol.asyncDispose]());

    const shared = async (
      domain: string,
      marking: unknown = { level: 'amber' },
    ): Promise<string> => {
      const object = indicatorOf(domain);
      const answer = await world
        .program('alder')
        .post<Receipt>(`${world.base}/contributions`, { objects: [object], marking });
      assert.equal(answer.json.counts.kept, 1, answer.text);
      return object.id;
    };

    test('know a value defanged or not, in the order asked, and say of what kind it is', async () => {
      const id = await shared('known.example');
      const values = ['8.8.8.8', 'known[.]example', 'what is this', 'KNOWN.example', '8.8.8.8'];
      const answer = await berta.post<{ results: LookupResult[] }>('/api/v1/lookup', { values });
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(
        answer.json.results.map(({ value, kind, known }) => [value, kind, known]),
        [
          ['8.8.8.8', 'ipv4', false],
          ['known[.]example', 'domain', true],
          ['what is this', undefined, false],
          ['KNOWN.example', 'domain', true],
          ['8.8.8.8', 'ipv4', false],
        ],
      );
      const [hit] = answer.json.results[1]?.hits ?? [];
      assert.deepEqual(
        [hit?.id, hit?.title, hit?.origin.name, hit?.community.name, hit?.marking.level],
        [id, 'About known.example', 'Alder Energy', 'Energy Circle', 'amber'],
      );
    });

    test('answer the shape of the contract', async () => {
      await shared('shape.example');
      const values = ['shape.example', '"quoted" \\ \u2028', '192.0.2.1'];
      const { json } = await berta.post('/api/v1/lookup', { values });
      assert.deepEqual(lookUpValues.output.parse(json), json);
    });

    test('know nothing of what the reader may not see', async () => {
      const marking = { level: 'amber', audience: { organizations: ['cedar'] } };
      await shared('secret.example', marking);
      const one = await berta.get('/api/v1/lookup?value=secret.example');
      const none = await berta.get('/api/v1/lookup?value=absent.example');
      assert.equal(one.text.replaceAll('secret', 'absent'), none.text);
      assert.equal(one.headers.get('content-length'), none.headers.get('content-length'));
    });

    test('find the few that are known among many, and tell nothing of those that are hidden', async () => {
      const hidden = { level: 'amber', audience: { organizations: ['cedar'] } };
      await shared('among-hidden.example', hidden);
      await shared('among.example');
      const strangers = Array.from({ length: 60 }, (_, n) => `stranger${String(n)}.example`);
      const values = [...strangers, 'among.example', 'among-hidden.example', '8.8.8.8'];
      const answer = await berta.post<{ results: LookupResult[] }>('/api/v1/lookup', { values });
      assert.deepEqual(
        answer.json.results.filter(({ known }) => known).map(({ value }) => value),
        ['among.example'],
      );
    });

    test('take one to a thousand values', async () => {
      const many = (count: number): string[] =>
        Array.from({ length: count }, (_, n) => `host${String(n)}.example`);
      const send = (values: string[]): Promise<Answered> =>
        berta.post('/api/v1/lookup', { values });
      assert.equal((await send(many(1000))).status, 200);
      assert.equal((await send(many(1001))).status, 422);
      assert.equal((await send([])).status, 422);
      assert.equal((await send(['x'.repeat(4097)])).status, 422);
    });
  });
}
