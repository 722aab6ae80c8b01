import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, test } from 'node:test';
import { batchOf, indicator, personOf, smallWorld } from '../exchange/world.test-support.ts';
import { engines } from '../exchange/engines.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { Handle, MarkingInput, Refusal, World } from '../store.ts';

const DAY = 86_400_000;
const GREEN: MarkingInput = { level: 'green', audience: { everyone: true } };

for (const engine of await engines()) {
  describe(`what persons ask on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });

    /** Ann and olaf speak for alder, rita for birch; bob of birch does not. */
    const scene = async (): Promise<Scene> => {
      const world = await smallWorld(await engine.database());
      worlds.push(world);
      await world.store.unguarded('provision').provision({
        ...NOTHING,
        people: [
          person('olaf', 'alder', 'sharing-officer'),
          person('rita', 'birch', 'representative'),
        ],
      });
      return {
        world,
        ann: await personOf(world, 'ann@alder.example'),
        olaf: await personOf(world, 'olaf@alder.example'),
        rita: await personOf(world, 'rita@birch.example'),
        bob: await personOf(world, 'bob@birch.example'),
      };
    };
    const share = async (
      world: SmallWorld,
      who: Handle,
      ...[value, marking = GREEN]: [string, MarkingInput?]
    ): Promise<string> => {
      const object = indicator(value, { description: `Used by Anna Berg of ${value}` });
      await who.exchange.contribute({
        community: world.community,
        kind: 'indicators',
        via: 'web',
        marking,
        objects: batchOf(object),
      });
      await world.store.settled();
      return object.id;
    };

    test('goes step by step, is looked for in every version one may read, and due after a month', async () => {
      const { world, ann, olaf, rita, bob } = await scene();
      const { community } = world;
      const id = await share(world, ann, 'berg.example');
      const other = await share(world, rita, 'other.example');
      const asked = done(
        await olaf.subjects.open(community, {
          kind: 'access',
          sought: ['Anna Berg', 'berg.example'],
        }),
      );
      assert.equal(asked.dueAt, Date.UTC(2026, 1, 1));
      for (const who of [rita, bob, await world.at('alder')])
        assert.deepEqual(await who.subjects.requests(community), []);
      assert.equal((await ann.subjects.requests(community)).length, 1);
      assert.equal(
        refused(await bob.subjects.open(community, { kind: 'access', sought: ['Bob'] })),
        'not-allowed',
      );
      assert.equal(refused(await rita.subjects.search(community, asked.id)), 'hidden');
      assert.equal(refused(await ann.subjects.search(community, asked.id)), 'conflict');
      const step = (to: 'identified' | 'answered', words = 'By letter'): Promise<unknown> =>
        ann.subjects.move(community, asked.id, {
          to,
          words,
          ...(to === 'answered' ? { letter: LETTER } : {}),
        });
      assert.equal(refused(await step('answered')), 'conflict');
      assert.equal(refused(await step('identified', ' ')), 'invalid');
      done(await step('identified'));
      const hits = done(await ann.subjects.search(community, asked.id));
      assert.deepEqual(
        hits.items.map((hit) => [hit.id, hit.isOwn, hit.versions.length]),
        [
          [id, true, 1],
          [other, false, 1],
        ].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      );
      const longer = done(await ann.subjects.extend(community, asked.id, 'Many copies'));
      assert.equal(longer.dueAt, Date.UTC(2026, 3, 1));
      assert.equal(refused(await ann.subjects.extend(community, asked.id, 'Again')), 'conflict');
      world.clock.now += 10 * DAY;
      done(await step('answered', 'Told them all of it'));
      assert.equal(refused(await ann.subjects.search(community, asked.id)), 'conflict');
      const figures = await ann.subjects.figures(community, 2026);
      assert.deepEqual(
        [figures?.outcomes, figures?.meanDays],
        [[{ kind: 'access', outcome: 'answered', count: 1 }], 10],
      );
      assert.equal(await bob.subjects.figures(community, 2026), undefined);
      const record = JSON.stringify(await ann.audit.entries({ limit: 50 }));
      assert.ok(!record.includes('Berg'), 'no value stands in the record');
    });

    test('what was answered is kept as it was sent, and the record shows an outsider that it was this', async () => {
      const { world, ann, olaf, rita } = await scene();
      const { community } = world;
      const { id } = done(await ann.subjects.open(community, { kind: 'access', sought: ['Anna'] }));
      done(await ann.subjects.move(community, id, { to: 'identified', words: 'By letter' }));
      done(await ann.subjects.search(community, id));
      const answer = (letter?: string): Promise<unknown> =>
        ann.subjects.move(community, id, {
          to: 'answered',
          words: 'Wrote to her',
          ...(letter === undefined ? {} : { letter }),
        });
      assert.equal(refused(await answer()), 'invalid', 'an answer has a text');
      assert.equal(refused(await answer('x'.repeat(20_001))), 'invalid');
      done(await answer(LETTER));
      const shown = (await olaf.subjects.request(community, id))?.letter;
      assert.equal(shown?.text, LETTER);
      const sha256 = createHash('sha256')
        .update(`${shown.salt ?? ''}\n${LETTER}`)
        .digest('hex');
      assert.equal(shown.sha256, sha256);
      const entry = (await ann.audit.entries({ limit: 10 })).find(({ words }) =>
        words.includes(sha256),
      );
      assert.equal(entry?.act, 'move-subject-request');
      assert.equal(refused(await answer('Another answer')), 'conflict', 'it is closed');
      assert.deepEqual(await rita.subjects.requests(community), []);
      world.clock.now += 90 * DAY;
      assert.deepEqual((await ann.subjects.request(community, id))?.letter, { sha256 });
    });

    test('whatever says something about a person is sealed where it is kept, and gone with its key', async () => {
      const { world, ann, rita } = await scene();
      const { community } = world;
      const { id } = done(
        await ann.subjects.open(community, { kind: 'erasure', sought: ['Zenobia Quux'] }),
      );
      done(await ann.subjects.move(community, id, { to: 'identified', words: 'Zenobia came by' }));
      done(await ann.subjects.ask(community, id, 'shown'));
      const [question] = await rita.subjects.questions(community);
      assert.deepEqual(question?.sought, ['Zenobia Quux']);
      const words = 'Zenobia was never here';
      done(await rita.subjects.answer(community, id, { answer: 'kept', words }));
      assert.equal((await rita.subjects.questions(community))[0]?.answered?.words, words);
      done(await ann.subjects.extend(community, id, 'Zenobia sent much'));
      done(await ann.subjects.search(community, id));
      const told = await ann.subjects.request(community, id);
      assert.deepEqual(
        [told?.sought, told?.words, told?.extension, told?.answers[0]?.words],
        [['Zenobia Quux'], 'Zenobia came by', 'Zenobia sent much', words],
      );
      const letter = 'Dear Zenobia';
      done(await ann.subjects.move(community, id, { to: 'answered', words: 'To Zenobia', letter }));
      assert.ok(!(await kept(world)).includes('Zenobia'));
      assert.equal((await kept(world, 'subject_key')).length > 2, true);
      world.clock.now += 90 * DAY;
      await world.store.settled();
      assert.equal(await kept(world, 'subject_key'), '[]');
      world.clock.now -= DAY;
      const after = await ann.subjects.request(community, id);
      assert.deepEqual(
        [after?.sought, after?.words, after?.extension, after?.answers[0]?.words, after?.state],
        [undefined, '', '', '', 'answered'],
      );
    });

    test('its values are forgotten some time after it is closed', async () => {
      const { world, ann } = await scene();
      const { community } = world;
      const { id } = done(
        await ann.subjects.open(community, { kind: 'erasure', sought: ['Anna Berg'] }),
      );
      done(await ann.subjects.move(community, id, { to: 'refused', words: 'It was not her' }));
      const sought = async (): Promise<string[] | undefined> =>
        (await ann.subjects.request(community, id))?.sought;
      world.clock.now += 89 * DAY;
      await world.store.settled();
      assert.deepEqual(await sought(), ['Anna Berg']);
      world.clock.now += DAY;
      assert.equal(await sought(), undefined, 'at that very moment');
      world.clock.now += DAY;
      await world.store.settled();
      world.clock.now -= 3 * DAY;
      assert.equal(await sought(), undefined, 'they are gone, not hidden');
    });

    test('others are asked with the values or without them, look in their own alone, and name nothing unless they choose', async () => {
      const { world, ann, rita, bob } = await scene();
      const { community } = world;
      const narrow: MarkingInput = {
        level: 'amber',
        audience: { organizations: [world.organization('cedar')] },
      };
      const hidden = await share(world, rita, 'berg.example', narrow);
      await share(world, ann, 'berg.example');
      const { id } = done(
        await ann.subjects.open(community, { kind: 'erasure', sought: ['berg.example'] }),
      );
      assert.equal(refused(await ann.subjects.ask(community, id, 'compared')), 'conflict');
      done(await ann.subjects.move(community, id, { to: 'identified', words: 'By letter' }));
      assert.deepEqual(await rita.subjects.questions(community), []);
      assert.equal(refused(await rita.subjects.look(community, id)), 'hidden');
      done(await ann.subjects.ask(community, id, 'compared'));
      const [question] = await rita.subjects.questions(community);
      assert.deepEqual([question?.id, question?.sought], [id, undefined]);
      assert.deepEqual(await bob.subjects.questions(community), []);
      assert.deepEqual(await ann.subjects.questions(community), []);
      const own = done(await rita.subjects.look(community, id));
      assert.deepEqual(
        own.items.map((hit) => hit.id),
        [hidden],
      );
      assert.equal(refused(await ann.subjects.look(community, id)), 'hidden');
      assert.equal(
        refused(await bob.subjects.answer(community, id, { answer: 'nothing', words: '' })),
        'hidden',
      );
      done(await rita.subjects.answer(community, id, { answer: 'done', words: 'Took it out' }));
      const [told] = await ann.subjects.requests(community);
      assert.deepEqual(
        told?.answers.map(({ organization, answer, words }) => [organization, answer, words]),
        [[world.organization('birch'), 'done', 'Took it out']],
      );
      assert.ok(!JSON.stringify(told).includes(hidden));
      done(await ann.subjects.ask(community, id, 'shown'));
      assert.deepEqual((await rita.subjects.questions(community))[0]?.sought, ['berg.example']);
      done(await ann.subjects.move(community, id, { to: 'refused', words: 'Withdrawn' }));
      assert.deepEqual(await rita.subjects.questions(community), []);
    });

    test('a name is found however the text that came wrote its letters', async () => {
      const { world, ann, rita } = await scene();
      const { community } = world;
      const object = indicator('names.example', {
        description: 'Zoë "Zed" Müller wrote it,\nfrom Berlin',
      });
      const escaped = JSON.stringify(object).replaceAll(/[\u0080-\uffff]/g, escapeOf);
      await rita.exchange.contribute({
        community,
        kind: 'indicators',
        via: 'web',
        marking: GREEN,
        objects: [{ index: 0, object, text: escaped }],
      });
      await world.store.settled();
      for (const value of ['Zoë Müller', 'ZOË', 'zed', 'it, from Berlin']) {
        const { id } = done(
          await ann.subjects.open(community, { kind: 'access', sought: [value] }),
        );
        done(await ann.subjects.move(community, id, { to: 'identified', words: 'By letter' }));
        const hits = done(await ann.subjects.search(community, id));
        assert.deepEqual(
          hits.items.map((hit) => hit.id),
          [object.id],
          value,
        );
      }
    });

    test('of two steps at once one is taken, and a search that comes late opens nothing again', async () => {
      const { world, ann, olaf } = await scene();
      const { community } = world;
      for (let round = 0; round < 5; round += 1) {
        const { id } = done(
          await ann.subjects.open(community, { kind: 'access', sought: ['Anna'] }),
        );
        done(await ann.subjects.move(community, id, { to: 'identified', words: 'By letter' }));
        done(await ann.subjects.search(community, id));
        const words = 'Done';
        const [first, second] = await Promise.all([
          ann.subjects.move(community, id, { to: 'answered', words, letter: LETTER }),
          olaf.subjects.move(community, id, { to: 'refused', words }),
          ann.subjects.search(community, id),
          olaf.subjects.search(community, id),
        ]);
        assert.equal([first, second].filter((one) => refused(one) === 'conflict').length, 1);
        const closed = await ann.subjects.request(community, id);
        assert.equal(closed?.state, refused(first) === undefined ? 'answered' : 'refused');
        assert.notEqual(closed.closedAt, undefined);
      }
    });

    test('a year is of one community: what was determined in another is not counted', async () => {
      const { world, olaf } = await scene();
      await world.store.unguarded('provision').provision({
        ...NOTHING,
        communities: [{ slug: 'other', name: 'Other', kind: 'sector' }],
        memberships: [{ community: 'other', organization: 'alder' }],
        people: [
          {
            ...person('olaf', 'alder', 'sharing-officer'),
            roles: { ports: ['sharing-officer'], other: ['sharing-officer'] },
          },
        ],
      });
      const other = (await olaf.directory.communities()).find(({ slug }) => slug === 'other');
      assert.ok(other !== undefined);
      for (const community of [world.community, other.id, other.id]) {
        const object = indicator('signed.example');
        const sent = { community, kind: 'indicators', via: 'web', marking: GREEN } as const;
        await olaf.exchange.contribute({ ...sent, objects: batchOf(object) });
        done(await olaf.review.determine(object.id, community, 'no-personal-data'));
      }
      const signed = async (community: string): Promise<number | undefined> =>
        (await olaf.subjects.figures(community, 2026))?.determined;
      assert.deepEqual([await signed(world.community), await signed(other.id)], [1, 2]);
    });

    test('an officer who may not see an object learns nothing of whether it holds the value', async () => {
      const told: string[] = [];
      for (const value of ['berg.example', 'else.example']) {
        const { world, ann, rita } = await scene();
        const { community } = world;
        const narrow: MarkingInput = {
          level: 'amber',
          audience: { organizations: [world.organization('cedar')] },
        };
        const object = indicator(value, {
          id: HIDDEN_ID,
          name: 'A title',
          pattern: `[domain-name:value = '${value}']`,
        });
        await rita.exchange.contribute({
          community,
          kind: 'indicators',
          via: 'web',
          marking: narrow,
          objects: batchOf(object),
        });
        await world.store.settled();
        const { id } = done(
          await ann.subjects.open(community, { kind: 'access', sought: ['berg.example'] }),
        );
        done(await ann.subjects.move(community, id, { to: 'identified', words: 'By letter' }));
        const hits = await ann.subjects.search(community, id);
        done(await ann.subjects.ask(community, id, 'compared'));
        const after = await ann.subjects.requests(community);
        const figures = await ann.subjects.figures(community, 2026);
        told.push(JSON.stringify([hits, after.map(({ id: _id, ...one }) => one), figures]));
      }
      assert.equal(told[0], told[1]);
    });
  });
}

const HIDDEN_ID = 'indicator--5b1f4c3e-8d2a-4f6b-9c7d-1e2f3a4b5c6d';

const LETTER = 'Dear Anna Berg,\nwe hold one item about you.';

/** A table as it is kept, or all of the register: read from a backup, which is one file on both engines. */
async function kept(world: SmallWorld, table?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-kept-'));
  try {
    world.clock.now += 1;
    const { file } = await world.store.unguarded('backup').backup(folder);
    const database = new DatabaseSync(file, { readOnly: true });
    const tables = table === undefined ? ['subject_request', 'subject_answer'] : [table];
    const rows = tables.flatMap((one) => database.prepare(`SELECT * FROM ${one}`).all());
    database.close();
    return JSON.stringify(rows);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function escapeOf(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

interface Scene {
  readonly world: SmallWorld;
  readonly ann: Handle;
  readonly olaf: Handle;
  readonly rita: Handle;
  readonly bob: Handle;
}

function done<T>(outcome: T | Refusal): T {
  assert.ok(
    typeof outcome !== 'object' || outcome === null || !('refused' in outcome),
    JSON.stringify(outcome),
  );
  return outcome;
}

function refused(outcome: unknown): Refusal['refused'] | undefined {
  return typeof outcome === 'object' && outcome !== null && 'refused' in outcome
    ? (outcome.refused as Refusal['refused'])
    : undefined;
}

const NOTHING: World = {
  communities: [],
  organizations: [],
  memberships: [],
  people: [],
  groups: [],
  tokens: [],
};

function person(
  name: string,
  organization: string,
  role: 'sharing-officer' | 'representative',
): World['people'][number] {
  return { email: `${name}@${organization}.example`, name, organization, roles: { ports: [role] } };
}
