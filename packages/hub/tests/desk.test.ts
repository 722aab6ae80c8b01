import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type {
  Home,
  InboxItem,
  Preferences,
  Preview,
  Problem,
  Receipt,
  ReceiptSummary,
  SavedView,
} from '@tocsin/hub/contract';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

interface Inbox {
  items: InboxItem[];
  since: string;
  more: boolean;
}

const TIMES = { created: '2026-02-01T00:00:00.000Z', modified: '2026-02-01T00:00:00.000Z' };

function malware(name: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  const id = `malware--${crypto.randomUUID()}`;
  return { type: 'malware', spec_version: '2.1', id, ...TIMES, name, is_family: false, ...over };
}

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`a person's desk on ${engine}`, () => {
    let world: ExchangeWorld;
    let anna: Caller;
    let arno: Caller;
    let berta: Caller;
    let carl: Caller;

    before(async () => {
      world = await openExchangeWorld({ engine });
      anna = await world.person('anna');
      arno = await world.person('arno');
      berta = await world.person('berta');
      carl = await world.person('carl');
    });
    after(async () => world[Symbol.asyncDispose]());

    const share = async (by: Caller, objects: unknown[], marking: unknown): Promise<void> => {
      world.clock.at += 1000;
      const { json, text } = await by.post<Receipt>(`${world.base}/contributions`, {
        objects,
        marking,
      });
      assert.equal(json.counts.kept, objects.length, text);
    };
    const inbox = async (by: Caller): Promise<string[]> => {
      const { json, status, text } = await by.get<Inbox>(`${world.base}/inbox`);
      assert.equal(status, 200, text);
      return json.items.map(({ reason, row, about }) =>
        about === undefined ? `${reason} ${row.title}` : `${reason} to ${about.title}`,
      );
    };
    const answered = async (by: Caller): Promise<(string | undefined)[]> => {
      const { json } = await by.get<{ items: ReceiptSummary[] }>(`${world.base}/contributions`);
      return json.items.map(({ about }) => about?.title);
    };
    const triage = (by: Caller, state: string, ids: unknown[]): Promise<Answered> =>
      by.post(`${world.base}/triage`, { ids, state });
    const visit = (by: Caller, body: unknown = {}): Promise<Answered<{ since: string }>> =>
      by.send<{ since: string }>('PUT', `${world.base}/visit`, { body });

    describe('inbox', () => {
      const one = malware('One');
      const two = malware('Two');
      const secret = malware('For Alder alone');
      const own = malware('Of Birch');

      test('holds what others brought and the person may see, newest first', async () => {
        await share(berta, [own], { level: 'green' });
        await share(anna, [one], { level: 'green' });
        await share(anna, [secret], { level: 'amber', audience: { organizations: ['alder'] } });
        await share(anna, [two], { level: 'green' });
        assert.deepEqual(await inbox(berta), ['arrival Two', 'arrival One']);
        assert.deepEqual(await inbox(anna), ['arrival Of Birch']);
      });

      test('tells answers to objects of the organization, and contradictions', async () => {
        const id = String(own['id']);
        for (const kind of ['sighting', 'false-positive']) {
          world.clock.at += 1000;
          const answer = await carl.post(`${world.base}/objects/${id}/answers`, { kind });
          assert.equal(answer.status, 201, answer.text);
        }
        assert.deepEqual((await inbox(berta)).slice(0, 2), [
          'contradiction to Of Birch',
          'answer to Of Birch',
        ]);
        assert.deepEqual(await inbox(anna), ['arrival Of Birch']);
        // The list of one's own shares says of what they are answers.
        assert.deepEqual((await answered(carl)).slice(0, 2), ['Of Birch', 'Of Birch']);
        assert.deepEqual(await answered(berta), [undefined]);
      });

      test('leaves out what is done, for this person, until it changes', async () => {
        assert.equal((await triage(berta, 'done', [one['id']])).status, 204);
        assert.ok(!(await inbox(berta)).includes('arrival One'));
        assert.ok((await inbox(carl)).includes('arrival One'));
        const done = await berta.get<{ items: unknown[] }>(`${world.base}/objects?filter=is:done`);
        assert.equal(done.json.items.length, 1);
        assert.equal((await triage(berta, 'open', [one['id']])).status, 204);
        assert.ok((await inbox(berta)).includes('arrival One'));
        await triage(berta, 'done', [one['id']]);
        await share(
          anna,
          [{ ...one, name: 'One, changed', modified: '2026-02-05T00:00:00.000Z' }],
          {
            level: 'green',
          },
        );
        assert.equal((await inbox(berta))[0], 'arrival One, changed');
      });

      test('answers marks of hidden and absent objects alike, and keeps neither', async () => {
        const hidden = await triage(berta, 'done', [secret['id']]);
        const absent = await triage(berta, 'done', [`malware--${crypto.randomUUID()}`]);
        assert.deepEqual([hidden.status, hidden.text], [absent.status, absent.text]);
      });

      test('holds a text that was shared alone: it answers nobody', async () => {
        world.clock.at += 1000;
        const told = await anna.post<Receipt>(`${world.base}/contributions`, {
          title: 'The call is moved',
          text: 'To Thursday.',
          marking: { level: 'green' },
        });
        assert.equal(told.status, 201, told.text);
        assert.equal((await inbox(berta))[0], 'arrival The call is moved');
      });

      test('puts what a text holds under its title, and is done with both at once', async () => {
        world.clock.at += 1000;
        const told = await anna.post<Receipt>(`${world.base}/contributions`, {
          title: 'Three addresses',
          text: 'From 198.51.100.61, 198.51.100.62 and 198.51.100.63.',
          marking: { level: 'green' },
        });
        const ids = told.json.lines
          .map(({ id }) => id ?? '')
          .filter((id) => !id.startsWith('identity'));
        assert.equal(ids.length, 4, told.text);
        const [line] = (await berta.get<Inbox>(`${world.base}/inbox`)).json.items;
        assert.equal(line?.row.title, 'Three addresses');
        assert.deepEqual(
          new Set([line.row.id, ...(line.under?.ids ?? [])]),
          new Set(ids),
          'each stands there once',
        );
        assert.ok((line.under?.newest ?? '') >= line.row.date_added.slice(0, 19));
        assert.equal((await inbox(berta)).filter((one) => /198\.51/.test(one)).length, 0);
        await triage(berta, 'done', ids);
        assert.ok(!(await inbox(berta)).some((one) => /Three|198/.test(one)));
        // What was opened again comes alone, since its title is done.
        await triage(berta, 'open', ids.slice(0, 1));
        assert.equal((await inbox(berta)).filter((one) => /Three|198/.test(one)).length, 1);
        await triage(berta, 'done', ids);
      });

      test('puts nothing together for whoever may not read the share it came in', async () => {
        const report = {
          ...malware('Shut lid'),
          type: 'report',
          id: `report--${crypto.randomUUID()}`,
          published: '2026-02-01T00:00:00.000Z',
        };
        const [lid, pan] = [malware('Lid'), malware('Pan')];
        const sent = { ...report, object_refs: [lid['id']] };
        await share(anna, [sent, lid, pan], {
          level: 'amber',
          audience: { organizations: ['cedar'] },
        });
        for (const { id } of [sent, { id: String(lid['id']) }]) {
          const body = { marking: { level: 'green' } };
          const route = `${world.base}/objects/${id}/marking`;
          assert.equal((await anna.send('PUT', route, { body })).status, 200);
        }
        assert.deepEqual((await inbox(berta)).slice(0, 2).toSorted(), [
          'arrival Lid',
          'arrival Shut lid',
        ]);
        assert.equal((await inbox(carl))[0], 'arrival Shut lid');
        await triage(berta, 'done', [sent.id, lid['id']]);
      });

      test('begins at the mark, which never goes back', async () => {
        world.clock.at += 1000;
        const first = await visit(berta);
        assert.equal(first.status, 200, first.text);
        assert.deepEqual(await inbox(berta), []);
        const back = await visit(berta, { up_to: '2026-01-01T00:00:00Z' });
        assert.equal(back.json.since, first.json.since);
        const ahead = await visit(berta, { up_to: '2036-01-01T00:00:00Z' });
        assert.ok(ahead.json.since < '2027');
        await share(anna, [malware('After the mark')], { level: 'green' });
        assert.deepEqual(await inbox(berta), ['arrival After the mark']);
      });

      test('and marks are of nobody who is not in the community', async () => {
        const elsewhere = '/api/v1/communities/rail';
        assert.equal((await berta.get(`${elsewhere}/inbox`)).status, 404);
        assert.equal(
          (await berta.post(`${elsewhere}/triage`, { ids: [one['id']], state: 'done' })).status,
          404,
        );
        assert.equal((await berta.send('PUT', `${elsewhere}/visit`, { body: {} })).status, 404);
      });
    });

    test('Home answers everything at once, and marks nothing as seen', async () => {
      const { json, status, text } = await berta.get<Home>('/api/v1/home');
      assert.equal(status, 200, text);
      const [energy] = json.communities;
      assert.equal(energy?.community.name, 'Energy Circle');
      assert.deepEqual(energy?.arrivals, { value: 1, exact: true });
      assert.equal(energy?.inbox[0]?.row.title, 'After the mark');
      assert.ok(json.recent.length > 0);
      const carlAnswered = (await carl.get<Home>('/api/v1/home')).json.recent.filter(
        ({ kind }) => kind === 'sighting' || kind === 'feedback',
      );
      assert.ok(carlAnswered.length >= 2, 'a sighting and a false positive');
      for (const { about } of carlAnswered) assert.equal(about?.title, 'Of Birch');
      const again = await berta.get<Home>('/api/v1/home');
      assert.deepEqual(again.json, json);
      const chairs = await anna.get<Home>('/api/v1/home');
      const duty = chairs.json.duties.find(({ kind }) => kind === 'people-without-second-factor');
      assert.equal(duty?.count, 1, 'who has no password signs in with none');
      assert.ok(!json.duties.some(({ kind }) => kind === 'people-without-second-factor'));
      const carls = await carl.get<Home>('/api/v1/home');
      assert.deepEqual(
        carls.json.communities.find(({ community }) => community.name === 'Rail Circle')?.inbox,
        [],
      );
    });

    test('Home tells of tokens and invitations that end soon, and of what is held', async () => {
      const soon = new Date(world.clock.at + 2 * 86_400_000).toISOString();
      const token = await anna.post('/api/v1/tokens', {
        name: 'Ends',
        community: world.community,
        expires_at: soon,
      });
      assert.equal(token.status, 201, token.text);
      const { json } = await anna.get<Home>('/api/v1/home');
      const ending = json.duties.find(({ kind }) => kind === 'tokens-ending');
      assert.deepEqual([ending?.count, ending?.things[0]?.name, ending?.until], [1, 'Ends', soon]);
      const { json: bertas } = await berta.get<Home>('/api/v1/home');
      assert.ok(!bertas.duties.some(({ kind }) => kind === 'tokens-ending'));
    });

    describe('saved views', () => {
      const add = (by: Caller, over: Record<string, unknown>): Promise<Answered<SavedView>> =>
        by.post<SavedView>(`${world.base}/views`, {
          name: 'A view',
          filter: 'type:malware',
          ...over,
        });
      const list = async (by: Caller): Promise<string[]> => {
        const { json } = await by.get<{ items: SavedView[] }>(`${world.base}/views`);
        return json.items.map(({ name }) => name);
      };

      test('are seen by those they are shared with and nobody else', async () => {
        await add(anna, { name: 'Mine' });
        await add(anna, { name: 'Ours', shared_with: 'organization' });
        const { status } = await add(anna, { name: 'All', shared_with: 'community' });
        assert.equal(status, 201);
        assert.deepEqual(await list(anna), ['All', 'Mine', 'Ours']);
        assert.deepEqual(await list(arno), ['All', 'Ours']);
        assert.deepEqual(await list(berta), ['All']);
        assert.equal((await carl.get('/api/v1/communities/rail/views')).text, '{"items":[]}');
      });

      test('answer the same for hidden and absent ones', async () => {
        const { json } = await add(anna, { name: 'Secret word', shared_with: 'organization' });
        const absent = crypto.randomUUID();
        const body = { name: 'x', filter: '' };
        for (const method of ['GET', 'PUT', 'DELETE']) {
          const sent = method === 'PUT' ? { body } : {};
          const one = await berta.send<Problem>(method, `${world.base}/views/${json.id}`, sent);
          const other = await berta.send<Problem>(method, `${world.base}/views/${absent}`, sent);
          assert.equal(one.status, 404);
          assert.equal(one.json.detail, other.json.detail);
        }
        assert.equal((await anna.get(`${world.base}/views/${json.id}`)).status, 200);
      });

      test('are shared with the community by a chair only', async () => {
        const { status, text } = await add(berta, { shared_with: 'community' });
        assert.equal(status, 403, text);
      });

      test('are changed by their owner, against the version they read', async () => {
        const { json } = await add(berta, {
          name: 'Draft',
          filter: 'TYPE:Malware',
          columns: ['title', 'tlp'],
        });
        assert.equal(json.filter, 'type:malware');
        const path = `${world.base}/views/${json.id}`;
        const etag = (await berta.get(path)).headers.get('etag') ?? '';
        const body = { name: 'Final', filter: 'is:sighted', order: 'oldest-first' };
        world.clock.at += 1000;
        const set = await berta.send<SavedView>('PUT', path, {
          body,
          headers: { 'if-match': etag },
        });
        assert.equal(set.status, 200, set.text);
        assert.deepEqual(
          [set.json.name, set.json.order, set.json.columns],
          ['Final', 'oldest-first', []],
        );
        const late = await berta.send('PUT', path, { body, headers: { 'if-match': etag } });
        assert.equal(late.status, 412);
        assert.equal((await berta.send('DELETE', path)).status, 204);
        assert.equal((await berta.get(path)).status, 404);
      });

      test('are removed by who speaks for those they are shared with, and not changed', async () => {
        const { json } = await add(arno, { name: 'By Arno', shared_with: 'organization' });
        const path = `${world.base}/views/${json.id}`;
        const body = { name: 'Taken over', filter: '' };
        assert.equal((await anna.send('PUT', path, { body })).status, 403);
        assert.equal((await anna.send('DELETE', path)).status, 204);
      });

      test('refuse a filter that cannot be read, and columns twice', async () => {
        const bad = await berta.post<Problem>(`${world.base}/views`, {
          name: 'x',
          filter: 'colour:red',
        });
        assert.equal(bad.status, 422);
        assert.equal(bad.json.errors?.[0]?.pointer, '/filter');
        assert.equal((await add(berta, { columns: ['a', 'a'] })).status, 422);
      });
    });

    describe('preferences', () => {
      const patch = (body: unknown): Promise<Answered<Preferences>> =>
        berta.send<Preferences>('PATCH', '/api/v1/me/preferences', { body });

      test('are usual until something is chosen, and merged', async () => {
        const { json } = await berta.get<Preferences>('/api/v1/me/preferences');
        assert.equal(json.theme, 'auto');
        const changed = await patch({
          theme: 'dark',
          keyboard: { remaps: { 'triage.done': 'x' } },
          notifications: { answer: [] },
          columns: { objects: ['title', 'tlp'] },
        });
        assert.equal(changed.status, 200, changed.text);
        assert.deepEqual(changed.json.keyboard, { on: true, remaps: { 'triage.done': 'x' } });
        assert.deepEqual(changed.json.notifications.answer, []);
        assert.deepEqual(changed.json.notifications.arrival, ['in-app']);
        const back = await patch({ theme: null, columns: { objects: null } });
        assert.deepEqual([back.json.theme, back.json.columns], ['auto', {}]);
        assert.equal(back.json.keyboard.remaps['triage.done'], 'x');
      });

      test('name what was open lately, for this person alone, until it is forgotten', async () => {
        const one = (n: number): object => ({
          community: world.community,
          object: `indicator--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
          at: '2026-03-01T12:00:00Z',
          changed: n % 2 === 0,
        });
        const many = Array.from({ length: 20 }, (_, n) => one(n));
        assert.deepEqual((await patch({ recent: many })).json.recent, many);
        assert.equal((await patch({ recent: [...many, one(20)] })).status, 422);
        assert.equal((await patch({ recent: [{ ...one(1), title: 'x' }] })).status, 422);
        assert.equal((await patch({ recent: [{ ...one(1), object: 'no id' }] })).status, 422);
        const others = await carl.get<Preferences>('/api/v1/me/preferences');
        assert.deepEqual(others.json.recent, []);
        assert.deepEqual((await patch({ recent: null })).json.recent, []);
      });

      test('refuse what is unknown and what is too much', async () => {
        assert.equal((await patch({ theme: 'pink' })).status, 422);
        assert.equal((await patch({ colour: 'pink' })).status, 422);
        const remaps = (from: number): Record<string, string> =>
          Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`act${String(from + n)}`, 'x']));
        assert.equal((await patch({ keyboard: { remaps: remaps(0) } })).status, 200);
        const { status, json } = await berta.send<Problem>('PATCH', '/api/v1/me/preferences', {
          body: { keyboard: { remaps: remaps(60) } },
        });
        assert.equal(status, 422);
        assert.equal(json.errors?.[0]?.pointer, '/keyboard/remaps');
      });
    });

    describe('preview', () => {
      const preview = (
        by: Caller,
        marking: unknown,
        recipient: unknown,
      ): Promise<Answered<Preview>> =>
        by.post<Preview>(`${world.base}/preview`, { marking, recipient });

      test('says whether somebody would see it, why, and what they might do', async () => {
        const green = await preview(
          anna,
          { level: 'green' },
          { person: world.ids.person('bruno') },
        );
        assert.equal(green.status, 200, green.text);
        assert.deepEqual([green.json.sees, green.json.rule], [true, 'green']);
        assert.ok(green.json.reshare.length > 0);
        const red = await preview(
          anna,
          { level: 'red', audience: { persons: [world.ids.person('berta')] } },
          { organization: 'birch' },
        );
        assert.deepEqual([red.json.sees, red.json.persons], [true, 1]);
        const amber = await preview(anna, { level: 'amber' }, { organization: 'ministry' });
        assert.deepEqual(
          [amber.json.sees, amber.json.rule, amber.json.reshare],
          [false, 'government', []],
        );
      });

      test('is for who shares, and of whom the directory tells', async () => {
        const abel = await world.person('abel');
        assert.equal(
          (await preview(abel, { level: 'green' }, { organization: 'birch' })).status,
          403,
        );
        const unknown = await preview(anna, { level: 'green' }, { person: crypto.randomUUID() });
        assert.equal(unknown.status, 404);
        const units = await anna.post<Problem>(`${world.base}/preview`, {
          marking: { level: 'green', limits: { units: ['SOC'] } },
          recipient: { organization: 'birch' },
        });
        assert.equal(units.status, 422);
        assert.equal(units.json.errors?.[0]?.pointer, '/marking/limits/units');
      });
    });
  });
}
