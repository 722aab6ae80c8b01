import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { NO_REVIEW } from '@tocsin/policy';
import { batchOf, indicator, personOf, smallWorld } from '../exchange/world.test-support.ts';
import { engines } from '../exchange/engines.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { Handle, MarkingInput, Refusal, ReleaseRequest } from '../store.ts';

const DAY = 86_400_000;

for (const engine of await engines()) {
  describe(`an answer that waits for a sharing officer on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });

    /** Bob asks alder to share wider; ann decides, and whatever alder shares from now on waits for olaf. */
    const scene = async (): Promise<Scene> => {
      const people = (['olaf', 'abe'] as const).map((name) => ({
        email: `${name}@alder.example`,
        name,
        organization: 'alder',
        roles: { ports: [name === 'olaf' ? ('sharing-officer' as const) : ('analyst' as const)] },
      }));
      const world = await smallWorld(await engine.database(), people);
      worlds.push(world);
      const ann = await personOf(world, 'ann@alder.example');
      const bob = await personOf(world, 'bob@birch.example');
      const olaf = await personOf(world, 'olaf@alder.example');
      const marking = only(world, 'birch');
      const asked = indicator('asked.example');
      await share(ann, world, { marking, object: asked });
      const request = await bob.release.ask({
        community: world.community,
        object: asked.id,
        wanted: { organizations: [world.organization('cedar')] },
        purpose: 'They run the same gateway',
        form: 'as-is',
        dueAt: world.clock.now + 7 * DAY,
        isUrgent: false,
        isAnonymous: false,
      });
      const set = await ann.review.setRules(world.community, { ...NO_REVIEW, amber: 'always' });
      assert.ok(!('refused' in set));
      world.clock.now += 1000;
      return { world, ann, bob, olaf, id: done(request).id };
    };

    test('answers by itself when it is released, and nobody else is told of it before', async () => {
      const { world, ann, bob, olaf, id } = await scene();
      const { community } = world;
      const object = indicator('plain.example');
      const review = await share(ann, world, { marking: only(world, 'birch', 'cedar'), object });
      const bound = done(await ann.release.answerByReview(community, id, review));
      assert.deepEqual([bound.state, bound.answering], ['asked', { review, state: 'waiting' }]);
      assert.deepEqual(bound.may, ['answer'], 'it may be answered by hand all the same');
      assert.equal((await olaf.review.review(community, review))?.answers, id);
      const told = await bob.release.request(community, id);
      assert.deepEqual([told?.state, told?.answering], ['asked', undefined]);
      const abe = await personOf(world, 'abe@alder.example');
      assert.equal(await abe.release.request(community, id), undefined);
      await release(olaf, world, review);
      const answered = await bob.release.request(community, id);
      assert.deepEqual(
        [answered?.state, answered?.sanitised?.id, answered?.answering],
        ['sanitised', object.id, undefined],
      );
      const acts = (await ann.audit.entries({ limit: 10 })).map(({ act }) => act);
      assert.ok(acts.includes('release-sanitised') && acts.includes('release-after-review'));
    });

    test('leaves the request open when it is returned or taken back, and the source sees that', async () => {
      const { world, ann, bob, olaf, id } = await scene();
      const { community } = world;
      const marking = only(world, 'birch');
      const first = await share(ann, world, { marking, object: indicator('first.example') });
      done(await ann.release.answerByReview(community, id, first));
      assert.ok(!('refused' in (await olaf.review.giveBack(community, first, 'Too much in it'))));
      const open = await ann.release.request(community, id);
      assert.deepEqual([open?.state, open?.answering?.state], ['asked', 'returned']);
      assert.equal((await bob.release.request(community, id))?.state, 'asked');
      const second = await share(ann, world, { marking, object: indicator('second.example') });
      const anew = done(await ann.release.answerByReview(community, id, second));
      assert.deepEqual(anew.answering, { review: second, state: 'waiting' }, 'one at a time');
      assert.ok(!('refused' in (await ann.review.withdraw(community, second))));
      const back = await ann.release.request(community, id);
      assert.deepEqual([back?.state, back?.answering?.state], ['asked', 'withdrawn']);
      assert.equal(
        done(await ann.release.answer(community, id, { kind: 'refuse' })).state,
        'refused',
      );
    });

    test('leaves all the same where the request was withdrawn, or who asked cannot read it', async () => {
      const { world, ann, bob, olaf, id } = await scene();
      const { community } = world;
      const hidden = await share(ann, world, {
        marking: only(world, 'cedar'),
        object: indicator('hidden.example'),
      });
      done(await ann.release.answerByReview(community, id, hidden));
      await release(olaf, world, hidden);
      const open = await ann.release.request(community, id);
      assert.deepEqual([open?.state, open?.answering?.state], ['asked', 'released']);
      const late = await share(ann, world, {
        marking: only(world, 'birch'),
        object: indicator('late.example'),
      });
      done(await ann.release.answerByReview(community, id, late));
      done(await bob.release.withdraw(community, id));
      await release(olaf, world, late);
      assert.equal((await bob.release.request(community, id))?.state, 'withdrawn');
      const seen = await bob.exchange.page({ community, limit: 10 });
      assert.ok(seen.rows.some(({ title }) => title === 'Seen late.example'));
    });

    test('is a share of whoever decides, that waits still', async () => {
      const { world, ann, bob, olaf, id } = await scene();
      const { community } = world;
      const abe = await personOf(world, 'abe@alder.example');
      const marking = only(world, 'birch');
      const his = await share(abe, world, { marking, object: indicator('his.example') });
      const bind = async (who: Handle, review: string): Promise<string> =>
        refused(await who.release.answerByReview(community, id, review));
      assert.equal(await bind(ann, his), 'hidden', 'of somebody else');
      assert.equal(await bind(abe, his), 'hidden', 'by who does not decide');
      assert.equal(await bind(bob, his), 'hidden', 'by who asked');
      assert.equal(await bind(ann, 'nothing'), 'hidden');
      const hers = await share(ann, world, { marking, object: indicator('hers.example') });
      await release(olaf, world, hers);
      assert.equal(await bind(ann, hers), 'conflict', 'left already');
      assert.equal((await ann.release.request(community, id))?.answering, undefined);
    });
  });
}

interface Scene {
  readonly world: SmallWorld;
  readonly ann: Handle;
  readonly bob: Handle;
  readonly olaf: Handle;
  /** The request. */
  readonly id: string;
}

function only(world: SmallWorld, ...slugs: string[]): MarkingInput {
  return { level: 'amber', audience: { organizations: slugs.map(world.organization) } };
}

async function share(
  who: Handle,
  { community }: SmallWorld,
  { marking, object }: { marking: MarkingInput; object: ReturnType<typeof indicator> },
): Promise<string> {
  const kind = { kind: 'indicators', title: 'Seen', via: 'web' } as const;
  const receipt = await who.exchange.contribute({
    community,
    ...kind,
    marking,
    objects: batchOf(object),
  });
  return receipt.id;
}

async function release(who: Handle, { community }: SmallWorld, id: string): Promise<void> {
  const { content } = (await who.review.review(community, id)) ?? {};
  assert.ok(content !== undefined);
  const { title = '', text = '', objects } = content;
  const receipt = await who.review.release(community, id, {
    title,
    text,
    objects,
    isChanged: false,
  });
  assert.ok('counts' in receipt, JSON.stringify(receipt));
}

function done(outcome: ReleaseRequest | Refusal): ReleaseRequest {
  if ('refused' in outcome) assert.fail(outcome.words);
  return outcome;
}

function refused(outcome: ReleaseRequest | Refusal): string {
  return 'refused' in outcome ? outcome.refused : outcome.state;
}
