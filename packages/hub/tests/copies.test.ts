import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Copy, Handling, Problem, Receipt } from '@tocsin/hub/contract';
import { validateObject } from '@tocsin/stix';
import type { StixObject } from '@tocsin/stix';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

const ABSENT = 'indicator--00000000-0000-4000-8000-000000000000';
const HOSTILE = '<script>alert(1)</script>';

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`copies over HTTP on ${engine}`, () => {
    let world: ExchangeWorld;
    let anna: Caller;
    let bruno: Caller;
    let carl: Caller;

    before(async () => {
      world = await openExchangeWorld({ engine });
      [anna, bruno, carl] = [
        await world.person('anna'),
        await world.person('bruno'),
        await world.person('carl'),
      ];
    });
    after(async () => world[Symbol.asyncDispose]());

    const shared = async (level: string): Promise<string> => {
      const id = `indicator--${crypto.randomUUID()}`;
      const audience =
        level === 'red' ? { persons: [world.ids.person('bruno')] } : { everyone: true };
      const object = {
        type: 'indicator',
        spec_version: '2.1',
        id,
        created: '2026-02-01T00:00:00.000Z',
        modified: '2026-02-01T00:00:00.000Z',
        name: `heron ${HOSTILE}`,
        description: HOSTILE,
        pattern: `[domain-name:value = '${id.slice(11, 19)}.example']`,
        pattern_type: 'stix',
        valid_from: '2026-02-01T00:00:00.000Z',
      };
      const body = { objects: [object], marking: { level, audience } };
      const sent = await anna.post<Receipt>(`${world.base}/contributions`, body);
      assert.equal(sent.json.counts.kept, 1, sent.text);
      return id;
    };
    const copy = <T = Copy>(
      who: Caller,
      ids: readonly string[],
      more: Record<string, unknown> = {},
    ): Promise<Answered<T>> => who.post<T>(`${world.base}/copies`, { ids, ...more });

    test('of CLEAR and GREEN are plain, are valid STIX, and say whose they are', async () => {
      const ids = [await shared('green'), await shared('clear')];
      const { json, status, text } = await copy(bruno, [...ids, ABSENT]);
      assert.equal(status, 200, text);
      assert.deepEqual([json.encrypted, json.passphrase, json.objects], [false, undefined, 2]);
      assert.match(json.name, /^TLP-GREEN-tocsin-2026-03-01\.json$/);
      assert.deepEqual(json.left_out, [
        { id: ABSENT, words: 'There is nothing here with this id.' },
      ]);
      const bundle = JSON.parse(plain(json)) as { objects: StixObject[] };
      for (const object of bundle.objects)
        assert.deepEqual(validateObject(object).errors, [], object.type);
      const note = bundle.objects.find(({ type }) => type === 'note');
      assert.match(
        String(note?.['content']),
        new RegExp(`^Copy ${json.copy}, taken by bruno for Birch Water on 2026-03-01T`),
      );
      assert.deepEqual(note?.['object_refs'], ids);
    });

    test('of AMBER are encrypted under a passphrase that is nowhere else, and its source sees the copy', async () => {
      const id = await shared('amber');
      const { json } = await copy(bruno, [id]);
      assert.equal(json.encrypted, true);
      assert.match(json.name, /^TLP-AMBER-tocsin-.*\.json\.age$/);
      const opened = new Decrypter();
      opened.addPassphrase(json.passphrase ?? '');
      const text = await opened.decrypt(Buffer.from(json.data, 'base64'), 'text');
      assert.ok(text.includes(id) && text.includes(`Copy ${json.copy}`));
      const told = await anna.get<Handling>(`${world.base}/objects/${id}/handling`);
      assert.deepEqual(
        told.json.copies.map(({ id: number, person, form, encrypted, way, organization }) => [
          number,
          person?.name,
          form,
          encrypted,
          way,
          organization.name,
        ]),
        [[json.copy, 'bruno', 'stix', true, 'web', 'Birch Water']],
      );
      const audit = await bruno.get('/api/v1/audit');
      assert.match(audit.text, /Took a copy of 1 objects/);
      assert.ok(!audit.text.includes(json.passphrase ?? '-'));
    });

    test('are encrypted for age recipients, or left plain where that is asked for', async () => {
      const id = await shared('amber+strict');
      const identity = await generateX25519Identity();
      const recipients = [await identityToRecipient(identity)];
      const sealed = await copy(world.program('birch'), [id], { recipients });
      assert.equal(sealed.json.passphrase, undefined);
      const opened = new Decrypter();
      opened.addIdentity(identity);
      const text = await opened.decrypt(Buffer.from(sealed.json.data, 'base64'), 'text');
      assert.match(text, /taken by birch program for Birch Water/);
      const open = await copy(bruno, [id], { encrypt: false });
      assert.ok(plain(open.json).includes(id));
      const told = await anna.get<Handling>(`${world.base}/objects/${id}/handling`);
      assert.deepEqual(told.json.copies.map(({ encrypted }) => encrypted).toSorted(), [
        false,
        true,
      ]);
      const wrong = `age1${'q'.repeat(58)}`;
      const refused = await copy<Problem>(bruno, [id], { recipients: [wrong] });
      assert.equal(refused.status, 422);
      assert.equal(refused.json.errors?.[0]?.pointer, '/recipients');
    });

    test('as a page carry the marking and the line, and run nothing', async () => {
      const id = await shared('green');
      const { json } = await copy(bruno, [id], { form: 'page' });
      const page = plain(json);
      assert.ok(page.includes('TLP:GREEN') && page.includes(`Copy ${json.copy}`));
      assert.ok(page.includes(id) && page.includes('.example'));
      assert.ok(!page.includes('<script'), page);
    });

    test('of RED are refused, and what is hidden is left out like what is absent', async () => {
      const red = await shared('red');
      const refused = await copy<Problem>(bruno, [red]);
      assert.equal(refused.status, 422, refused.text);
      assert.match(refused.json.detail ?? '', /No export/);
      const [hidden, absent] = [
        await copy<Problem>(carl, [red]),
        await copy<Problem>(carl, [ABSENT]),
      ];
      assert.equal(hidden.status, 404);
      assert.deepEqual({ ...hidden.json, request_id: '' }, { ...absent.json, request_id: '' });
      const told = await anna.get<Handling>(`${world.base}/objects/${red}/handling`);
      assert.deepEqual(told.json.copies, []);
    });

    test('on paper are entered under the number on the paper, once', async () => {
      const id = await shared('amber');
      const number = crypto.randomUUID();
      const print = (who: Caller, one: string): Promise<Answered<Problem>> =>
        who.post<Problem>(`${world.base}/objects/${one}/prints`, { copy: number });
      assert.equal((await print(bruno, id)).status, 204);
      assert.equal((await print(carl, id)).status, 409);
      assert.equal((await print(bruno, ABSENT)).status, 404);
      const told = await anna.get<Handling>(`${world.base}/objects/${id}/handling`);
      assert.deepEqual(
        told.json.copies.map(({ id: one, form }) => [one, form]),
        [[number, 'print']],
      );
    });

    test('have limits that are told', async () => {
      const id = await shared('green');
      const many = Array.from({ length: 501 }, () => `indicator--${crypto.randomUUID()}`);
      const cases: [readonly string[], Record<string, unknown>][] = [
        [[], {}],
        [many, {}],
        [['nonsense'], {}],
        [[id], { form: 'pdf' }],
        [[id], { recipients: ['age1x'] }],
        [[id], { recipients: [] }],
      ];
      for (const [ids, more] of cases) {
        const told = await copy<Problem>(bruno, ids, more);
        assert.equal(told.status, 422, JSON.stringify(more));
        assert.ok((told.json.errors?.length ?? 0) > 0);
      }
    });
  });
}

function plain({ data }: Copy): string {
  return Buffer.from(data, 'base64').toString('utf8');
}
