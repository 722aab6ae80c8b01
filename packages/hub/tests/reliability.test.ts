import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ObjectDetail, Problem, Receipt, Reliability } from '@tocsin/hub/contract';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`how sure one can be, on ${engine}`, () => {
    let world: ExchangeWorld;
    let anna: Caller;
    let arno: Caller;
    let berta: Caller;
    let alder: string;
    let numbers = 0;

    before(async () => {
      world = await openExchangeWorld({ engine });
      [anna, arno, berta] = await Promise.all([
        world.person('anna'),
        world.person('arno'),
        world.person('berta'),
      ]);
      alder = (await object(berta, await shared(anna, {}))).origin.id;
    });
    after(async () => world[Symbol.asyncDispose]());

    const shared = async (by: Caller, over: Record<string, unknown>): Promise<string> => {
      numbers += 1;
      const text = `Beacon at host-${String(numbers)}.example`;
      const body = { text, marking: { level: 'amber' }, ...over };
      const { json } = await by.post<Receipt>(`${world.base}/contributions`, body);
      return json.lines.find(({ id = '' }) => id.startsWith('indicator--'))?.id ?? '';
    };
    const object = async (by: Caller, id: string): Promise<ObjectDetail> =>
      (await by.get<ObjectDetail>(`${world.base}/objects/${id}`)).json;
    const route = (source: string): string => `${world.base}/sources/${source}/reliability`;
    const judge = (by: Caller, source: string, body: unknown): Promise<Answered<Reliability>> =>
      by.send<Reliability>('PUT', route(source), { body });

    test('an organization gives a source a letter, for all it brings or for one topic, and tells nobody else', async () => {
      const id = await shared(anna, {});
      assert.deepEqual((await object(berta, id)).grade, {});
      const given = await judge(berta, alder, { letter: 'B', reason: 'Right nine times of ten' });
      assert.equal(given.status, 200, given.text);
      assert.deepEqual(
        given.json.judgements.map(({ topic, letter, reason, person }) => [
          topic,
          letter,
          reason,
          person.name,
        ]),
        [['everything', 'B', 'Right nine times of ten', 'berta']],
      );
      assert.deepEqual((await object(berta, id)).grade, { reliability: 'B', topic: 'everything' });
      await judge(berta, alder, { topic: 'indicators', letter: 'C' });
      assert.deepEqual((await object(berta, id)).grade, { reliability: 'C', topic: 'indicators' });
      for (const other of ['anna', 'carl', 'greta']) {
        const caller = await world.person(other);
        assert.deepEqual((await caller.get<Reliability>(route(alder))).json.judgements ?? [], []);
      }
      const bruno = await world.person('bruno');
      assert.equal((await bruno.get<Reliability>(route(alder))).json.judgements.length, 2);
      await judge(bruno, alder, { topic: 'indicators', letter: 'F' });
      assert.deepEqual((await object(berta, id)).grade, { reliability: 'B', topic: 'everything' });
    });

    test('the source itself, readers, and providers give no letter; whom one has nothing from does not exist', async () => {
      const own = await judge(anna, alder, { letter: 'A' });
      assert.equal(own.status, 403);
      const abel = await world.person('abel');
      const birch = (await object(anna, await shared(berta, {}))).origin.id;
      assert.equal((await judge(abel, birch, { letter: 'A' })).status, 403);
      assert.equal((await abel.get<Reliability>(route(birch))).json.may, false);
      assert.equal((await arno.get<Reliability>(route(birch))).json.may, true);
      for (const nobody of [crypto.randomUUID(), world.ids.organization('cedar')]) {
        assert.equal((await judge(anna, nobody, { letter: 'A' })).status, 404);
        assert.equal((await anna.get(route(nobody))).status, 404);
      }
    });

    test('staff of a provider who act for a member are not told its letters: they may be of the source', async () => {
      const { store } = world.hub;
      await judge(berta, alder, { letter: 'B' });
      const email = 'sam@shield.example';
      await store.unguarded('provision').provision({
        communities: [],
        organizations: [],
        memberships: [],
        groups: [],
        tokens: [],
        people: [
          {
            email,
            name: 'sam',
            organization: 'birch',
            providerStaffOf: 'shield',
            roles: { energy: ['analyst'] },
          },
        ],
      });
      const id = (await store.door.account({ email }))?.person ?? '';
      const organization = world.ids.organization('birch');
      const sam = await store.as({ kind: 'person', id, organization });
      assert.equal((await sam.reader()).providerStaff, true);
      assert.deepEqual(await sam.judgement.of([alder]), []);
      const judged = { source: alder, topic: 'everything', letter: 'A', reason: '' } as const;
      const refused = await sam.judgement.judge(world.community, judged);
      assert.equal('refused' in refused || 'words' in refused, true);
      const kept = (await berta.get<Reliability>(route(alder))).json.judgements;
      assert.equal(kept.find(({ topic }) => topic === 'everything')?.letter, 'B');
    });

    test('a letter that is none, a topic that is none and too long a reason are told by place', async () => {
      const faults: [Record<string, unknown>, string][] = [
        [{ letter: 'G' }, '/letter'],
        [{ letter: 'A', topic: 'weather' }, '/topic'],
        [{ letter: 'A', reason: 'x'.repeat(501) }, '/reason'],
        [{}, '/letter'],
      ];
      for (const [body, pointer] of faults) {
        const answer = await berta.send<Problem>('PUT', route(alder), { body });
        assert.equal(answer.status, 422);
        assert.equal(answer.json.errors?.[0]?.pointer, pointer);
      }
    });

    test('its history counts what others said of what the caller may read', async () => {
      const before = (await berta.get<Reliability>(route(alder))).json.history;
      const [seen, wrong] = [await shared(anna, {}), await shared(anna, {})];
      const answer = (by: Caller, id: string, kind: string): Promise<unknown> =>
        by.post(`${world.base}/objects/${id}/answers`, { kind });
      await answer(berta, seen, 'sighting');
      await answer(berta, wrong, 'false-positive');
      // What a source says of its own object confirms nothing.
      await answer(anna, await shared(anna, {}), 'sighting');
      const { history } = (await berta.get<Reliability>(route(alder))).json;
      assert.deepEqual([history.seen - before.seen, history.disputed - before.disputed], [1, 1]);
    });

    test('a source says how sure it is; confirmed is found out from others it can be told from', async () => {
      const id = await shared(anna, { credibility: 3 });
      const first = await object(berta, id);
      assert.equal(first.object['confidence'], 50);
      const { credibility, by } = first.grade;
      assert.deepEqual([credibility, by], [3, 'said']);
      const text = `Also seen: host-${String(numbers)}.example`;
      await shared(berta, { text });
      const confirmed = (await object(anna, id)).grade;
      assert.deepEqual([confirmed.credibility, confirmed.by], [1, 'confirmed']);
    });

    test('a pseudonym confirms nothing: it may be the same member', async () => {
      const id = await shared(anna, { credibility: 4 });
      const text = `Also seen: host-${String(numbers)}.example`;
      await shared(anna, { text, attribution: 'pseudonym' });
      const { credibility, by } = (await object(berta, id)).grade;
      assert.deepEqual([credibility, by], [4, 'said']);
    });

    test('whoever writes STIX says it in STIX; one that calls itself confirmed is taken for probably true', async () => {
      const objects = [
        {
          type: 'malware',
          spec_version: '2.1',
          id: `malware--${crypto.randomUUID()}`,
          created: '2026-02-01T00:00:00.000Z',
          modified: '2026-02-01T00:00:00.000Z',
          name: 'heron',
          is_family: false,
          confidence: 95,
        },
      ];
      const body = { objects, marking: { level: 'green' }, credibility: 2 };
      const refused = await anna.post<Problem>(`${world.base}/contributions`, body);
      assert.equal(refused.json.errors?.[0]?.pointer, '/credibility');
      const { credibility: _said, ...plain } = body;
      await anna.post(`${world.base}/contributions`, plain);
      const { grade } = await object(berta, objects[0]?.id ?? '');
      assert.deepEqual([grade.credibility, grade.by], [2, 'unconfirmed']);
    });

    test('that it is confirmed cannot be said', async () => {
      const body = { text: 'Seen 203.0.113.8', credibility: 1 };
      const answer = await anna.post<Problem>(`${world.base}/contributions`, body);
      assert.equal(answer.status, 422);
      assert.equal(answer.json.errors?.[0]?.pointer, '/credibility');
    });
  });
}
