import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { SubjectHits, SubjectQuestion, SubjectRequest } from '@tocsin/hub/contract';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Caller } from './world.ts';

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`what persons ask, on ${engine}`, () => {
    let world: ExchangeWorld;
    let officer: Caller;
    let other: Caller;
    let reader: Caller;

    before(async () => {
      world = await openExchangeWorld({ engine });
      officer = await world.person('carl');
      other = await world.person('berta');
      reader = await world.person('bruno');
    });
    after(async () => world[Symbol.asyncDispose]());

    const share = async (who: Caller, value: string): Promise<string> => {
      const id = `indicator--${crypto.randomUUID()}`;
      const at = new Date(world.clock.at).toISOString();
      const object = {
        type: 'indicator',
        spec_version: '2.1',
        id,
        created: at,
        modified: at,
        name: 'A mailbox',
        pattern: `[email-addr:value = '${value}']`,
        pattern_type: 'stix',
        valid_from: at,
      };
      const made = await who.send('POST', `${world.base}/contributions`, {
        body: { kind: 'indicators', marking: { level: 'TLP:AMBER' }, objects: [object] },
      });
      assert.ok(made.status < 300, made.text);
      await world.hub.store.settled();
      return id;
    };

    test('a request goes its way: known, looked for with where it went, others asked, answered', async () => {
      const id = await share(officer, 'anna.berg@mail.example');
      const theirs = await share(other, 'anna.berg@mail.example');
      assert.equal((await reader.get(`${world.base}/objects/${id}`)).status, 200);
      const body = { kind: 'erasure', sought: ['anna.berg@mail.example'] };
      const refused = await reader.send('POST', `${world.base}/subject-requests`, { body });
      assert.equal(refused.status, 403);
      const opened = await officer.send<SubjectRequest>('POST', `${world.base}/subject-requests`, {
        body,
      });
      assert.equal(opened.status, 201, opened.text);
      const at = `${world.base}/subject-requests/${opened.json.id}`;
      const early = await officer.send('POST', `${at}/search`);
      assert.equal(early.status, 409);
      assert.equal((await other.send('POST', `${at}/search`)).status, 404);
      const step = (
        to: string,
        words: string,
        letter?: string,
      ): ReturnType<typeof officer.send<SubjectRequest>> =>
        officer.send<SubjectRequest>('POST', `${at}/steps`, { body: { to, words, letter } });
      assert.equal((await step('identified', 'By a call back')).json.state, 'identified');
      const hits = await officer.send<SubjectHits>('POST', `${at}/search`);
      assert.equal(hits.status, 200, hits.text);
      assert.deepEqual(hits.json.items.map((hit) => hit.id).sort(), [id, theirs].sort());
      const own = hits.json.items.find((hit) => hit.id === id);
      assert.deepEqual(
        own?.went_to?.map(({ organization, ways }) => [
          organization.name,
          ways.includes('api') || ways.includes('web'),
        ]),
        [['Birch Water', true]],
      );
      assert.equal(hits.json.items.find((hit) => hit.id === theirs)?.went_to, undefined);
      const asked = await officer.send<SubjectRequest>('POST', `${at}/ask`, {
        body: { how: 'compared' },
      });
      assert.equal(asked.json.asked?.how, 'compared');
      const questions = await other.get<{ items: SubjectQuestion[] }>(
        `${world.base}/subject-questions`,
      );
      assert.deepEqual(
        questions.json.items.map(({ organization, sought }) => [organization.name, sought]),
        [['Cedar Rail', undefined]],
      );
      const home = await other.get<{ duties: { kind: string }[] }>('/api/v1/home');
      assert.ok(home.json.duties.some(({ kind }) => kind === 'subject-questions'));
      const question = `${world.base}/subject-questions/${opened.json.id}`;
      const looked = await other.send<SubjectHits>('POST', `${question}/look`);
      assert.deepEqual(
        looked.json.items.map((hit) => hit.id),
        [theirs],
      );
      assert.equal((await reader.send('POST', `${question}/look`)).status, 404);
      const said = await other.send('POST', `${question}/answer`, {
        body: { answer: 'done', words: 'We took it back' },
      });
      assert.equal(said.status, 204, said.text);
      const longer = await step('extended', 'Many organizations');
      assert.equal(longer.json.extension, 'Many organizations');
      assert.equal((await step('answered', 'Wrote to them')).status, 422);
      const letter = 'Dear Ms Berg,\nwe hold one item about you.';
      const answered = await step('answered', 'Wrote to them', letter);
      assert.equal(answered.json.letter?.text, letter);
      assert.deepEqual(
        [
          answered.json.state,
          answered.json.answers.map((one) => [one.organization.name, one.answer]),
        ],
        ['answered', [['Birch Water', 'done']]],
      );
      const report = await officer.get<{ outcomes: unknown[] }>(`${world.base}/privacy-report`);
      assert.deepEqual(report.json.outcomes, [{ kind: 'erasure', outcome: 'answered', count: 1 }]);
      assert.equal((await reader.get(`${world.base}/privacy-report`)).status, 404);
      const record = await officer.get('/api/v1/audit');
      assert.ok(!record.text.includes('anna.berg'));
      assert.ok(record.text.includes(answered.json.letter?.sha256 ?? '-'));
    });

    test('one source is asked about one object, without the values; strangers find nothing', async () => {
      const theirs = await share(other, 'cora.lind@mail.example');
      const body = { kind: 'access', sought: ['cora.lind@mail.example'] };
      const requests = `${world.base}/subject-requests`;
      const opened = await officer.send<SubjectRequest>('POST', requests, { body });
      const at = `${requests}/${opened.json.id}`;
      const identified = { to: 'identified', words: 'By a call back' };
      await officer.send('POST', `${at}/steps`, { body: identified });
      const source = world.ids.organization('birch');
      const ask = (who: Caller, object: string): ReturnType<typeof officer.send<SubjectRequest>> =>
        who.send<SubjectRequest>('POST', `${at}/ask-source`, { body: { object, source } });
      assert.equal((await ask(other, theirs)).status, 404);
      assert.equal((await ask(officer, `indicator--${crypto.randomUUID()}`)).status, 404);
      const asked = await ask(officer, theirs);
      assert.equal(asked.status, 200, asked.text);
      assert.deepEqual(
        asked.json.sources.map((one) => [one.object, one.source.name, one.answered]),
        [[theirs, 'Birch Water', undefined]],
      );
      const listed = await other.get<{ items: SubjectQuestion[] }>(
        `${world.base}/subject-questions`,
      );
      const [question] = listed.json.items;
      assert.deepEqual([question?.object?.id, question?.sought], [theirs, undefined]);
      assert.ok(!listed.text.includes('cora.lind'), 'no value of it');
      const place = `${world.base}/subject-questions/${question?.id ?? ''}`;
      const looked = await other.send<SubjectHits>('POST', `${place}/look`);
      assert.deepEqual(
        looked.json.items.map(({ id }) => id),
        [theirs],
      );
      for (const who of [reader, officer])
        assert.equal((await who.send('POST', `${place}/look`)).status, 404);
      const said = { answer: 'kept', words: 'Needed against a fraud' };
      assert.equal((await other.send('POST', `${place}/answer`, { body: said })).status, 204);
      const told = await officer.get<{ items: SubjectRequest[] }>(requests);
      const [answered] = told.json.items.find(({ id }) => id === opened.json.id)?.sources ?? [];
      assert.equal(answered?.answered?.words, 'Needed against a fraud');
      const closed = { to: 'refused', words: 'It was somebody else' };
      assert.equal((await officer.send('POST', `${at}/steps`, { body: closed })).status, 200);
    });
  });
}
