import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Access, Copy, ObjectDetail, Problem, Receipt } from '@tocsin/hub/contract';
import type { StixObject } from '@tocsin/stix';
import { ENGINES, freshIndicator, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

const EVERY_TERM = {
  permitted_actions: 'INTERNALLY-VISIBLE-ACTIONS',
  attribution: 'MUST-NOT',
  affected_party_notifications: 'MUST-NOT',
  unmodified_resale: 'MUST-NOT',
  encrypt_in_transit: 'MUST',
  encrypt_at_rest: 'MUST',
  disclaimer: 'Given in good faith; check before you act.',
  licence: 'CC BY 4.0',
};

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`terms of use, over HTTP on ${engine}`, () => {
    let world: ExchangeWorld;
    let anna: Caller;
    let bruno: Caller;

    before(async () => {
      world = await openExchangeWorld({ engine });
      anna = await world.person('anna');
      bruno = await world.person('bruno');
    });
    after(async () => world[Symbol.asyncDispose]());

    const share = <T = Receipt>(
      terms: unknown,
      more: Record<string, unknown> = {},
    ): Promise<Answered<T>> =>
      anna.post<T>(`${world.base}/contributions`, {
        objects: [freshIndicator()],
        marking: { level: 'green', terms },
        ...more,
      });
    const shared = async (terms: unknown, more: Record<string, unknown> = {}): Promise<string> => {
      const sent = await share(terms, more);
      assert.equal(sent.status, 201, sent.text);
      const id = sent.json.lines.find(({ fate }) => fate === 'kept')?.id;
      assert.ok(id !== undefined, sent.text);
      return id;
    };
    const faultsOf = (answer: Answered<Problem>): string[] =>
      (answer.json.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

    test('are told to every reader in words and as they were said, and decide what may be done', async () => {
      const id = await shared(EVERY_TERM);
      const object = (await bruno.get<ObjectDetail>(`${world.base}/objects/${id}`)).json;
      for (const words of [
        'Act on it only where it shows in your own network alone.',
        'Its source is not to be named.',
        'Those it concerns are not to be told.',
        'Not to be sold on as it is.',
        'It leaves the hub encrypted only.',
        'Copies are to be kept encrypted.',
        'Licence: CC BY 4.0.',
        'Its source says: “Given in good faith; check before you act.”',
      ]) {
        assert.ok(object.marking.words.includes(words), `${words} in ${object.marking.words}`);
      }
      const access = (await bruno.get<Access>(`${world.base}/objects/${id}/access`)).json;
      assert.deepEqual(access.terms, [EVERY_TERM]);
      const verdicts = Object.fromEntries(access.reshare.map(({ act, verdict }) => [act, verdict]));
      assert.equal(verdicts['block'], 'no');
      assert.equal(verdicts['look-up-outside'], 'no');
      assert.equal(verdicts['name-source'], 'no');
      assert.equal(verdicts['notify-affected'], 'no');
      assert.equal(verdicts['resell'], 'no');
    });

    test('encrypt every copy, also where somebody asks for a plain one, and go with it', async () => {
      const id = await shared({ ...EVERY_TERM, permitted_actions: undefined });
      const plain = await shared({ disclaimer: 'As it is.' });
      const sealed = await copy(id, { encrypt: false });
      assert.equal(sealed.encrypted, true);
      const open = await copy(plain, { encrypt: false });
      assert.equal(open.encrypted, false);
      const bundle = JSON.parse(Buffer.from(open.data, 'base64').toString()) as {
        objects: StixObject[];
      };
      const note = bundle.objects.find((one) => one['abstract'] === 'Terms of use');
      assert.equal(note?.['content'], 'Its source says: “As it is.”');
      assert.deepEqual(note['object_refs'], [plain]);
      const refused = await bruno.post<Problem>(`${world.base}/copies`, {
        ids: [await shared({ permitted_actions: 'NONE' })],
      });
      assert.equal(refused.json.type, '/docs/problems#policy-refused', refused.text);
    });

    const copy = async (id: string, more: Record<string, unknown>): Promise<Copy> => {
      const answer = await bruno.post<Copy>(`${world.base}/copies`, { ids: [id], ...more });
      assert.equal(answer.status, 200, answer.text);
      return answer.json;
    };

    test('stay until the source says others: they are part of the marking', async () => {
      const id = await shared({ licence: 'CC0' });
      const said = await anna.send(`PUT`, `${world.base}/objects/${id}/marking`, {
        body: { marking: { level: 'amber', terms: { unmodified_resale: 'MUST-NOT' } } },
      });
      assert.equal(said.status, 200, said.text);
      const access = (await bruno.get<Access>(`${world.base}/objects/${id}/access`)).json;
      assert.deepEqual(access.terms, [{ unmodified_resale: 'MUST-NOT' }]);
    });

    test('of the Chatham House Rule keep out names: of whoever shares, and of everybody in the community', async () => {
      const chatham = { chatham_house: true };
      const named = await share<Problem>(chatham);
      assert.equal(named.status, 422);
      assert.deepEqual(faultsOf(named), ['/attribution chatham-house']);
      const unnamed = { attribution: 'once' };
      await shared(chatham, unnamed);
      const naming = await share<Problem>(chatham, {
        ...unnamed,
        objects: undefined,
        title: 'What birch water said',
        text: 'Somebody of CEDAR RAIL saw 203.0.113.9.',
      });
      assert.equal(naming.status, 422);
      assert.deepEqual(faultsOf(naming), ['/title chatham-house', '/text chatham-house']);
      const held = await share(chatham, {
        ...unnamed,
        objects: [
          freshIndicator(),
          freshIndicator({ description: 'As told by Berta.' }),
          freshIndicator({ description: 'Bertaland' }),
        ],
      });
      assert.deepEqual(
        held.json.lines.map(({ fate, problems }) => [fate, problems.map(({ rule }) => rule)]),
        [
          ['kept', []],
          ['refused', ['chatham-house']],
          ['kept', []],
        ],
      );
      const kept = await share(chatham, {
        ...unnamed,
        objects: [freshIndicator({ description: 'A birch water meter' })],
        shield: { reason: 'The meter, not the member' },
      });
      assert.equal(kept.json.counts.kept, 1, kept.text);
    });

    test('that contradict each other, or the name it is shared under, are refused beside the field', async () => {
      const both = await share<Problem>({ chatham_house: true, attribution: 'MUST' });
      assert.deepEqual(faultsOf(both), ['/marking/terms/attribution contradiction']);
      const hidden = await share<Problem>({ attribution: 'MUST' }, { attribution: 'pseudonym' });
      assert.deepEqual(faultsOf(hidden), ['/attribution contradiction']);
      for (const wrong of [
        { permitted_actions: 'ANY' },
        { attribution: 'MAY' },
        { unmodified_resale: 'MAY' },
        { disclaimer: '' },
        { disclaimer: 'x'.repeat(1001) },
        { licence: 'a\u001bb' },
        { more: true },
      ]) {
        assert.equal((await share(wrong)).status, 422, JSON.stringify(wrong));
      }
      assert.equal((await share({})).status, 201);
      const id = await shared({});
      const later = await anna.send<Problem>('PUT', `${world.base}/objects/${id}/marking`, {
        body: { marking: { level: 'green', terms: { chatham_house: true } } },
      });
      assert.deepEqual(faultsOf(later), ['/marking/terms chatham-house']);
    });
  });
}
