import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aliasName } from '@tocsin/policy';
import type { Access, ObjectDetail, ObjectRow, Problem, Receipt } from '@tocsin/hub/contract';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Caller } from './world.ts';

const TEXT = 'Beacons to 198.51.100.77 seen at night';

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`who is named as the source, over HTTP on ${engine}`, () => {
    let world: ExchangeWorld;
    let people: Record<'anna' | 'berta' | 'bruno' | 'carl', Caller>;

    before(async () => {
      world = await openExchangeWorld({ engine });
      people = {
        anna: await world.person('anna'),
        berta: await world.person('berta'),
        bruno: await world.person('bruno'),
        carl: await world.person('carl'),
      };
    });
    after(async () => world[Symbol.asyncDispose]());

    const share = (
      who: Caller,
      body: Record<string, unknown>,
    ): Promise<{ status: number; json: Receipt; text: string }> =>
      who.post<Receipt>(`${world.base}/contributions`, body);
    /** Alder or cedar shares a text under another name; answers its objects' ids. */
    const shared = async (who: Caller, attribution: string, text = TEXT): Promise<string[]> => {
      const sent = await share(who, { text, attribution, marking: { level: 'green' } });
      assert.equal(sent.status, 201, sent.text);
      return sent.json.lines.flatMap(({ id = '' }) => (id.startsWith('identity--') ? [] : [id]));
    };
    const objectOf = async (who: Caller, id: string): Promise<ObjectDetail> =>
      (await who.get<ObjectDetail>(`${world.base}/objects/${id}`)).json;

    test('no way out names who shared under a pseudonym', async () => {
      const ids = await shared(people.anna, 'pseudonym');
      const reading = world.program('birch');
      const root = new URL(world.base, 'http://hub').pathname.split('/').at(-1) ?? '';
      const answers: string[] = [];
      for (const who of [people.bruno, reading]) {
        const paths = [
          '/objects?limit=100',
          '/facets',
          '/search?text=beacons',
          '/inbox?limit=100',
          '/contributions',
          '/releases',
          '/views',
          ...ids.flatMap((id) => [
            `/objects/${id}`,
            `/objects/${id}/versions`,
            `/objects/${id}/references`,
            `/objects/${id}/access`,
          ]),
        ];
        for (const path of paths) answers.push((await who.get(world.base + path)).text);
        answers.push((await who.get('/api/v1/lookup?value=198.51.100.77')).text);
        answers.push((await who.get('/api/v1/home')).text);
      }
      for (const path of ['objects/', 'manifest/', 'objects/?match[type]=identity']) {
        answers.push((await reading.get(`/taxii2/${root}/collections/everything/${path}`)).text);
      }
      const told = answers.join('\n');
      assert.ok(told.includes('Beacons to 198.51.100.77'));
      const secrets = ['Alder', world.ids.organization('alder'), 'nna', world.ids.person('anna')];
      for (const secret of secrets) {
        const at = told.indexOf(secret);
        assert.equal(at, -1, told.slice(Math.max(0, at - 200), at + 100));
      }
    });

    test('the name shown is the same for all that is shared so, and another one for once', async () => {
      const [first = ''] = await shared(people.carl, 'pseudonym', 'One 198.51.100.1');
      const [second = ''] = await shared(people.carl, 'pseudonym', 'Two 198.51.100.2');
      const [once = ''] = await shared(people.carl, 'once', 'Three 198.51.100.3');
      const names: string[] = [];
      for (const id of [first, second, once])
        names.push((await objectOf(people.bruno, id)).origin.name);
      assert.equal(names[0], names[1]);
      const { json } = await people.carl.get<{ pseudonym?: { name: string } }>(
        `${world.base}/pseudonym`,
      );
      assert.equal(json.pseudonym?.name, names[0]);
      const origins = await people.bruno.get<{ items: ObjectRow[] }>(
        `${world.base}/objects?filter=${encodeURIComponent(`source:${(await objectOf(people.bruno, first)).origin.id}`)}`,
      );
      assert.ok(
        origins.json.items.some(({ id }) => id === second),
        origins.text,
      );
      assert.ok(!origins.json.items.some(({ id }) => id === once));
    });

    test('the source is told it is its own, and changes it; nobody else is', async () => {
      const [id = ''] = await shared(people.anna, 'once', 'Four 198.51.100.4');
      assert.equal((await objectOf(people.anna, id)).own, true);
      assert.equal((await objectOf(people.carl, id)).own, false);
      const access = await people.anna.get<Access>(`${world.base}/objects/${id}/access`);
      assert.deepEqual(access.json.may, ['remark-object', 'retract-object']);
      const marked = await people.anna.send('PUT', `${world.base}/objects/${id}/marking`, {
        body: { marking: { level: 'amber', audience: { organizations: ['cedar'] } } },
      });
      assert.equal(marked.status, 200, marked.text);
      assert.equal((await people.bruno.get(`${world.base}/objects/${id}`)).status, 404);
      assert.equal((await objectOf(people.carl, id)).origin.id.startsWith('pseudonym--'), true);
    });

    test('what would name the sender is refused, unless it stays for a reason', async () => {
      const marking = { level: 'green' };
      for (const text of ['Seen at ALDER ENERGY', 'Ask anna about it', 'From soc@alder.example']) {
        const sent = await people.anna.post<Problem>(`${world.base}/contributions`, {
          text,
          attribution: 'pseudonym',
          marking,
        });
        assert.equal(sent.status, 422, sent.text);
        assert.deepEqual(
          sent.json.errors?.map(({ pointer, code }) => [pointer, code]),
          [['/text', 'names-its-source']],
        );
      }
      const named = (await objectOf(people.anna, (await shared(people.anna, 'named'))[0] ?? ''))
        .raw;
      const ref = (JSON.parse(named) as { created_by_ref: string }).created_by_ref;
      const object = { ...tool('wren'), created_by_ref: ref };
      const body = { objects: [object, tool('robin')], attribution: 'pseudonym', marking };
      const sent = await share(people.anna, body);
      assert.deepEqual(
        sent.json.lines.map(({ fate, problems }) => [fate, problems[0]?.rule]),
        [
          ['refused', 'names-its-source'],
          ['kept', undefined],
        ],
      );
      const reason = 'The name stands in the malware itself';
      const kept = await share(people.anna, { ...body, shield: { reason } });
      assert.equal(kept.json.counts.kept, 1, kept.text);
    });

    test('an answer to what was shared under a pseudonym reaches its source, and its own answer does not name it', async () => {
      const sent = await share(people.anna, {
        objects: [tool('dunnock')],
        attribution: 'once',
        marking: { level: 'amber', audience: { organizations: ['birch'] } },
      });
      const id = sent.json.lines[0]?.id ?? '';
      const answer = async (who: Caller): Promise<ObjectDetail> => {
        const given = await who.post<Receipt>(`${world.base}/objects/${id}/answers`, {
          kind: 'action',
          action: 'blocked',
        });
        assert.equal(given.status, 201, given.text);
        return objectOf(people.bruno, given.json.lines[0]?.id ?? '');
      };
      const theirs = await answer(people.bruno);
      assert.equal((await objectOf(people.anna, theirs.id)).id, theirs.id);
      const own = await answer(people.anna);
      assert.equal(own.origin.id, (await objectOf(people.bruno, id)).origin.id);
      assert.ok(!own.raw.includes('lder'), own.raw);
    });

    test('only a chair looks up what is named to the desk, and says why', async () => {
      const [id = ''] = await shared(people.carl, 'desk', 'Five 198.51.100.5');
      const { origin } = await objectOf(people.bruno, id);
      assert.equal(origin.name, aliasName(origin.id));
      const path = `${world.base}/objects/${id}/source`;
      const told = await people.anna.post<{ source: { name: string } }>(path, {
        reason: 'The police asked',
      });
      assert.equal(told.json.source.name, 'Cedar Rail', told.text);
      assert.equal((await people.anna.post(path, { reason: ' ' })).status, 422);
      const absent = `${world.base}/objects/indicator--${crypto.randomUUID()}/source`;
      const hidden = await people.bruno.post(path, { reason: 'Curious' });
      const nothing = await people.bruno.post(absent, { reason: 'Curious' });
      assert.equal(hidden.status, 404);
      const plain = (text: string): string =>
        text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');
      assert.equal(
        plain(hidden.text),
        plain(nothing.text).replace('indicator', id.split('--')[0] ?? ''),
      );
      const record = await people.carl.get('/api/v1/audit');
      assert.ok(record.text.includes('to the desk only: The police asked'), record.text);
    });

    test('whoever is not named is not told by the minute either', async () => {
      world.clock.at += 7 * 60_000 + 1234;
      const at = new Date(world.clock.at).toISOString();
      const hour = `${at.slice(0, 13)}:00:00.000Z`;
      for (const [attribution, created] of [
        ['once', hour],
        ['named', at],
      ] as const) {
        const ids = await shared(
          people.anna,
          attribution,
          `Rounded times at 192.0.2.${at.slice(14, 16)}`,
        );
        for (const id of ids) {
          const object = JSON.parse((await objectOf(people.bruno, id)).raw) as { created: string };
          assert.equal(object.created, created, attribution);
        }
      }
    });
  });
}

function tool(name: string): Record<string, unknown> {
  return {
    type: 'tool',
    spec_version: '2.1',
    id: `tool--${crypto.randomUUID()}`,
    created: '2026-02-01T00:00:00.000Z',
    modified: '2026-02-01T00:00:00.000Z',
    name,
  };
}
