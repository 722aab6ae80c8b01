import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type {
  Determination,
  Home,
  Problem,
  Receipt,
  ReleaseRequest,
  Review,
  ReviewDetail,
  ReviewPreview,
  ReviewSetting,
} from '@tocsin/hub/contract';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

const RULES = {
  clear: 'never',
  green: 'always',
  amber: 'warned',
  'amber+strict': 'never',
  red: 'never',
};

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`what waits before it leaves, over HTTP on ${engine}`, () => {
    let world: ExchangeWorld;
    let people: Record<'anna' | 'arno' | 'abel' | 'berta' | 'carl', Caller>;

    before(async () => {
      world = await openExchangeWorld({ engine });
      const person = world.person;
      people = {
        anna: await person('anna'),
        arno: await person('arno'),
        abel: await person('abel'),
        berta: await person('berta'),
        carl: await person('carl'),
      };
      const none = await people.anna.send('PUT', `${world.base}/review-rules`, { body: RULES });
      assert.equal(none.status, 409, 'nobody is there to look at it');
      const roles = ['chair', 'representative', 'sharing-officer'];
      const given = await people.anna.send(
        'PUT',
        `${world.base}/people/${world.ids.person('anna')}/roles`,
        { body: { roles } },
      );
      assert.equal(given.status, 204, given.text);
      const set = await people.anna.send<ReviewSetting>('PUT', `${world.base}/review-rules`, {
        body: RULES,
      });
      assert.equal(set.status, 200, set.text);
      assert.deepEqual(
        set.json.officers.map(({ name }) => name),
        ['anna'],
      );
    });
    after(async () => world[Symbol.asyncDispose]());

    const share = <T = Receipt>(who: Caller, body: object): Promise<Answered<T>> =>
      who.post<T>(`${world.base}/contributions`, {
        marking: { level: 'green', audience: { everyone: true } },
        ...body,
      });
    const malware = (name: string, description = 'Nothing more'): object => ({
      type: 'malware',
      spec_version: '2.1',
      id: `malware--${crypto.randomUUID()}`,
      created: '2026-02-01T00:00:00.000Z',
      modified: '2026-02-01T00:00:00.000Z',
      name,
      description,
      is_family: false,
    });
    const at = (id: string, tail = ''): string => `${world.base}/reviews/${id}${tail}`;

    test('a share that waits answers a request once it is released; whoever asked is told nothing before', async () => {
      const asked = malware('egret');
      const only = { organizations: [world.ids.organization('birch')] };
      const sent = await share(people.anna, {
        objects: [asked],
        marking: { level: 'amber', audience: only },
      });
      assert.equal(sent.status, 201, sent.text);
      const request = await people.berta.post<ReleaseRequest>(
        `${world.base}/objects/${String(Reflect.get(asked, 'id'))}/releases`,
        { wanted: { organizations: [world.ids.organization('cedar')] }, purpose: 'They are next' },
      );
      assert.equal(request.status, 201, request.text);
      const path = `${world.base}/releases/${request.json.id}`;
      const plain = malware('egret, without names');
      const waits = await share(people.anna, { objects: [plain] });
      assert.equal(waits.status, 202, waits.text);
      const answer = { kind: 'after-review', review: waits.json.id };
      for (const who of [people.berta, people.carl, people.arno]) {
        assert.equal((await who.post(`${path}/answer`, answer)).status, 404);
      }
      const unknown = { ...answer, review: '00000000-0000-4000-8000-000000000000' };
      assert.equal((await people.anna.post(`${path}/answer`, unknown)).status, 404);
      const bound = await people.anna.post<ReleaseRequest>(`${path}/answer`, answer);
      assert.equal(bound.status, 200, bound.text);
      assert.deepEqual(bound.json.answering, { review: waits.json.id, state: 'waiting' });
      const before = await people.berta.get<ReleaseRequest>(path);
      assert.deepEqual([before.json.state, before.json.answering], ['asked', undefined]);
      const desk = await people.anna.get<ReviewDetail>(at(waits.json.id));
      assert.equal(desk.json.answers, request.json.id);
      const released = await people.anna.post<Receipt>(at(waits.json.id, '/release'), {});
      assert.equal(released.status, 200, released.text);
      const { json } = await people.berta.get<ReleaseRequest>(path);
      assert.deepEqual(
        [json.state, json.sanitised?.id],
        ['sanitised', String(Reflect.get(plain, 'id'))],
      );
      const late = await people.anna.post<Problem>(`${path}/answer`, answer);
      assert.equal(late.status, 409);
    });

    test('a share waits with 202, its receipt and Home say so, and nobody else finds anything', async () => {
      const object = malware('heron');
      const sent = await share(people.arno, { objects: [object], title: 'A heron' });
      assert.equal(sent.status, 202, sent.text);
      assert.deepEqual(sent.json.review, { state: 'waiting', objects: 1 });
      assert.equal(sent.json.counts.kept, 0);
      const home = await people.anna.get<Home>('/api/v1/home');
      const duty = home.json.duties.find(({ kind }) => kind === 'shares-to-review');
      assert.deepEqual(duty?.things, [{ id: sent.json.id, name: 'A heron' }]);
      const absent = '00000000-0000-4000-8000-000000000000';
      for (const who of [people.abel, people.berta, people.carl, world.program('alder')]) {
        const listed = await who.get<{ items: Review[] }>(`${world.base}/reviews`);
        assert.deepEqual(listed.json.items, []);
        const paths = [at(''), '/api/v1/contributions/', `${world.base}/objects/`] as const;
        for (const path of paths) {
          const id = path.includes('objects') ? String(Reflect.get(object, 'id')) : sent.json.id;
          const none = path.includes('objects') ? `malware--${absent}` : absent;
          const [hidden, nothing] = [
            await who.get<Problem>(path + id),
            await who.get<Problem>(path + none),
          ];
          assert.equal(hidden.status, 404, path);
          assert.deepEqual(
            { ...hidden.json, request_id: '', instance: '' },
            { ...nothing.json, request_id: '', instance: '' },
          );
        }
      }
      const released = await people.anna.post<Receipt>(at(sent.json.id, '/release'), {});
      assert.equal(released.status, 200, released.text);
      assert.equal(released.json.counts.kept, 1);
      const id = String(Reflect.get(object, 'id'));
      assert.equal((await people.berta.get(`${world.base}/objects/${id}`)).status, 200);
      const mine = await people.arno.get<Receipt>(`/api/v1/contributions/${sent.json.id}`);
      assert.equal(mine.json.review?.state, 'released');
      assert.equal(mine.json.counts.kept, 1);
    });

    test('an officer sees what is in it, tries changes, and lets it out with them', async () => {
      const gone = malware('grebe');
      const kept = malware('stilt', 'Came from \\\\fileserver7\\share of C:\\Users\\jdoe\\x');
      const relationship = {
        type: 'relationship',
        spec_version: '2.1',
        id: `relationship--${crypto.randomUUID()}`,
        created: '2026-02-01T00:00:00.000Z',
        modified: '2026-02-01T00:00:00.000Z',
        relationship_type: 'related-to',
        source_ref: Reflect.get(gone, 'id') as string,
        target_ref: Reflect.get(kept, 'id') as string,
      };
      const sent = await share(people.arno, {
        objects: [gone, kept, relationship],
        title: 'From fileserver7',
      });
      assert.equal(sent.status, 202, sent.text);
      const { id } = sent.json;
      const seen = await people.anna.get<ReviewDetail>(at(id));
      assert.equal(seen.json.content?.title, 'From fileserver7');
      assert.equal(seen.json.content.objects.length, 3);
      const found = seen.json.content.findings;
      assert.ok(
        found.some((one) => one.found.includes('jdoe') && one.index === 1),
        seen.text,
      );
      const changes = {
        replace: [
          { find: 'fileserver7', instead: 'a server' },
          { find: 'jdoe', instead: '[user]' },
        ],
        leave_out: [0],
      };
      const preview = await people.anna.post<ReviewPreview>(at(id, '/preview'), changes);
      assert.equal(preview.json.title, 'From a server', preview.text);
      assert.deepEqual(
        preview.json.objects.map(({ index, json }) => [index, json === undefined]),
        [
          [0, true],
          [1, false],
          [2, true],
        ],
        'the relationship is nothing without its end',
      );
      const out = await people.anna.post<Receipt>(at(id, '/release'), {
        changes,
        determination: 'no-personal-data',
        words: 'I took the names out',
      });
      assert.equal(out.json.counts.kept, 1, out.text);
      const target = String(Reflect.get(kept, 'id'));
      const read = await people.berta.get<{ raw: string }>(`${world.base}/objects/${target}`);
      assert.ok(read.json.raw.includes('a server') && read.json.raw.includes('[user]'));
      assert.ok(!read.text.includes('fileserver7') && !read.text.includes('jdoe'));
      const signed = await people.berta.get<{ determination: Determination }>(
        `${world.base}/objects/${target}/determination`,
      );
      assert.equal(signed.json.determination.by.name, 'Alder Energy');
      assert.equal(signed.json.determination.person, undefined);
      assert.ok(!signed.text.includes('anna'));
      const own = await people.arno.get<{ determination: Determination }>(
        `${world.base}/objects/${target}/determination`,
      );
      assert.equal(own.json.determination.person?.name, 'anna');
    });

    test('changes that make no valid STIX are refused, with the place', async () => {
      const pattern = {
        type: 'indicator',
        spec_version: '2.1',
        id: `indicator--${crypto.randomUUID()}`,
        created: '2026-02-01T00:00:00.000Z',
        modified: '2026-02-01T00:00:00.000Z',
        pattern: "[domain-name:value = 'x.example']",
        pattern_type: 'stix',
        valid_from: '2026-02-01T00:00:00.000Z',
      };
      const { json } = await share(people.arno, { objects: [pattern] });
      const changes = { replace: [{ find: 'domain-name:value', instead: '((' }] };
      const refused = await people.anna.post<Problem>(at(json.id, '/release'), { changes });
      assert.equal(refused.status, 422, refused.text);
      assert.match(refused.json.errors?.[0]?.pointer ?? '', /^\/objects\/0/);
      const back = await people.anna.post<Review>(at(json.id, '/return'), { words: 'Not yet' });
      assert.equal(back.json.state, 'returned', back.text);
      const home = await people.arno.get<Home>('/api/v1/home');
      assert.ok(home.json.duties.some(({ kind }) => kind === 'shares-returned'));
      const late = await people.anna.post<Problem>(at(json.id, '/release'), {});
      assert.equal(late.status, 409);
      const away = await people.arno.post<Review>(at(json.id, '/withdraw'), {});
      assert.equal(away.json.state, 'withdrawn', away.text);
    });

    test('it passes the gate as it is agreed at the moment it leaves', async () => {
      const { json } = await share(people.arno, {
        objects: [malware('avocet', 'On 192.168.4.17 first')],
        title: 'Avocet',
      });
      const shield = { stop: 'refuse', ask: 'tell', warn: 'refuse', info: 'nothing' };
      const strict = await people.anna.send('PUT', `${world.base}/profile`, { body: { shield } });
      assert.equal(strict.status, 200, strict.text);
      const stopped = await people.anna.post<Problem>(at(json.id, '/release'), {});
      assert.equal(stopped.status, 422, stopped.text);
      assert.ok(stopped.json.errors?.some(({ code }) => code === 'shield/private-network'));
      const changes = { replace: [{ find: '192.168.4.17', instead: 'a machine of ours' }] };
      const out = await people.anna.post<Receipt>(at(json.id, '/release'), { changes });
      assert.equal(out.json.counts.kept, 1, out.text);
      await people.anna.send('PUT', `${world.base}/profile`, { body: {} });
    });

    test('an answer to an object waits like everything else', async () => {
      const theirs = malware('plover');
      await share(people.berta, { objects: [theirs] });
      const target = String(Reflect.get(theirs, 'id'));
      const answered = await people.arno.post<Receipt>(`${world.base}/objects/${target}/answers`, {
        kind: 'sighting',
        comment: 'Seen on our mail gateway',
      });
      assert.equal(answered.status, 202, answered.text);
      const out = await people.anna.post<Receipt>(at(answered.json.id, '/release'), {});
      assert.equal(out.status, 200, out.text);
      assert.equal(out.json.counts.kept, 1, out.text);
    });

    test('under another name it is checked for the names of whoever shared it', async () => {
      const sent = await share(people.arno, {
        objects: [malware('whimbrel')],
        attribution: 'pseudonym',
      });
      assert.equal(sent.status, 202, sent.text);
      const seen = await people.anna.get<Review>(at(sent.json.id));
      assert.match(seen.json.under?.name ?? '', /\d/);
      const changes = { replace: [{ find: 'Nothing more', instead: 'Found at Alder Energy' }] };
      const named = await people.anna.post<Problem>(at(sent.json.id, '/release'), { changes });
      assert.equal(named.status, 422, named.text);
      assert.equal(named.json.errors?.[0]?.code, 'names-its-source');
      const out = await people.anna.post<Receipt>(at(sent.json.id, '/release'), {});
      assert.equal(out.json.counts.kept, 1, out.text);
    });
  });
}
