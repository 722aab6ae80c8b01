import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type {
  Attestation,
  AttestationSetting,
  Copy,
  Handling,
  ObjectDetail,
  Problem,
  Receipt,
  Reference,
} from '@tocsin/hub/contract';
import { confirmed, ENGINES, openExchangeWorld } from './exchange-world.ts';
import { StreamReader } from './stream-reader.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

const NAMES = ['anna', 'arno', 'berta', 'bruno', 'carl', 'greta'] as const;
const ABSENT = 'indicator--00000000-0000-4000-8000-000000000000';
const TAXII = { accept: 'application/taxii+json;version=2.1' };

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`confirming before opening over HTTP on ${engine}`, () => {
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
      const sent = await by('anna').post<Receipt>(`${world.base}/contributions`, {
        objects: [indicator(id)],
        marking,
      });
      assert.equal(sent.json.counts.kept, 1, sent.text);
      return id;
    };
    const red = (...names: (typeof NAMES)[number][]): Promise<string> =>
      shared({ level: 'red', audience: { persons: names.map((name) => world.ids.person(name)) } });
    const at = (id: string): string => `${world.base}/objects/${id}`;
    const open = <T = ObjectDetail>(who: Caller, id: string): Promise<Answered<T>> =>
      who.get<T>(at(id));
    const asks = (rule: string): Promise<Answered<AttestationSetting>> =>
      by('anna').send('PUT', `${world.base}/attestations`, { body: { asks: rule } });

    test('whoever opens RED is told what it means, for how many it is, and confirms once', async () => {
      const id = await red('bruno', 'berta', 'carl');
      const shut = await open<Problem>(by('bruno'), id);
      assert.equal(shut.status, 403);
      assert.match(shut.json.type, /attestation-needed$/);
      assert.ok(!shut.text.includes('pattern'), 'nothing of its content');
      const list = await by('bruno').get(`${world.base}/objects?tlp=TLP:RED`);
      assert.ok(list.text.includes(id), 'the list shows what it showed');
      const told = await by('bruno').get<Attestation>(`${at(id)}/attestation`);
      assert.deepEqual(
        [told.json.asked, told.json.named, told.json.needs_reason],
        ['red', 3, false],
      );
      assert.match(told.json.marking.words, /For the persons named only/);
      assert.equal(told.json.reshare.find(({ act }) => act === 'machine-export')?.verdict, 'no');
      assert.ok(!told.text.includes('[domain-name'), 'nor here');
      assert.ok(!told.text.includes(world.ids.person('carl')), 'nor who else is named');
      await confirmed(by('bruno'), at(id));
      const opened = await open(by('bruno'), id);
      assert.equal(opened.json.id, id);
      const again = await by('bruno').get<Attestation>(`${at(id)}/attestation`);
      assert.equal(again.json.asked, undefined);
      assert.equal(again.json.given?.level, 'red');
      assert.equal((await open(by('anna'), id)).status, 200, 'the source is not asked');
      assert.equal((await open(by('berta'), id)).status, 403, 'each for themselves');
    });

    test('one who may not see it is answered as ever, byte for byte', async () => {
      const id = await red('bruno');
      for (const who of [by('berta'), by('greta'), by('arno'), world.program('birch')]) {
        for (const tail of ['', '/attestation']) {
          const [hidden, absent] = [await who.get(at(id) + tail), await who.get(at(ABSENT) + tail)];
          assert.equal(hidden.status, 404);
          assert.equal(bytes(hidden, id), bytes(absent, ABSENT));
        }
      }
      const body = { shown: '0'.repeat(64) };
      const [hidden, absent] = [
        await by('berta').post(`${at(id)}/attestation`, body),
        await by('berta').post(`${at(ABSENT)}/attestation`, body),
      ];
      assert.equal(hidden.status, 404);
      assert.equal(bytes(hidden, id), bytes(absent, ABSENT));
    });

    test('what is confirmed is what was told, and no program confirms', async () => {
      const id = await red('bruno', 'berta');
      const told = await by('bruno').get<Attestation>(`${at(id)}/attestation`);
      await by('anna').send('PUT', `${at(id)}/marking`, {
        body: { marking: { level: 'red', audience: { persons: [world.ids.person('bruno')] } } },
      });
      const late = await by('bruno').post(`${at(id)}/attestation`, { shown: told.json.shown });
      assert.equal(late.status, 409);
      const bad = await by('bruno').post<Problem>(`${at(id)}/attestation`, { shown: 'yes' });
      assert.equal(bad.status, 422);
      assert.equal(bad.json.errors?.[0]?.pointer, '/shown');
      const program = await world
        .program('alder')
        .post(`${at(id)}/attestation`, { shown: told.json.shown });
      assert.equal(program.status, 403);
      await confirmed(by('bruno'), at(id));
      assert.equal((await open(by('bruno'), id)).status, 200);
    });

    test('no other way gives a person the content before: stream, TAXII, references, copies', async () => {
      await asks('red-and-amber');
      const bruno = by('bruno');
      const stream = await StreamReader.open(
        `${bruno.address}/api/v1/stream?community=energy`,
        '',
        { cookie: bruno.cookie },
      );
      const id = await shared({ level: 'amber', audience: { everyone: true } });
      const target = await shared({ level: 'green', audience: { everyone: true } });
      await by('anna').post(`${world.base}/contributions`, {
        objects: [noteOn(target)],
        marking: { level: 'amber', audience: { everyone: true } },
      });
      await stream.until(({ objects }) => objects.includes(id));
      const event = stream.events.find(({ data }) => data['id'] === id);
      assert.deepEqual([event?.data['confirm'], event?.data['object']], [true, undefined]);
      await stream[Symbol.asyncDispose]();
      const objects = `/taxii2/energy/collections/everything/objects/?match[id]=${id}`;
      assert.deepEqual((await bruno.get<Envelope>(objects, TAXII)).json.objects ?? [], []);
      const noted = async (): Promise<Reference | undefined> =>
        (await bruno.get<{ items: Reference[] }>(`${at(target)}/references`)).json.items[0];
      const shut = await noted();
      assert.deepEqual([shut?.confirm, shut?.text], [true, undefined]);
      const copy = (): Promise<Answered<Copy & Problem>> =>
        bruno.post(`${world.base}/copies`, { ids: [id], form: 'stix', encrypt: false });
      const refused = await copy();
      assert.equal(refused.status, 422);
      assert.match(refused.json.detail ?? '', /confirm what that means/);
      const none = await bruno.post<Problem>(`${at(id)}/attestation`, {
        shown: (await bruno.get<Attestation>(`${at(id)}/attestation`)).json.shown,
      });
      assert.deepEqual([none.status, none.json.errors?.[0]?.pointer], [422, '/reason']);
      await confirmed(bruno, at(id), 'We run the same gateways');
      await confirmed(bruno, at(shut?.id ?? ''), 'We run the same gateways');
      assert.equal((await copy()).status, 200);
      assert.equal((await noted())?.text, 'the words of the answer');
      assert.equal((await bruno.get<Envelope>(objects, TAXII)).json.objects?.length, 1);
      await asks('red');
    });

    test('a chair says at which levels; programs are given AMBER once somebody confirmed for them', async () => {
      const id = await shared({ level: 'amber', audience: { everyone: true } });
      const program = world.program('birch');
      assert.equal((await open(program, id)).status, 200);
      const no = await by('berta').send('PUT', `${world.base}/attestations`, {
        body: { asks: 'never' },
      });
      assert.equal(no.status, 403);
      assert.equal((await asks('sometimes')).status, 422);
      const set = await asks('red-and-amber');
      assert.deepEqual([set.json.asks, set.json.may_set], ['red-and-amber', true]);
      const [hidden, absent] = [await open(program, id), await open(program, ABSENT)];
      assert.equal(hidden.status, 404);
      assert.equal(bytes(hidden, id), bytes(absent, ABSENT));
      const programs = `${world.base}/attestations/programs`;
      const body = { confirmed: true };
      assert.equal((await by('bruno').send('PUT', programs, { body })).status, 403);
      const given = await by('berta').send<AttestationSetting>('PUT', programs, { body });
      assert.equal(given.json.programs?.by.name, 'berta');
      assert.equal((await open(program, id)).status, 200);
      assert.equal((await open(by('bruno'), id)).status, 403, 'that is not for people');
      assert.match((await by('berta').get('/api/v1/audit')).text, /Confirmed for the programs/);
      await by('berta').send('PUT', programs, { body: { confirmed: false } });
      assert.equal((await open(program, id)).status, 404);
      await asks('red');
    });

    test('its source may ask whatever the community does, and is told who confirmed', async () => {
      await asks('never');
      const terms = { attest: true };
      const id = await shared({ level: 'amber', audience: { everyone: true }, terms });
      const told = await by('bruno').get<Attestation>(`${at(id)}/attestation`);
      assert.deepEqual([told.json.asked, told.json.needs_reason], ['amber', true]);
      assert.match(told.json.marking.words, /Whoever opens it confirms first what that means\./);
      await confirmed(by('bruno'), at(id), 'On call this week');
      assert.equal((await open(by('bruno'), id)).status, 200);
      const handling = await by('anna').get<Handling>(`${at(id)}/handling`);
      assert.deepEqual(
        handling.json.confirmed.map(({ organization, persons, level, person }) => [
          organization.name,
          persons,
          level,
          person,
        ]),
        [['Birch Water', 1, 'amber', undefined]],
      );
      assert.ok(!handling.text.includes('On call'), 'why stays with their organization');
      await asks('red');
    });
  });
}

interface Envelope {
  readonly objects?: object[];
}

function indicator(id: string): object {
  return {
    type: 'indicator',
    spec_version: '2.1',
    id,
    created: '2026-02-01T00:00:00.000Z',
    modified: '2026-02-01T00:00:00.000Z',
    name: `heron ${id.slice(11, 19)}`,
    pattern: `[domain-name:value = '${id.slice(11, 19)}.example']`,
    pattern_type: 'stix',
    valid_from: '2026-02-01T00:00:00.000Z',
  };
}

function noteOn(id: string): object {
  return {
    type: 'note',
    spec_version: '2.1',
    id: `note--${crypto.randomUUID()}`,
    created: '2026-02-01T00:00:00.000Z',
    modified: '2026-02-01T00:00:00.000Z',
    content: 'the words of the answer',
    object_refs: [id],
  };
}

/** A body without what is of the request alone. */
function bytes({ text }: Answered, id: string): string {
  return text.replaceAll(id, 'ID').replaceAll(/"request_id":"[^"]*"/g, '');
}
