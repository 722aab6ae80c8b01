import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type {
  Access,
  Home,
  Problem,
  Receipt,
  ReleaseAnswer,
  ReleaseRequest,
  ReleaseSetting,
  ReleaseWish,
  StandingConsent,
} from '@tocsin/hub/contract';
import { ENGINES, opened, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`release requests over HTTP on ${engine}`, () => {
    let world: ExchangeWorld;
    let people: Record<'anna' | 'arno' | 'berta' | 'bruno' | 'carl' | 'greta', Caller>;

    before(async () => {
      world = await openExchangeWorld({ engine });
      const person = world.person;
      people = {
        anna: await person('anna'),
        arno: await person('arno'),
        berta: await person('berta'),
        bruno: await person('bruno'),
        carl: await person('carl'),
        greta: await person('greta'),
      };
    });
    after(async () => world[Symbol.asyncDispose]());

    /** Alder shares something with birch alone. */
    const shared = async (level = 'amber'): Promise<string> => {
      const id = `malware--${crypto.randomUUID()}`;
      const object = {
        type: 'malware',
        spec_version: '2.1',
        id,
        created: '2026-02-01T00:00:00.000Z',
        modified: '2026-02-01T00:00:00.000Z',
        name: 'heron',
        is_family: false,
      };
      const audience =
        level === 'red'
          ? { persons: [world.ids.person('bruno')] }
          : { organizations: [world.ids.organization('birch')] };
      const sent = await people.anna.post<Receipt>(`${world.base}/contributions`, {
        objects: [object],
        marking: { level, audience },
      });
      assert.equal(sent.json.counts.kept, 1, sent.text);
      return id;
    };
    const ask = <T = ReleaseRequest>(
      who: Caller,
      id: string,
      wish: Partial<ReleaseWish> = {},
    ): Promise<Answered<T>> =>
      who.post<T>(`${world.base}/objects/${id}/releases`, {
        wanted: { organizations: [world.ids.organization('cedar')] },
        purpose: 'They run the same gateway',
        ...wish,
      });
    const answer = <T = ReleaseRequest>(
      who: Caller,
      id: string,
      said: ReleaseAnswer,
    ): Promise<Answered<T>> => who.post<T>(`${world.base}/releases/${id}/answer`, said);
    const status = async (who: Caller, id: string): Promise<number> =>
      (await opened(who, `${world.base}/objects/${id}`)).status;

    test('a reader asks, the source finds it on Home and grants, and those named read', async () => {
      const id = await shared();
      const asked = await ask(people.bruno, id);
      assert.equal(asked.status, 201, asked.text);
      assert.equal(asked.json.state, 'asked');
      assert.equal(await status(people.carl, id), 404);
      const home = await people.anna.get<Home>('/api/v1/home');
      const duty = home.json.duties.find(({ kind }) => kind === 'releases-to-decide');
      assert.equal(duty?.count, 1);
      const { id: request, due_at: until } = asked.json;
      assert.deepEqual(duty.things, [{ id: request, name: 'heron', until }]);
      assert.equal(duty.until, until);
      const granted = await answer(people.anna, asked.json.id, {
        kind: 'grant',
        to: { organizations: [world.ids.organization('cedar')] },
        words: 'For the gateway only',
      });
      assert.equal(granted.json.state, 'granted', granted.text);
      assert.equal(await status(people.carl, id), 200);
      assert.equal(await status(people.greta, id), 404);
      const access = await people.carl.get<Access>(`${world.base}/objects/${id}/access`);
      assert.equal(access.json.decision.words, 'The source let you read it on request.');
      assert.ok(!access.text.includes('Birch'), 'recipients are not told of each other');
      const own = await people.anna.get<Access>(`${world.base}/objects/${id}/access`);
      assert.ok(own.json.audience.includes('Released on request to Cedar Rail.'), own.text);
      assert.ok(own.json.reach?.organizations.some(({ name }) => name === 'Cedar Rail'));
      const told = await people.bruno.get<ReleaseRequest>(
        `${world.base}/releases/${asked.json.id}`,
      );
      assert.equal(told.json.words, 'For the gateway only');
      const done = await people.anna.get<Home>('/api/v1/home');
      assert.ok(!done.json.duties.some(({ kind }) => kind === 'releases-to-decide'));
    });

    test('the source takes a grant back, and those named read no more', async () => {
      const id = await shared();
      const { json } = await ask(people.bruno, id);
      await answer(people.anna, json.id, {
        kind: 'grant',
        to: { organizations: [world.ids.organization('cedar')] },
      });
      assert.equal(await status(people.carl, id), 200);
      const ended = await people.anna.post<ReleaseRequest>(
        `${world.base}/releases/${json.id}/end`,
        {},
      );
      assert.equal(ended.json.state, 'ended', ended.text);
      assert.equal(await status(people.carl, id), 404);
    });

    test('an analyst of the source does not decide, and learns of no request', async () => {
      const id = await shared();
      const { json } = await ask(people.bruno, id);
      const absent = '00000000-0000-4000-8000-000000000000';
      for (const who of [people.arno, people.carl, people.berta]) {
        const listed = await who.get<{ items: ReleaseRequest[] }>(`${world.base}/releases`);
        assert.ok(!listed.json.items.some((one) => one.id === json.id));
        for (const path of ['', '/answer', '/reply', '/withdraw', '/end']) {
          const body = path === '/answer' ? { kind: 'refuse' } : { words: 'x' };
          const send = (one: string): Promise<Answered<Problem>> =>
            path === ''
              ? who.get<Problem>(`${world.base}/releases/${one}`)
              : who.post<Problem>(
                  `${world.base}/releases/${one}${path}`,
                  path === '/withdraw' || path === '/end' ? {} : body,
                );
          const [hidden, none] = [await send(json.id), await send(absent)];
          assert.equal(hidden.status, 404, path);
          assert.deepEqual(
            { ...hidden.json, request_id: '', instance: '' },
            { ...none.json, request_id: '', instance: '' },
          );
        }
      }
    });

    test('asked back, answered, then refused with words', async () => {
      const id = await shared();
      const { json } = await ask(people.bruno, id, { anonymous: true });
      const back = await answer(people.anna, json.id, { kind: 'ask-back', words: 'Which one?' });
      assert.equal(back.json.state, 'asked-back');
      assert.equal(back.json.asker, undefined);
      assert.ok(!back.text.includes('bruno') && !back.text.includes('Birch'), back.text);
      const home = await people.bruno.get<Home>('/api/v1/home');
      assert.ok(home.json.duties.some(({ kind }) => kind === 'releases-to-answer'));
      const said = await people.bruno.post<ReleaseRequest>(
        `${world.base}/releases/${json.id}/reply`,
        { words: 'The old one' },
      );
      assert.equal(said.json.state, 'asked');
      const no = await answer(people.anna, json.id, { kind: 'refuse', words: 'Not yet' });
      assert.deepEqual([no.json.state, no.json.words], ['refused', 'Not yet']);
      const late = await answer<Problem>(people.anna, json.id, { kind: 'refuse' });
      assert.equal(late.status, 409);
    });

    test('RED is released to persons only', async () => {
      const id = await shared('red');
      const refused = await ask<Problem>(people.bruno, id);
      assert.equal(refused.status, 422, refused.text);
      const { json } = await ask(people.bruno, id, {
        wanted: { persons: [world.ids.person('berta')] },
      });
      await answer(people.anna, json.id, {
        kind: 'grant',
        to: { persons: [world.ids.person('berta')] },
      });
      assert.equal(await status(people.berta, id), 200);
      assert.equal(await status(people.carl, id), 404);
    });

    test('what the source allowed in advance is granted at once, and both sides see by what', async () => {
      const consent = await people.anna.post<StandingConsent>(`${world.base}/consents`, {
        level: 'amber',
        organizations: [world.ids.organization('cedar')],
        uses: ['protect'],
        forms: ['as-is'],
        until: new Date(Date.now() + 86_400_000).toISOString(),
      });
      assert.equal(consent.status, 201, consent.text);
      assert.deepEqual([consent.json.government, consent.json.in_force], [false, true]);
      const id = await shared();
      const waits = await ask(people.bruno, id, { use: 'research' });
      assert.deepEqual([waits.json.state, waits.json.by_consent], ['asked', undefined]);
      const other = await shared();
      const granted = await ask(people.bruno, other, { use: 'protect' });
      assert.deepEqual([granted.json.state, granted.json.by_consent], ['granted', {}]);
      assert.equal(await status(people.carl, other), 200);
      assert.equal(await status(people.carl, id), 404);
      const listed = await people.anna.get<{ items: StandingConsent[] }>(`${world.base}/consents`);
      assert.equal(listed.json.items.find((one) => one.id === consent.json.id)?.used, 1);
      const seen = await people.anna.get<ReleaseRequest>(
        `${world.base}/releases/${granted.json.id}`,
      );
      assert.equal(seen.json.by_consent?.id, consent.json.id);
      for (const who of [people.arno, people.bruno, people.carl]) {
        const none = await who.get<{ items: unknown[] }>(`${world.base}/consents`);
        assert.deepEqual(none.json.items, [], 'nobody else is told what is allowed');
        const end = (one: string): Promise<Answered<Problem>> =>
          who.post<Problem>(`${world.base}/consents/${one}/end`, {});
        const [hidden, absent] = [
          await end(consent.json.id),
          await end('00000000-0000-4000-8000-000000000000'),
        ];
        assert.deepEqual(
          { ...hidden.json, request_id: '', instance: '' },
          { ...absent.json, request_id: '', instance: '' },
        );
      }
      const ended = await people.anna.post<StandingConsent>(
        `${world.base}/consents/${consent.json.id}/end`,
        {},
      );
      assert.equal(ended.json.in_force, false);
      const red = await people.anna.post<Problem>(`${world.base}/consents`, {
        level: 'red',
        classes: ['member'],
        uses: ['protect'],
        forms: ['as-is'],
        until: new Date(Date.now() + 86_400_000).toISOString(),
      });
      assert.equal(red.status, 422, 'RED is never allowed in advance');
    });

    test('a representative names who answers first; Home asks them, and the urgent comes first', async () => {
      const setting = await people.anna.get<ReleaseSetting>(`${world.base}/release-setting`);
      assert.equal(setting.json.may_set, true);
      const [able] = setting.json.able;
      const set = await people.anna.send<ReleaseSetting>('PUT', `${world.base}/release-setting`, {
        body: { first: able === undefined ? [] : [able.id], next: [] },
      });
      assert.deepEqual(set.json.first, able === undefined ? [] : [able]);
      const refused = await people.arno.send<Problem>('PUT', `${world.base}/release-setting`, {
        body: { first: [], next: [] },
      });
      assert.equal(refused.status, 403, refused.text);
      const id = await shared();
      await ask(people.bruno, id, { urgent: true });
      const home = await people.anna.get<Home>('/api/v1/home');
      const kinds = home.json.duties.map(({ kind }) => kind).filter((one) => one.startsWith('rel'));
      assert.equal(kinds[0], 'releases-urgent');
      const told = await people.bruno.get<{ items: ReleaseRequest[] }>(`${world.base}/releases`);
      assert.ok(!told.text.includes('"turn"'), 'who asked is not told whose turn it is');
    });

    test('a representative lays down what becomes of things when they leave; what cannot be is told', async () => {
      const put = (leaving: unknown) =>
        people.anna.send<ReleaseSetting & Problem>('PUT', `${world.base}/release-setting`, {
          body: { first: [], next: [], ...(leaving === undefined ? {} : { leaving }) },
        });
      const wishes = [
        { act: 'lower', to: 'green', after_days: 30 },
        { act: 'take-back', after_days: 0 },
      ];
      for (const wish of wishes) {
        assert.deepEqual((await put(wish)).json.leaving, wish);
        const told = await people.anna.get<ReleaseSetting>(`${world.base}/release-setting`);
        assert.deepEqual(told.json.leaving, wish);
      }
      const wrong = [
        { act: 'lower', to: 'red', after_days: 0 },
        { act: 'lower', after_days: 0 },
        { act: 'take-back', to: 'green', after_days: 0 },
        { act: 'take-back', after_days: 1096 },
        { act: 'take-back', after_days: -1 },
        { act: 'burn', after_days: 1 },
      ];
      for (const wish of wrong) {
        const told = await put(wish);
        assert.equal(told.status, 422, JSON.stringify(wish));
        assert.match(told.text, /leaving/, 'it names the field');
      }
      assert.equal('leaving' in (await put(undefined)).json, false, 'it stays as it is');
    });

    test('what is wrong is told, field by field', async () => {
      const id = await shared();
      const cases: [Partial<ReleaseWish>, number][] = [
        [{ wanted: {} }, 422],
        [{ purpose: '' }, 422],
        [{ purpose: 'x'.repeat(2001) }, 422],
        [{ wanted: { outside: 'x'.repeat(301) } }, 422],
        [{ due_at: '2020-01-01T00:00:00Z' }, 422],
        [{ wanted: { organizations: Array.from({ length: 21 }, () => 'x') } }, 422],
      ];
      for (const [wish, code] of cases) {
        const told = await ask<Problem>(people.bruno, id, wish);
        assert.equal(told.status, code, JSON.stringify(wish));
        assert.match(told.headers.get('content-type') ?? '', /problem\+json/);
      }
      assert.equal((await ask<Problem>(people.anna, id)).status, 403);
      assert.equal((await ask<Problem>(people.carl, id)).status, 404);
    });
  });
}
