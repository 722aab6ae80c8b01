import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { AuditEntry, Client, Copy, Handling, Problem, Receipt } from '@tocsin/hub/contract';
import { ENGINES, freshIndicator, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

const REASON = 'They run the same gateway';

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`what clients are given, over HTTP on ${engine}`, () => {
    let world: ExchangeWorld;
    let anna: Caller;
    let berta: Caller;
    let bruno: Caller;

    before(async () => {
      world = await openExchangeWorld({ engine });
      [anna, berta, bruno] = [
        await world.person('anna'),
        await world.person('berta'),
        await world.person('bruno'),
      ];
    });
    after(async () => world[Symbol.asyncDispose]());

    const client = async (name: string, more: Record<string, unknown> = {}): Promise<Client> => {
      const added = await berta.post<Client>('/api/v1/clients', { name, ...more });
      assert.equal(added.status, 200, added.text);
      return added.json;
    };
    const shared = async (level: string, limits?: unknown): Promise<string> => {
      const object = freshIndicator();
      const sent = await anna.post<Receipt>(`${world.base}/contributions`, {
        objects: [object],
        marking: { level, ...(limits === undefined ? {} : { limits }) },
      });
      assert.equal(sent.json.counts.kept, 1, sent.text);
      return object.id;
    };
    const give = <T = Copy>(
      who: Caller,
      ids: readonly string[],
      gift: unknown,
    ): Promise<Answered<T>> => who.post<T>(`${world.base}/copies`, { ids, gift, encrypt: false });

    test('is AMBER, in a copy that is closed for their key and says for whom it is', async () => {
      const identity = await generateX25519Identity();
      const recipient = await identityToRecipient(identity);
      const { id } = await client('Mill Bakery', { recipient });
      const object = await shared('amber');
      const given = await give(bruno, [object], { client: id, reason: REASON });
      assert.equal(given.status, 200, given.text);
      assert.equal(given.json.encrypted, true);
      assert.equal(given.json.passphrase, undefined);
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      const text = await decrypter.decrypt(Buffer.from(given.json.data, 'base64'), 'text');
      assert.match(text, /given to Mill Bakery by bruno of Birch Water/);
      assert.ok(text.includes(object));
      const told = (await anna.get<Handling>(`${world.base}/objects/${object}/handling`)).json;
      assert.deepEqual(
        told.copies.map(({ organization, reason }) => [organization.name, reason]),
        [['Birch Water', REASON]],
      );
      assert.ok(!JSON.stringify(told).includes('Mill Bakery'), 'its source is told whom');
      const record = (await bruno.get<{ items: AuditEntry[] }>('/api/v1/audit?limit=5')).json;
      assert.equal(record.items[0]?.act, 'give-client');
    });

    test('without a key is closed under a passphrase', async () => {
      const { id } = await client('Quay Tools');
      const given = await give(bruno, [await shared('amber')], { client: id, reason: REASON });
      assert.match(given.json.passphrase ?? '', /^[a-z2-7-]+$/);
    });

    test('is nothing their marking or its source keeps from clients; the rest goes', async () => {
      const { id } = await client('Lock Keepers');
      const gift = { client: id, reason: REASON };
      const amber = await shared('amber');
      const refused = [
        await shared('green'),
        await shared('amber+strict'),
        await shared('amber', { clients: false }),
      ];
      const given = await give(bruno, [amber, ...refused], gift);
      assert.equal(given.json.objects, 1, given.text);
      assert.deepEqual(
        given.json.left_out.map(({ id: left }) => left),
        refused,
      );
      const none = await give<Problem>(bruno, refused, gift);
      assert.equal(none.json.type, '/docs/problems#policy-refused', none.text);
      assert.equal((await give(bruno, [await shared('clear')], gift)).status, 200);
    });

    test('names a client of the own organization, and says why', async () => {
      const { id } = await client('Ferry Line');
      const object = await shared('amber');
      const foreign = await give<Problem>(await world.person('carl'), [object], {
        client: id,
        reason: REASON,
      });
      assert.equal(foreign.status, 422);
      assert.equal(foreign.json.errors?.[0]?.pointer, '/gift/client');
      for (const gift of [{ client: id }, { client: id, reason: ' ' }, { reason: REASON }]) {
        assert.equal((await give(bruno, [object], gift)).status, 422, JSON.stringify(gift));
      }
      const ended = await berta.send('DELETE', `/api/v1/clients/${id}`);
      assert.equal(ended.status, 204, ended.text);
      assert.equal((await give(bruno, [object], { client: id, reason: REASON })).status, 422);
      assert.equal((await berta.send('DELETE', `/api/v1/clients/${id}`)).status, 404);
    });

    test('are said by who represents the organization, and known to nobody else', async () => {
      const { id } = await client('Dry Dock');
      const analyst = await bruno.post<Problem>('/api/v1/clients', { name: 'Another' });
      assert.equal(analyst.status, 403, analyst.text);
      assert.equal((await bruno.send('DELETE', `/api/v1/clients/${id}`)).status, 403);
      assert.equal((await anna.send('DELETE', `/api/v1/clients/${id}`)).status, 404);
      const mine = await bruno.get<{ items: Client[] }>('/api/v1/clients');
      assert.ok(mine.json.items.some(({ name }) => name === 'Dry Dock'));
      assert.deepEqual((await anna.get('/api/v1/clients')).json, { items: [] });
      const twice = await berta.post<Problem>('/api/v1/clients', { name: 'dry dock' });
      assert.equal(twice.status, 409);
      const key = 'age1' + 'q'.repeat(58);
      const wrong = await berta.post<Problem>('/api/v1/clients', { name: 'Odd', recipient: key });
      assert.equal(wrong.status, 422);
      assert.equal(wrong.json.errors?.[0]?.pointer, '/recipient');
    });
  });
}
