import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Problem, Regime } from '@tocsin/hub/contract';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Caller } from './world.ts';

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`laws with dates on ${engine}`, () => {
    let world: ExchangeWorld;
    let chair: Caller;
    let member: Caller;

    before(async () => {
      world = await openExchangeWorld({ engine });
      chair = await world.person('anna');
      member = await world.person('bruno');
    });
    after(async () => world[Symbol.asyncDispose]());

    const law = async (): Promise<Regime | undefined> =>
      (await member.get<{ items: Regime[] }>(`${world.base}/regimes`)).json.items[0];

    test('a law that lapses at midnight is told so from that second on, without a restart (golden scenario 19)', async () => {
      const midnight = Date.parse('2026-03-02T00:00:00Z');
      const back = Date.parse('2026-03-02T01:00:00Z');
      const items = [
        {
          name: 'Sharing Act',
          where: 'Here',
          asks: 'Take names out',
          periods: [
            { from: '2020-01-01T00:00:00Z', until: '2026-03-02T00:00:00Z' },
            { from: '2026-03-02T01:00:00Z', until: '2026-03-02T02:00:00Z' },
          ],
          known_until: '2026-03-02T02:00:00Z',
        },
      ];
      const set = await chair.send('PUT', `${world.base}/regimes`, { body: { items } });
      assert.equal(set.status, 200, set.text);
      const at = async (now: number): Promise<string | undefined> => {
        world.clock.at = now;
        return (await law())?.state;
      };
      assert.equal(await at(midnight - 1000), 'in-force');
      assert.equal((await law())?.changes_at, '2026-03-02T00:00:00.000Z');
      assert.equal(await at(midnight), 'lapsed');
      assert.equal(await at(back - 1000), 'lapsed');
      assert.equal(await at(back), 'in-force');
      assert.equal(await at(back + 3_600_000 - 1000), 'in-force');
      assert.equal(await at(back + 3_600_000), 'not-known');
      assert.equal((await law())?.changes_at, undefined);
    });

    test('only a chair changes them, with dates that fit', async () => {
      const body = { items: [] };
      const refused = await member.send<Problem>('PUT', `${world.base}/regimes`, { body });
      assert.equal(refused.status, 403);
      const wrong = {
        name: 'A law',
        where: 'Here',
        asks: 'Something',
        periods: [{ from: '2026-01-02T00:00:00Z', until: '2026-01-01T00:00:00Z' }],
      };
      const invalid = await chair.send<Problem>('PUT', `${world.base}/regimes`, {
        body: { items: [wrong] },
      });
      assert.equal(invalid.status, 422, invalid.text);
      assert.equal((await chair.get('/api/v1/communities/rail/regimes')).status, 404);
      const none = await chair.send('PUT', `${world.base}/regimes`, { body });
      assert.equal(none.status, 200, none.text);
      assert.equal(await law(), undefined);
    });
  });
}
