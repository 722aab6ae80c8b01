import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { AskedToDelete, Handling, Home, Problem, Recall, Receipt } from '@tocsin/hub/contract';
import { confirmed, ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

const NAMES = ['anna', 'arno', 'berta', 'bruno', 'carl', 'greta'] as const;
const ABSENT = 'malware--00000000-0000-4000-8000-000000000000';

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`the handling record over HTTP on ${engine}`, () => {
    let world: ExchangeWorld;
    const people = new Map<string, Caller>();
    const by = (name: (typeof NAMES)[number]): Caller => {
      const caller = people.get(name);
      assert.ok(caller !== undefined);
      return caller;
    };

    before(async () => {
      world = await openExchangeWorld({ engine });
      for (const name of NAMES) people.set(name, await world.person(name));
    });
    after(async () => world[Symbol.asyncDispose]());

    const shared = async (marking: Record<string, unknown>): Promise<string> => {
      const id = `indicator--${crypto.randomUUID()}`;
      const object = {
        type: 'indicator',
        spec_version: '2.1',
        id,
        created: '2026-02-01T00:00:00.000Z',
        modified: '2026-02-01T00:00:00.000Z',
        name: 'heron',
        pattern: `[domain-name:value = '${id.slice(11, 19)}.example']`,
        pattern_type: 'stix',
        valid_from: '2026-02-01T00:00:00.000Z',
      };
      const sent = await by('anna').post<Receipt>(`${world.base}/contributions`, {
        objects: [object],
        marking,
      });
      assert.equal(sent.json.counts.kept, 1, sent.text);
      return id;
    };
    const forBirch = (): Promise<string> =>
      shared({ level: 'amber', audience: { organizations: [world.ids.organization('birch')] } });
    const handling = <T = Handling>(who: Caller, id: string): Promise<Answered<T>> =>
      who.get<T>(`${world.base}/objects/${id}/handling`);
    const open = (who: Caller, id: string): Promise<Answered> =>
      who.get(`${world.base}/objects/${id}`);
    const asked = async (who: Caller): Promise<AskedToDelete[]> =>
      (await who.get<{ items: AskedToDelete[] }>(`${world.base}/recalls`)).json.items;

    test('the source sees who opened, by which way; everybody else is answered as if it were absent', async () => {
      const id = await forBirch();
      const before = await handling(by('anna'), id);
      assert.deepEqual([before.json.opened, before.json.sent, before.json.copies], [[], [], []]);
      await open(by('bruno'), id);
      await open(by('berta'), id);
      await world.program('birch').get(`/api/v1/lookup?value=${id.slice(11, 19)}.example`);
      const { json } = await handling(by('arno'), id);
      assert.deepEqual(
        json.opened
          .map(({ organization, way, persons, programs, person }) => [
            organization.name,
            way,
            persons,
            programs,
            person,
          ])
          .toSorted(),
        [
          ['Birch Water', 'look-up', 0, 1, undefined],
          ['Birch Water', 'web', 2, 0, undefined],
        ],
      );
      assert.match(json.opened[0]?.first_at ?? '', /:00:00\.000Z$/);
      const none = await handling<Problem>(by('anna'), ABSENT);
      assert.equal(none.status, 404);
      for (const who of [by('bruno'), by('berta'), by('carl'), by('greta')]) {
        const told = await handling<Problem>(who, id);
        assert.equal(told.status, 404);
        assert.deepEqual(
          { ...told.json, request_id: '', instance: '' },
          { ...none.json, request_id: '', instance: '' },
        );
      }
    });

    test('who opens RED is named, and is told so before', async () => {
      const id = await shared({ level: 'red', audience: { persons: [world.ids.person('bruno')] } });
      const list = await by('bruno').get(`${world.base}/objects?tlp=TLP:RED`);
      assert.match(list.text, /Its source is told who opens and copies it\./);
      await confirmed(by('bruno'), `${world.base}/objects/${id}`);
      await open(by('bruno'), id);
      const { json } = await handling(by('anna'), id);
      assert.deepEqual(
        json.confirmed.map(({ person, level }) => [person?.name, level]),
        [['bruno', 'red']],
      );
      assert.deepEqual(
        json.opened.map(({ person }) => person?.name),
        ['bruno'],
      );
      assert.equal((await handling<Problem>(by('arno'), id)).status, 404);
    });

    test('what is taken back is asked for from those who were given it, and the source sees how far it has come', async () => {
      const id = await forBirch();
      await open(by('bruno'), id);
      await open(world.program('birch'), id);
      const recalled = async (): Promise<Recall> => {
        const { json } = await handling(by('anna'), id);
        assert.ok(json.recall !== undefined);
        return json.recall;
      };
      await by('anna').send('DELETE', `${world.base}/objects/${id}`);
      const first = await recalled();
      assert.deepEqual([first.act, first.taken_note, first.confirmed], ['retracted', 0, 0]);
      const home = await by('bruno').get<Home>('/api/v1/home');
      const duty = home.json.duties.find(({ kind }) => kind === 'copies-to-delete');
      assert.deepEqual(duty?.things, [{ id, name: id }]);
      assert.ok(!JSON.stringify(duty).includes('heron'), 'nothing but what it is called by');
      const [one] = await asked(by('bruno'));
      assert.deepEqual(
        { ...one, at: '' },
        {
          id,
          type: 'indicator',
          source: { id: world.ids.organization('alder'), name: 'Alder Energy' },
          at: '',
        },
      );
      assert.equal((await asked(by('berta'))).length, 1, 'the program has a copy');
      for (const who of [by('carl'), by('greta'), by('anna'), by('arno')])
        assert.deepEqual(await asked(who), []);
      assert.equal((await asked(world.program('birch'))).length, 1);
      assert.equal((await recalled()).taken_note, 100);
      const done = await by('bruno').post(`${world.base}/recalls/${id}/done`);
      assert.equal(done.status, 204, done.text);
      assert.deepEqual(await asked(by('bruno')), []);
      assert.equal((await recalled()).confirmed, 50);
      assert.equal((await by('berta').post(`${world.base}/recalls/${id}/done`)).status, 204);
      assert.equal((await recalled()).confirmed, 100);
      const list = await by('anna').get<{ items: { id: string; recall: Recall }[] }>(
        `${world.base}/recalled`,
      );
      assert.equal(list.json.items.find((item) => item.id === id)?.recall.confirmed, 100);
      const audit = await by('berta').get('/api/v1/audit');
      assert.match(audit.text, /Said that copies of something taken back are deleted/);
    });

    test('nobody confirms what they were not asked for, and cannot tell it from what is absent', async () => {
      const id = await forBirch();
      await open(by('bruno'), id);
      await by('anna').send('DELETE', `${world.base}/objects/${id}`);
      const [hidden, absent] = [
        await by('carl').post<Problem>(`${world.base}/recalls/${id}/done`),
        await by('carl').post<Problem>(`${world.base}/recalls/${ABSENT}/done`),
      ];
      assert.deepEqual([hidden.status, absent.status], [404, 404]);
      assert.deepEqual(
        { ...hidden.json, request_id: '', instance: '' },
        { ...absent.json, request_id: '', instance: '' },
      );
      assert.equal(
        (await world.program('birch').post(`${world.base}/recalls/${id}/done`)).status,
        403,
        'only a person says so',
      );
      assert.equal((await by('bruno').post(`${world.base}/recalls/nonsense/done`)).status, 404);
    });
  });
}
