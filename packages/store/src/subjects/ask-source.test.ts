import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { batchOf, indicator, personOf, smallWorld } from '../exchange/world.test-support.ts';
import { engines } from '../exchange/engines.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { Handle, MarkingInput, Refusal, SubjectRequest } from '../store.ts';

const DAY = 86_400_000;
const GREEN: MarkingInput = { level: 'green', audience: { everyone: true } };

for (const engine of await engines()) {
  describe(`one source asked about one object on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });

    /** Somebody asks alder; rita of birch and cyd of cedar each brought something in which the value stands. */
    const scene = async (): Promise<Scene> => {
      const people = (['rita@birch', 'cyd@cedar'] as const).map((who) => ({
        email: `${who}.example`,
        name: who,
        organization: who.split('@')[1] ?? '',
        roles: { ports: ['representative' as const] },
      }));
      const world = await smallWorld(await engine.database(), people);
      worlds.push(world);
      const ann = await personOf(world, 'ann@alder.example');
      const rita = await personOf(world, 'rita@birch.example');
      const cyd = await personOf(world, 'cyd@cedar.example');
      const { community } = world;
      const opened = await ann.subjects.open(community, {
        kind: 'erasure',
        sought: ['berg.example'],
      });
      const { id } = done(opened);
      return { world, ann, rita, cyd, id };
    };

    test('is asked alone, without the values; it looks in that object, answers, and nobody else is told', async () => {
      const { world, ann, rita, cyd, id } = await scene();
      const { community } = world;
      const object = await share(world, rita, 'berg.example');
      await share(world, rita, 'berg.example');
      const source = world.organization('birch');
      const about = { object, source };
      assert.equal(refused(await ann.subjects.askSource(community, id, about)), 'conflict');
      done(await ann.subjects.move(community, id, { to: 'identified', words: 'By letter' }));
      const asked = done(await ann.subjects.askSource(community, id, about));
      assert.deepEqual(asked.sources, [{ object, source, at: world.clock.now }]);
      assert.equal(asked.askedHow, undefined, 'the others are not asked');
      done(await ann.subjects.askSource(community, id, about));
      const questions = await rita.subjects.questions(community);
      assert.equal(questions.length, 1, 'asked twice is asked once');
      const [question] = questions;
      assert.deepEqual(
        [question?.object, question?.sought, question?.organization],
        [{ id: object, title: 'Seen berg.example' }, undefined, world.organization('alder')],
      );
      assert.deepEqual(await cyd.subjects.questions(community), []);
      const at = question?.id ?? '';
      const hits = await rita.subjects.look(community, at);
      assert.ok('items' in hits);
      assert.deepEqual(
        hits.items.map((hit) => hit.id),
        [object],
        'no other object of the source',
      );
      for (const who of [cyd, ann]) {
        const looked = await who.subjects.look(community, at);
        assert.ok('refused' in looked);
        const said = await who.subjects.answer(community, at, { answer: 'nothing', words: '' });
        assert.ok(said !== true);
      }
      const answer = { answer: 'done', words: 'Taken out' } as const;
      assert.equal(await rita.subjects.answer(community, at, answer), true);
      const [told] = await ann.subjects.requests(community);
      assert.deepEqual(told?.sources[0]?.answered, { ...answer, at: world.clock.now });
      assert.deepEqual(told?.answers, []);
      const [after_] = await rita.subjects.questions(community);
      assert.equal(after_?.answered?.words, 'Taken out');
    });

    test('is nobody whose object one may not read, nobody unnamed, and not oneself', async () => {
      const { world, ann, rita, id } = await scene();
      const { community } = world;
      done(await ann.subjects.move(community, id, { to: 'identified', words: 'By letter' }));
      const only = { organizations: [world.organization('cedar')] };
      const hidden = await share(world, rita, 'berg.example', { level: 'amber', audience: only });
      const own = await share(world, ann, 'berg.example');
      const source = world.organization('birch');
      const ask = async (object: string, of = source): Promise<string> =>
        refused(await ann.subjects.askSource(community, id, { object, source: of }));
      const absent = hidden.replace(/[0-9a-f]{12}$/, '000000000000');
      assert.deepEqual([await ask(hidden), await ask(absent)], ['hidden', 'hidden']);
      assert.equal(await ask(own), 'hidden', 'that source did not bring it');
      assert.equal(await ask(own, world.organization('alder')), 'invalid');
      const alias = await rita.attribution.aliasFor(community, 'once');
      if ('refused' in alias) assert.fail(alias.words);
      const unnamed = await share(world, rita, 'berg.example', GREEN, alias.id);
      assert.equal(await ask(unnamed, alias.id), 'conflict');
      assert.equal(await ask(unnamed), 'hidden', 'whose it is cannot be tried out');
      assert.deepEqual(await rita.subjects.questions(community), []);
    });

    test('what it said is forgotten with the request', async () => {
      const { world, ann, rita, id } = await scene();
      const { community } = world;
      const object = await share(world, rita, 'berg.example');
      done(await ann.subjects.move(community, id, { to: 'identified', words: 'By letter' }));
      const source = world.organization('birch');
      done(await ann.subjects.askSource(community, id, { object, source }));
      const [question] = await rita.subjects.questions(community);
      const said = { answer: 'kept', words: 'Needed against a fraud' } as const;
      await rita.subjects.answer(community, question?.id ?? '', said);
      done(await ann.subjects.move(community, id, { to: 'refused', words: 'Not theirs' }));
      assert.deepEqual(await rita.subjects.questions(community), [], 'it is closed');
      world.clock.now += 91 * DAY;
      await world.store.settled();
      const [old] = await ann.subjects.requests(community);
      assert.deepEqual([old?.sought, old?.sources[0]?.answered?.words], [undefined, '']);
      assert.equal(old?.sources[0]?.answered?.answer, 'kept');
    });
  });
}

interface Scene {
  readonly world: SmallWorld;
  readonly ann: Handle;
  readonly rita: Handle;
  readonly cyd: Handle;
  /** The request. */
  readonly id: string;
}

async function share(
  world: SmallWorld,
  who: Handle,
  ...[value, marking = GREEN, as]: [string, MarkingInput?, string?]
): Promise<string> {
  const object = indicator(value);
  await who.exchange.contribute({
    community: world.community,
    kind: 'indicators',
    via: 'web',
    marking,
    objects: batchOf(object),
    ...(as === undefined ? {} : { as }),
  });
  await world.store.settled();
  return object.id;
}

function done(outcome: SubjectRequest | Refusal): SubjectRequest {
  if ('refused' in outcome) assert.fail(outcome.words);
  return outcome;
}

function refused(outcome: SubjectRequest | Refusal): string {
  return 'refused' in outcome ? outcome.refused : outcome.state;
}
