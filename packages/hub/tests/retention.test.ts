import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type {
  AskedToDelete,
  KeptFor,
  Problem,
  Rechecks,
  Retention,
  RetentionHold,
} from '@tocsin/hub/contract';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Caller } from './world.ts';

const DAY = 86_400_000;

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`how long things are kept, on ${engine}`, () => {
    let world: ExchangeWorld;
    let chair: Caller;
    let officer: Caller;
    let reader: Caller;

    before(async () => {
      world = await openExchangeWorld({ engine });
      chair = await world.person('anna');
      officer = await world.person('carl');
      reader = await world.person('bruno');
    });
    after(async () => world[Symbol.asyncDispose]());

    const share = async (who: Caller, value: string, level: string): Promise<string> => {
      const id = `indicator--${crypto.randomUUID()}`;
      const at = new Date(world.clock.at).toISOString();
      const object = {
        type: 'indicator',
        spec_version: '2.1',
        id,
        created: at,
        modified: at,
        name: value,
        pattern: `[domain-name:value = '${value}']`,
        pattern_type: 'stix',
        valid_from: at,
      };
      const made = await who.send('POST', `${world.base}/contributions`, {
        body: { kind: 'indicators', marking: { level }, objects: [object] },
      });
      assert.ok(made.status < 300, made.text);
      return id;
    };

    test('a chair sets a time with a notice, sees how much of theirs would go, and it goes', async () => {
      const id = await share(officer, 'old.example', 'TLP:AMBER');
      const gone = await reader.send('POST', `${world.base}/copies`, {
        body: { ids: [id], form: 'stix' },
      });
      assert.ok(gone.status < 300, gone.text);
      const body = { scope: 'community', kind: 'indicators', days: 30, reason: 'They age' };
      assert.equal((await reader.send('PUT', `${world.base}/retention`, { body })).status, 403);
      const { reason: _reason, ...wish } = body;
      const before30 = await chair.send<{ objects: number; starts_at: string }>(
        'POST',
        `${world.base}/retention/preview`,
        { body: wish },
      );
      assert.equal(before30.json.objects, 0);
      assert.equal(Date.parse(before30.json.starts_at), world.clock.at + 7 * DAY);
      const wrong = await chair.send<Problem>('PUT', `${world.base}/retention`, {
        body: { ...body, starts_at: new Date(world.clock.at + DAY).toISOString() },
      });
      assert.equal(wrong.status, 422, wrong.text);
      const set = await chair.send<Retention>('PUT', `${world.base}/retention`, { body });
      assert.deepEqual([set.json.community[0]?.days, set.json.may_set], [30, ['community', 'own']]);
      const home = await officer.get<{ duties: { kind: string }[] }>('/api/v1/home');
      assert.ok(home.json.duties.some(({ kind }) => kind === 'retention-starts'));
      const kept = await officer.get<KeptFor>(`${world.base}/objects/${id}/retention`);
      assert.deepEqual([kept.json.kind, kept.json.may_hold], ['indicators', true]);
      const held = await officer.send<RetentionHold>('PUT', `${world.base}/objects/${id}/hold`, {
        body: { reason: 'A claim is open' },
      });
      assert.deepEqual([held.json.by, held.json.may_end], ['source', true]);
      assert.deepEqual(
        (await chair.get<{ items: unknown[] }>(`${world.base}/holds`)).json.items,
        [],
      );
      world.clock.at += 40 * DAY;
      await world.hub.store.settled();
      officer = await world.person('carl');
      reader = await world.person('bruno');
      chair = await world.person('anna');
      assert.equal((await reader.get(`${world.base}/objects/${id}`)).status, 200, 'it is held');
      assert.equal((await officer.send('DELETE', `${world.base}/objects/${id}/hold`)).status, 204);
      await world.hub.store.settled();
      assert.equal((await reader.get(`${world.base}/objects/${id}`)).status, 404);
      const asked = await reader.get<{ items: AskedToDelete[] }>(`${world.base}/recalls`);
      assert.deepEqual(
        asked.json.items.map(({ id: one, why }) => [one, why?.kind, why?.days, why?.by]),
        [[id, 'indicators', 30, 'community']],
      );
      const recalled = await officer.get<{ items: { recall: { act: string } }[] }>(
        `${world.base}/recalled`,
      );
      assert.equal(recalled.json.items[0]?.recall.act, 'expired');
    });

    test('what one may not see is not held, not kept for any time, and changes no number', async () => {
      const hidden = await share(chair, 'ours.example', 'TLP:AMBER+STRICT');
      const marked = await chair.send('PUT', `${world.base}/objects/${hidden}/marking`, {
        body: {
          marking: {
            level: 'TLP:AMBER',
            audience: { organizations: [world.ids.organization('birch')] },
          },
        },
      });
      assert.ok(marked.status < 300, marked.text);
      const absent = `indicator--${crypto.randomUUID()}`;
      for (const [method, tail] of [
        ['GET', 'retention'],
        ['PUT', 'hold'],
        ['DELETE', 'hold'],
        ['POST', 'lower'],
      ] as const) {
        const answers: string[] = [];
        for (const id of [hidden, absent]) {
          const path = `${world.base}/objects/${id}/${tail}`;
          const answer =
            method === 'GET'
              ? await officer.get(path)
              : await officer.send(method, path, method === 'PUT' ? { body: { reason: 'x' } } : {});
          assert.equal(answer.status, 404, `${method} ${tail}`);
          answers.push(answer.text.replaceAll(id, 'ID').replaceAll(/"request_id":"[^"]*"/g, ''));
        }
        assert.equal(answers[0], answers[1]);
      }
    });

    test('a source is asked whether AMBER still fits: it keeps some and lowers one', async () => {
      const [one, two, three] = [
        await share(officer, 'one.example', 'TLP:AMBER'),
        await share(officer, 'two.example', 'TLP:AMBER'),
        await share(officer, 'three.example', 'TLP:AMBER+STRICT'),
      ];
      const off = await chair.send('PUT', `${world.base}/retention`, {
        body: { scope: 'community', kind: 'indicators', reason: 'Keep them' },
      });
      assert.equal(off.status, 200, off.text);
      world.clock.at += 91 * DAY;
      [officer, chair] = [await world.person('carl'), await world.person('anna')];
      const asked = async (): Promise<string[]> =>
        (await officer.get<Rechecks>(`${world.base}/rechecks`)).json.items
          .map(({ id }) => id)
          .sort();
      assert.deepEqual(await asked(), [one, two, three].sort());
      const home = await officer.get<{ duties: { kind: string; count: number }[] }>('/api/v1/home');
      const duty = home.json.duties.find(({ kind }) => kind === 'markings-to-recheck');
      assert.equal(duty?.count, 3);
      const lowered = await officer.send<{ level: string }>(
        'POST',
        `${world.base}/objects/${one}/lower`,
      );
      assert.deepEqual([lowered.status, lowered.json.level], [200, 'green']);
      const eased = await officer.send<{ level: string }>(
        'POST',
        `${world.base}/objects/${three}/lower`,
      );
      assert.deepEqual([eased.status, eased.json.level], [200, 'amber']);
      assert.deepEqual(await asked(), [two], 'who lowered one level has answered');
      assert.equal((await chair.send('POST', `${world.base}/objects/${two}/lower`)).status, 403);
      const kept = await officer.send('POST', `${world.base}/rechecks/keep`, {
        body: { ids: [two] },
      });
      assert.equal(kept.status, 204, kept.text);
      assert.deepEqual(await asked(), []);
      const days = await officer.send('PUT', `${world.base}/rechecks`, { body: { days: 10 } });
      assert.equal(days.status, 403);
      const set = await chair.send<Rechecks>('PUT', `${world.base}/rechecks`, {
        body: { days: 0 },
      });
      assert.equal(set.json.days, 0);
    });
  });
}
