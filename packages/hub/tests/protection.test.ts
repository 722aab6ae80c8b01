import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TLP2 } from '@tocsin/stix';
import type {
  Access,
  AudienceCount,
  Group,
  LookupResult,
  Marking,
  MarkingIn,
  ObjectDetail,
  ObjectRow,
  Problem,
  Receipt,
  Reference,
} from '@tocsin/hub/contract';
import { ENGINES, opened, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

interface Items<T> {
  items: T[];
}

const PEOPLE = ['anna', 'arno', 'abel', 'berta', 'bruno', 'carl', 'greta', 'silas'] as const;
const PROGRAMS = ['alder', 'birch', 'cedar', 'ministry', 'shield'] as const;

let numbers = 0;

function malware(over: Record<string, unknown> = {}): Record<string, unknown> & { id: string } {
  numbers += 1;
  return {
    type: 'malware',
    spec_version: '2.1',
    id: `malware--${crypto.randomUUID()}`,
    created: '2026-02-01T00:00:00.000Z',
    modified: '2026-02-01T00:00:00.000Z',
    name: `quagga${String(numbers)}`,
    is_family: false,
    ...over,
  };
}

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`protection on ${engine}`, () => {
    let world: ExchangeWorld;
    let callers: Map<string, Caller>;

    before(async () => {
      world = await openExchangeWorld({ engine });
      callers = new Map(PROGRAMS.map((name) => [`${name} program`, world.program(name)]));
      for (const name of PEOPLE) callers.set(name, await world.person(name));
    });
    after(async () => world[Symbol.asyncDispose]());

    const by = (name: string): Caller => callers.get(name) ?? world.program('alder');

    const share = (name: string, body: unknown): Promise<Answered<Receipt>> =>
      by(name).post<Receipt>(`${world.base}/contributions`, body);
    const object = (name: string, id: string): Promise<Answered<ObjectDetail>> =>
      opened<ObjectDetail>(by(name), `${world.base}/objects/${id}`);
    const access = async (name: string, id: string): Promise<Access> =>
      (await by(name).get<Access>(`${world.base}/objects/${id}/access`)).json;
    const mark = (name: string, id: string, marking: MarkingIn): Promise<Answered<Marking>> =>
      by(name).send<Marking>('PUT', `${world.base}/objects/${id}/marking`, { body: { marking } });
    const shared = async (marking: MarkingIn, name = 'anna'): Promise<string> => {
      const sent = malware();
      const answer = await share(name, { objects: [sent], marking });
      assert.equal(answer.json.counts.kept, 1, answer.text);
      return sent.id;
    };

    /** Everybody who sees an object, by every way there is; the ways must agree. */
    const readersOf = async (id: string, name?: string): Promise<string[]> => {
      await world.hub.store.settled();
      const readers: string[] = [];
      for (const [who, caller] of callers) {
        const route = `${world.base}/objects`;
        const one = (await opened(caller, `${route}/${id}`)).status === 200;
        const listed = await caller.get<Items<ObjectRow>>(`${route}?limit=500`);
        const isListed = listed.json.items.some((row) => row.id === id);
        assert.equal(isListed, one, `${who} is shown one thing and listed another`);
        if (name !== undefined) {
          const found = await caller.get<Items<ObjectRow>>(`${world.base}/search?text=${name}`);
          assert.equal(
            found.json.items.some((row) => row.id === id),
            one,
            `${who} by search`,
          );
        }
        if (one) readers.push(who);
      }
      return readers;
    };

    const everybody = [
      'alder program',
      'birch program',
      'cedar program',
      'anna',
      'arno',
      'abel',
      'berta',
      'bruno',
      'carl',
    ];

    describe('the golden scenarios', () => {
      test('1: RED to two persons is seen by them and the source alone, by every way', async () => {
        const persons = [world.ids.person('berta'), world.ids.person('carl')];
        const sent = malware();
        const marking = { level: 'red', audience: { persons } };
        await share('arno', { objects: [sent], marking });
        assert.deepEqual(await readersOf(sent.id, String(sent['name'])), [
          'anna',
          'arno',
          'berta',
          'carl',
        ]);
      });

      test('1: RED to a group reaches the persons the group names', async () => {
        const id = await shared({ level: 'red', audience: { groups: ['responders'] } });
        assert.deepEqual(await readersOf(id), ['anna', 'berta', 'carl']);
      });

      test('3: AMBER of ISO 22396 Annex A stops at the recipient’s organization', async () => {
        await using iso = await openExchangeWorld({ engine, profile: { scheme: 'iso22396-a' } });
        const anna = await iso.person('anna');
        const sent = malware();
        const marking = { level: 'AMBER' };
        await anna.post(`${iso.base}/contributions`, { objects: [sent], marking });
        const seen = await (
          await iso.person('berta')
        ).get<ObjectDetail>(`${iso.base}/objects/${sent.id}`);
        assert.equal(seen.json.marking.level, 'amber+strict');
        assert.equal(seen.json.reshare.find(({ act }) => act === 'give-client')?.verdict, 'ask');
      });

      test('3: so does AMBER that an object of a file names, whatever its scheme', async () => {
        await using iso = await openExchangeWorld({ engine, profile: { scheme: 'iso22396-a' } });
        const anna = await iso.person('anna');
        const sent = { ...malware(), object_marking_refs: [TLP2.amber.id] };
        const bundle = { type: 'bundle', id: `bundle--${crypto.randomUUID()}`, objects: [sent] };
        await anna.post(`${iso.base}/bundles`, bundle);
        const route = `${iso.base}/objects/${sent.id}`;
        const seen = await (await iso.person('berta')).get<ObjectDetail>(route);
        assert.equal(seen.json.marking.level, 'amber+strict');
        assert.equal(seen.json.reshare.find(({ act }) => act === 'give-client')?.verdict, 'ask');
      });

      test('4: AMBER is not for service providers, nor for government partners not named', async () => {
        assert.deepEqual(await readersOf(await shared({ level: 'amber' })), everybody);
        const limits = { providers: false } as const;
        const audience = { everyone: true, organizations: ['shield', 'ministry'] };
        const id = await shared({ level: 'amber', audience, limits });
        assert.deepEqual(
          (await readersOf(id)).toSorted(),
          [...everybody, 'greta', 'ministry program'].toSorted(),
        );
      });

      test('6: a relationship between a GREEN and a RED object is invisible to readers of GREEN', async () => {
        const [green, red] = [malware(), malware()];
        const persons = [world.ids.person('berta')];
        await share('anna', { objects: [red], marking: { level: 'red', audience: { persons } } });
        const relationship = {
          type: 'relationship',
          spec_version: '2.1',
          id: `relationship--${crypto.randomUUID()}`,
          created: '2026-02-01T00:00:00.000Z',
          modified: '2026-02-01T00:00:00.000Z',
          relationship_type: 'variant-of',
          source_ref: green.id,
          target_ref: red.id,
        };
        await share('anna', { objects: [green, relationship], marking: { level: 'green' } });
        assert.deepEqual(await readersOf(relationship.id), ['anna', 'berta']);
        const around = async (name: string): Promise<string[]> => {
          const route = `${world.base}/objects/${green.id}/references`;
          const answer = await by(name).get<Items<Reference>>(route);
          return answer.json.items.map(({ other }) => other?.id ?? '');
        };
        assert.deepEqual(await around('berta'), [red.id]);
        assert.deepEqual(await around('carl'), []);
      });

      test('7: only those who speak for the source widen a marking', async () => {
        const id = await shared({ level: 'amber', audience: { organizations: ['birch'] } });
        for (const [name, status] of [
          ['berta', 403],
          ['arno', 403],
          ['abel', 403],
          ['carl', 404],
          ['alder program', 403],
        ] as const) {
          const answer = await mark(name, id, { level: 'green' });
          assert.equal(answer.status, status, `${name}: ${answer.text}`);
        }
        assert.equal((await object('carl', id)).status, 404);
        const done = await mark('anna', id, { level: 'green' });
        assert.equal(done.json.level, 'green', done.text);
        assert.deepEqual(await readersOf(id), everybody);
      });

      test('8: GREEN from a date holds from that second, and not a second before', async () => {
        const at = world.clock.at + 60_000;
        const id = await shared({
          level: 'amber',
          changes: [{ at: new Date(at).toISOString(), level: 'TLP:GREEN' }],
        });
        const level = async (): Promise<string> => (await object('berta', id)).json.marking.level;
        world.clock.at = at - 1000;
        assert.equal(await level(), 'amber');
        world.clock.at = at + 1000;
        assert.equal(await level(), 'green');
      });

      test('17: an object under an unknown marking is held for its source alone', async () => {
        const ref = `marking-definition--${crypto.randomUUID()}`;
        const sent = malware({ object_marking_refs: [ref] });
        const answer = await share('anna', { objects: [sent], marking: { level: 'green' } });
        assert.equal(answer.json.counts.held, 1, answer.text);
        assert.match(answer.json.lines[0]?.problems[0]?.message ?? '', /until the marking/);
        assert.deepEqual(await readersOf(sent.id), ['alder program', 'anna', 'arno', 'abel']);
      });
    });

    describe('a marking in a request', () => {
      const preview = (marking: unknown): Promise<Answered<Problem & AudienceCount>> =>
        by('anna').post<Problem & AudienceCount>(`${world.base}/audience`, { marking });

      test('is read as people write it, and never guessed', async () => {
        for (const level of ['amber', 'TLP:AMBER', 'tlp: amber strict', 'TLP:WHITE', 'Green']) {
          assert.equal((await preview({ level })).status, 200, level);
        }
        for (const level of [
          '',
          'ambre',
          'TLP:ORANGE',
          'rot',
          'TLP:GELB',
          'amber+',
          'x'.repeat(41),
        ]) {
          const answer = await preview({ level });
          assert.equal(answer.status, 422, level);
          assert.equal(answer.json.errors?.[0]?.pointer, '/marking/level');
        }
      });

      const past = '2020-01-01T00:00:00Z';
      const later = '2030-01-01T00:00:00Z';
      const cases: [name: string, marking: unknown, pointer: string][] = [
        ['RED without an audience', { level: 'red' }, '/audience/persons'],
        ['RED for everyone', { level: 'red', audience: { everyone: true } }, '/audience/persons'],
        [
          'RED for a group without persons',
          { level: 'red', audience: { groups: ['core'] } },
          '/audience/persons',
        ],
        [
          'RED set for later without persons',
          { level: 'amber', changes: [{ at: later, level: 'red' }] },
          '/audience/persons',
        ],
        ['an empty audience', { level: 'amber', audience: {} }, '/audience'],
        ['empty lists', { level: 'amber', audience: { organizations: [] } }, '/audience'],
        [
          'an unknown organization',
          { level: 'amber', audience: { organizations: ['birch', 'nowhere'] } },
          '/audience/organizations/1',
        ],
        [
          'an unknown group',
          { level: 'amber', audience: { groups: ['nowhere'] } },
          '/audience/groups/0',
        ],
        [
          'an unknown person',
          { level: 'amber', audience: { persons: ['nobody'] } },
          '/audience/persons/0',
        ],
        ['a misspelt limit', { level: 'amber', limits: { client: false } }, '/limits'],
        ['a limit turned on', { level: 'amber', limits: { clients: true } }, '/limits/clients'],
        ['a limit to nobody', { level: 'amber', limits: { sectors: [] } }, '/limits/sectors'],
        ['a garbled PAP', { level: 'amber', pap: 'purple' }, '/pap'],
        ['an end in the past', { level: 'amber', until: past }, '/until'],
        [
          'an end before the start',
          { level: 'amber', from: '2031-01-01T00:00:00Z', until: later },
          '/until',
        ],
        [
          'a change in the past',
          { level: 'amber', changes: [{ at: past, level: 'green' }] },
          '/changes/0/at',
        ],
        ['a time that is none', { level: 'amber', until: 'soon' }, '/until'],
        ['no level', { audience: { everyone: true } }, '/level'],
      ];
      for (const [name, marking, pointer] of cases) {
        test(`with ${name} is refused at ${pointer}`, async () => {
          const answer = await preview(marking);
          assert.equal(answer.status, 422, answer.text);
          assert.equal(answer.json.errors?.[0]?.pointer, `/marking${pointer}`);
        });
      }

      test('naming persons at RED misleads nobody about the rest', async () => {
        const persons = [world.ids.person('berta')];
        const answer = await preview({
          level: 'red',
          audience: { persons, organizations: ['cedar'] },
        });
        assert.equal(answer.json.errors?.[0]?.code, 'red-names-persons-only');
      });

      test('names nobody outside the community: what is elsewhere is as unknown as what is nowhere', async () => {
        const other = await by('carl').get<Items<Group>>('/api/v1/communities/rail/groups');
        const elsewhere = other.json.items[0]?.id ?? '';
        assert.notEqual(elsewhere, '');
        const refusal = async (group: string): Promise<string> =>
          (
            await preview({ level: 'amber', audience: { groups: [group] } })
          ).json.errors?.[0]?.message.replace(group, '') ?? '';
        assert.equal(await refusal(elsewhere), await refusal('nothing'));
      });

      test('tells who would see it, and who would not', async () => {
        const answer = await preview({ level: 'amber' });
        assert.equal(
          answer.json.sentence,
          '6 people and 3 programs in 3 organizations will see this; government partner Ministry of the Interior and Shield Services will not.',
        );
        const persons = [world.ids.person('berta')];
        const red = await preview({ level: 'red', audience: { persons } });
        assert.deepEqual(
          red.json.organizations.map(({ name }) => name),
          ['Alder Energy', 'Birch Water'],
        );
        assert.equal(red.json.persons, 2);
      });

      test('is counted by who then really sees it', async () => {
        const markings: MarkingIn[] = [
          { level: 'green' },
          { level: 'amber', audience: { organizations: ['birch', 'ministry'] } },
          { level: 'amber+strict', audience: { groups: ['core'] } },
          { level: 'amber', audience: { persons: [world.ids.person('silas')] } },
          { level: 'red', audience: { persons: [world.ids.person('bruno')] } },
        ];
        for (const marking of markings) {
          const count = (await preview(marking)).json;
          const readers = await readersOf(await shared(marking));
          const isProgram = (name: string): boolean => name.endsWith(' program');
          assert.deepEqual(
            [count.persons, count.tokens],
            [readers.filter((name) => !isProgram(name)).length, readers.filter(isProgram).length],
            JSON.stringify(marking),
          );
        }
      });
    });

    describe('who may see this, and why', () => {
      const persons = (): string[] => [world.ids.person('berta')];

      test('tells a recipient why, and the source also whom and by which way', async () => {
        const id = await shared({
          level: 'amber',
          audience: { organizations: ['birch'], groups: ['responders'], persons: persons() },
        });
        await object('berta', id);
        await object('anna', id);
        const command = { 'user-agent': 'tocsin-cli/0.1.0' };
        await by('birch program').get(`${world.base}/objects/${id}`, command);
        const reader = await access('berta', id);
        assert.equal(reader.decision.rule, 'amber');
        assert.deepEqual(reader.audience, ['The source chose its recipients.']);
        assert.deepEqual([reader.reach, reader.deliveries, reader.may], [undefined, undefined, []]);
        const source = await access('anna', id);
        assert.deepEqual(source.audience, [
          'Recipients: Birch Water, berta.',
          'Groups that receive it: Responders.',
        ]);
        assert.deepEqual(
          source.reach?.organizations.map(({ name }) => name),
          ['Alder Energy', 'Birch Water', 'Cedar Rail'],
        );
        const sent = source.deliveries?.map(
          ({ organization, way }) => `${organization.name} ${way}`,
        );
        assert.deepEqual(sent?.toSorted(), ['Birch Water cli', 'Birch Water web']);
        assert.deepEqual(source.may, ['remark-object', 'retract-object']);
      });

      test('tells its source alone the marking as it would be said again; said again it changes nothing', async () => {
        const said: MarkingIn = {
          level: 'amber',
          audience: { everyone: true },
          limits: { sectors: ['energy', 'water'], purposes: ['defence'], clients: false },
          pap: 'green',
          terms: { disclaimer: 'Seen once.' },
          until: new Date(world.clock.at + 86_400_000).toISOString(),
        };
        const id = await shared(said);
        const source = await access('anna', id);
        assert.deepEqual(source.said, said);
        assert.equal((await access('berta', id)).said, undefined);
        const again = await by('anna').send('PUT', `${world.base}/objects/${id}/marking`, {
          body: { marking: source.said },
        });
        assert.equal(again.status, 200);
        const { limits, terms, until, reach } = await access('anna', id);
        assert.deepEqual(
          { limits, terms, until, reach },
          {
            limits: source.limits,
            terms: source.terms,
            until: source.until,
            reach: source.reach,
          },
        );
      });

      test('says nothing to one recipient that depends on the others', async () => {
        const clock = world.clock.at;
        const told: string[] = [];
        for (const organizations of [['birch'], ['birch', 'cedar', 'ministry']]) {
          world.clock.at = clock;
          const id = await shared({ level: 'amber', audience: { organizations } });
          const route = `${world.base}/objects/${id}`;
          const answers = [
            await by('berta').get(`${route}/access`),
            await by('berta').get<ObjectDetail>(route),
          ];
          const detail = answers[1]?.json as ObjectDetail | undefined;
          told.push(
            `${answers[0]?.text ?? ''} ${JSON.stringify([detail?.marking, detail?.access, detail?.reshare])}`,
          );
        }
        assert.equal(told[0], told[1]);
      });

      test('keeps the recipients of an answered object from the one who answers', async () => {
        const id = await shared({
          level: 'amber',
          audience: { organizations: ['birch', 'cedar', 'ministry'] },
        });
        const answer = await by('berta').post<Receipt>(`${world.base}/objects/${id}/answers`, {
          kind: 'sighting',
        });
        const sighting = answer.json.lines[0]?.id ?? '';
        await object('greta', sighting);
        const told = JSON.stringify(await access('berta', sighting));
        assert.doesNotMatch(told, /Cedar|Ministry|greta|carl/);
        assert.deepEqual(await readersOf(sighting), await readersOf(id));
      });

      test('an answer to RED is for the persons named and those of the source', async () => {
        const id = await shared({ level: 'red', audience: { persons: persons() } });
        const answer = await by('berta').post<Receipt>(`${world.base}/objects/${id}/answers`, {
          kind: 'action',
          action: 'hunted',
        });
        assert.deepEqual(await readersOf(answer.json.lines[0]?.id ?? ''), ['anna', 'berta']);
      });
    });

    describe('marking anew', () => {
      test('narrows at once, for every way out', async () => {
        const sent = malware({ object_marking_refs: [TLP2.green.id] });
        await share('anna', { objects: [sent], marking: { level: 'green' } });
        const audience = { persons: [world.ids.person('carl')] };
        const strict = await mark('arno', sent.id, { level: 'amber+strict' });
        assert.equal(strict.json.level, 'amber+strict', strict.text);
        const red = await mark('anna', sent.id, { level: 'red', audience });
        assert.equal(red.json.level, 'red', red.text);
        assert.deepEqual(await readersOf(sent.id, String(sent['name'])), ['anna', 'carl']);
      });

      test('of an object made here publishes a version that names the new level', async () => {
        const text = `Beacon to 198.51.100.${String(numbers)}`;
        const sent = await share('anna', { text, marking: { level: 'amber' } });
        const id = sent.json.lines.find((line) => line.id?.startsWith('indicator'))?.id ?? '';
        const done = await mark('anna', id, { level: 'green' });
        assert.deepEqual([done.status, done.json.level], [200, 'green'], done.text);
        const seen = await object('berta', id);
        assert.deepEqual(seen.json.object['object_marking_refs'], [TLP2.green.id]);
        assert.equal(seen.json.marking.level, 'green');
        assert.equal((await mark('arno', id, { level: 'clear' })).status, 403);
      });

      test('of somebody else’s object does not overrule the TLP it names itself', async () => {
        const sent = malware({ object_marking_refs: [TLP2.amber.id] });
        await share('anna', { objects: [sent], marking: { level: 'amber' } });
        const refused = await mark('anna', sent.id, { level: 'green' });
        assert.equal(refused.status, 422);
        assert.match(refused.text, /policy-refused/);
        assert.equal((await object('berta', sent.id)).json.marking.level, 'amber');
      });

      test('changes what look-ups answer', async () => {
        const sent = {
          type: 'domain-name',
          spec_version: '2.1',
          id: `domain-name--${crypto.randomUUID()}`,
          value: 'remarked.example',
        };
        await share('anna', { objects: [sent], marking: { level: 'green' } });
        const level = async (name: string): Promise<string | undefined> => {
          const answer = await by(name).get<{ results: LookupResult[] }>(
            '/api/v1/lookup?value=remarked.example',
          );
          return answer.json.results[0]?.hits[0]?.marking.level;
        };
        assert.equal(await level('berta'), 'green');
        await mark('anna', sent.id, { level: 'amber', audience: { organizations: ['cedar'] } });
        assert.equal(await level('berta'), undefined);
        assert.equal(await level('carl'), 'amber');
      });
    });
  });
}
