import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type {
  Access,
  Community,
  ObjectDetail,
  ObjectRow,
  Problem,
  Profile,
  Receipt,
} from '@tocsin/hub/contract';
import { ENGINES, freshIndicator, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import { newTokenText } from '@tocsin/hub';
import { Caller } from './world.ts';
import type { Answered } from './world.ts';

const SCHEME = {
  words: [
    { word: 'Internal', level: 'amber+strict', means: 'Stays in the house' },
    { word: 'Members', level: 'green', means: '' },
  ],
  others: [
    {
      name: 'National',
      words: [{ word: 'For official use', level: 'amber+strict', means: '' }],
    },
  ],
  agreed: true,
};
const ANSWERS = { value: 2, criticality: 1, disclosure: 3, modification: 2 };

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`the classification scheme of a community, over HTTP on ${engine}`, () => {
    let world: ExchangeWorld;
    let anna: Caller;
    let bruno: Caller;
    let profile: Omit<Profile, 'version'>;

    before(async () => {
      world = await openExchangeWorld({ engine });
      anna = await world.person('anna');
      bruno = await world.person('bruno');
      const { version: _version, ...rest } = (await anna.get<Community>(world.base)).json.profile;
      profile = rest;
    });
    after(async () => world[Symbol.asyncDispose]());

    const adopt = <T = Community>(part: Record<string, unknown>): Promise<Answered<T>> =>
      anna.send<T>('PUT', `${world.base}/profile`, { body: { ...profile, ...part } });
    const share = <T = Receipt>(
      marking: Record<string, unknown>,
      more: Record<string, unknown> = {},
    ): Promise<Answered<T>> =>
      anna.post<T>(`${world.base}/contributions`, {
        objects: [freshIndicator()],
        marking,
        ...more,
      });
    const kept = (answer: Answered<Receipt>): string => {
      assert.equal(answer.status, 201, answer.text);
      const id = answer.json.lines.find(({ fate }) => fate === 'kept')?.id;
      assert.ok(id !== undefined, answer.text);
      return id;
    };

    test('is there from the first day, with the words of TLP alone', () => {
      assert.deepEqual(profile.classification, { words: [], others: [], agreed: true });
      assert.deepEqual(profile.competition, { notice: '', topics: [] });
    });

    test('gives words to mark with: the level decides, the word is told, filters know it', async () => {
      const adopted = await adopt({ classification: SCHEME });
      assert.deepEqual(adopted.json.profile.classification, SCHEME);
      const id = kept(await share({ level: ' INTERNAL' }));
      const object = (await bruno.get<ObjectDetail>(`${world.base}/objects/${id}`)).json;
      assert.equal(object.marking.level, 'amber+strict');
      assert.equal(object.marking.declared, 'Internal');
      const found = await bruno.get<{ items: ObjectRow[] }>(
        `${world.base}/objects?tlp=internal&limit=100`,
      );
      assert.ok(found.json.items.some((row) => row.id === id));
      const unknown = await share<Problem>({ level: 'Secret' });
      assert.equal(unknown.status, 422);
      assert.equal(unknown.json.errors?.[0]?.pointer, '/marking/level');
    });

    test('loses the word where the object itself asks for more', async () => {
      const red = freshIndicator({
        object_marking_refs: ['marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003'],
      });
      const id = kept(await share({ level: 'Members' }, { objects: [red] }));
      const object = (await bruno.get<ObjectDetail>(`${world.base}/objects/${id}`)).json;
      assert.equal(object.marking.level, 'amber+strict');
      assert.equal(object.marking.declared, undefined);
    });

    test('tells what the source answered to the source alone', async () => {
      const id = kept(await share({ level: 'amber', assessment: ANSWERS }));
      const path = `${world.base}/objects/${id}/access`;
      assert.deepEqual((await anna.get<Access>(path)).json.assessment, ANSWERS);
      const others = await bruno.get<Access>(path);
      assert.equal(others.json.assessment, undefined);
      assert.ok(!others.text.includes('criticality'));
      const wrong = await share({ level: 'amber', assessment: { ...ANSWERS, value: 5 } });
      assert.equal(wrong.status, 422);
    });

    test('that is a draft stops every way in until it is agreed', async () => {
      await adopt({ classification: { ...SCHEME, agreed: false } });
      const refused = await share<Problem>({ level: 'green' });
      assert.equal(refused.status, 422, refused.text);
      assert.equal(refused.json.type, '/docs/problems#policy-refused');
      assert.match(refused.json.detail, /not agreed/);
      const pushed = await push(await programOf(world));
      assert.equal(pushed.status, 403, pushed.text);
      assert.match(pushed.text, /not agreed/);
      await adopt({ classification: SCHEME });
      kept(await share({ level: 'green' }));
    });

    test('refuses words twice and words of TLP with another level', async () => {
      const [word] = SCHEME.words;
      for (const words of [[word, word], [{ ...word, word: 'TLP:GREEN' }]]) {
        const refused = await adopt<Problem>({ classification: { ...SCHEME, words } });
        assert.equal(refused.status, 422, refused.text);
      }
      const many = Array.from({ length: 21 }, (_, n) => ({ ...word, word: `W${String(n)}` }));
      assert.equal((await adopt({ classification: { ...SCHEME, words: many } })).status, 422);
    });

    test('asks about words that competition law makes delicate, as the community agreed', async () => {
      const competition = { notice: 'No prices, please.', topics: ['price list', 'Rabatt'] };
      const adopted = await adopt({ competition });
      assert.deepEqual(adopted.json.profile.competition, competition);
      const object = freshIndicator({ description: 'As in the PRICE LIST of May' });
      const told = await share({ level: 'green' }, { objects: [object, freshIndicator()] });
      assert.deepEqual(
        told.json.lines.map(({ problems }) => problems.map(({ rule }) => rule)),
        [['competition'], []],
      );
      assert.equal(told.json.shield?.found.find(({ rule }) => rule === 'competition')?.count, 1);
      await adopt({ competition, shield: { ...profile.shield, ask: 'refuse' } });
      const refused = await share<Problem>(
        { level: 'green' },
        { objects: undefined, text: 'Rabatt für 203.0.113.5' },
      );
      assert.equal(refused.status, 422, refused.text);
      assert.equal(refused.json.errors?.[0]?.code, 'competition');
      const said = await share(
        { level: 'green' },
        {
          objects: [freshIndicator({ description: 'Rabatt scam' })],
          shield: { reason: 'The bait of the fraud' },
        },
      );
      assert.equal(said.json.counts.kept, 1, said.text);
    });
  });
}

/** A program of alder's that speaks TAXII. */
async function programOf(world: ExchangeWorld): Promise<Caller> {
  const { id, secretHash, text } = newTokenText();
  await world.hub.store.unguarded('provision').provision({
    communities: [],
    organizations: [],
    memberships: [],
    people: [],
    groups: [],
    tokens: [
      { name: 'poller', organization: 'alder', scopes: ['read', 'write', 'taxii'], id, secretHash },
    ],
  });
  return new Caller(world.hub.address, text);
}

function push(program: Caller): Promise<Answered> {
  const type = 'application/taxii+json;version=2.1';
  return program.send('POST', '/taxii2/energy/collections/inbox/objects/', {
    body: { objects: [freshIndicator()] },
    headers: { 'content-type': type, accept: type },
  });
}
