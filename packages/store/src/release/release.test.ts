import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { batchOf, indicator, personOf, smallWorld } from '../exchange/world.test-support.ts';
import { engines } from '../exchange/engines.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { Handle, MarkingInput, NewReleaseRequest, Refusal, ReleaseRequest } from '../store.ts';

const DAY = 86_400_000;

for (const engine of await engines()) {
  describe(`release requests on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });
    const fresh = async (): Promise<SmallWorld> => {
      const world = await smallWorld(await engine.database());
      worlds.push(world);
      return world;
    };
    /** Alder shares something with birch alone; birch asks that cedar may read it too. */
    const asked = async (
      more: Partial<NewReleaseRequest> = {},
      marking?: MarkingInput,
    ): Promise<Scene> => {
      const world = await fresh();
      const source = await personOf(world, 'ann@alder.example');
      const asker = await personOf(world, 'bob@birch.example');
      const object = indicator('evil.example');
      await source.exchange.contribute({
        community: world.community,
        kind: 'bundle',
        via: 'web',
        marking: marking ?? {
          level: 'amber',
          audience: { organizations: [world.organization('birch')] },
        },
        objects: batchOf(object),
      });
      world.clock.now += 1000;
      const request = await asker.release.ask({
        community: world.community,
        object: object.id,
        wanted: { organizations: [world.organization('cedar')] },
        purpose: 'They run the same gateway',
        form: 'as-is',
        dueAt: world.clock.now + 7 * DAY,
        isUrgent: false,
        isAnonymous: false,
        ...more,
      });
      world.clock.now += 1000;
      return { world, source, asker, id: object.id, request };
    };
    const seen = async (world: SmallWorld, who: string): Promise<string[]> =>
      (
        await (await world.at(who)).exchange.page({ community: world.community, limit: 100 })
      ).rows.map((row) => row.id);

    test('are seen by the one who asked and by whoever decides for the source, and by nobody else', async () => {
      const { world, source, asker, request } = await asked();
      const { id, state, side, may } = done(request);
      assert.deepEqual([state, side, may], ['asked', 'asker', ['withdraw']]);
      const [told] = await source.release.requests(world.community);
      assert.equal(told?.asker?.organization.name, 'birch');
      assert.equal(told.asker.person.name, 'Bob');
      assert.deepEqual(told.may, ['answer']);
      assert.equal(told.object.title, 'Seen evil.example');
      for (const who of ['alder', 'birch', 'cedar', 'gov']) {
        const { release } = await world.at(who);
        assert.deepEqual(await release.requests(world.community), [], who);
        assert.equal(await release.request(world.community, id), undefined, who);
        const answer = await release.answer(world.community, id, { kind: 'refuse' });
        assert.equal(refused(answer), 'hidden', who);
      }
      const own = await asker.release.answer(world.community, id, { kind: 'refuse' });
      assert.equal(refused(own), 'hidden', 'who asked does not decide');
    });

    test('that are granted let those named read, with everything that follows, until the end that was set', async () => {
      const { world, source, request, id } = await asked();
      assert.deepEqual(await seen(world, 'cedar'), []);
      const { exchange } = await world.at('cedar');
      const before = await exchange.follow({ community: world.community, limit: 10 }, 'now');
      const until = world.clock.now + 30 * DAY;
      const granted = await source.release.answer(world.community, done(request).id, {
        kind: 'grant',
        to: { organizations: [world.organization('cedar')] },
        until,
        words: 'For the gateway only',
      });
      assert.equal(done(granted).state, 'granted');
      assert.equal(done(granted).until, until);
      assert.deepEqual(await seen(world, 'cedar'), [id]);
      assert.deepEqual(await seen(world, 'gov'), []);
      const followed = await exchange.follow(
        { community: world.community, limit: 10 },
        before.mark,
      );
      assert.deepEqual(
        followed.rows.map((row) => row.id),
        [id],
        'whoever follows meets it',
      );
      world.clock.now = until;
      await world.store.settled();
      assert.deepEqual(await seen(world, 'cedar'), []);
      const after_ = await exchange.follow(
        { community: world.community, limit: 10 },
        followed.mark,
      );
      assert.deepEqual(after_.gone, [{ id }]);
      assert.deepEqual(await seen(world, 'birch'), [id], 'the marking itself is what it was');
    });

    test('that are granted for somebody outside are kept for both, and change no reading', async () => {
      const { world, source, asker, request, id } = await asked({
        wanted: { outside: 'Our client, the harbour police' },
      });
      await source.release.answer(world.community, done(request).id, {
        kind: 'grant',
        to: { outside: 'Our client, the harbour police' },
      });
      const told = await asker.release.request(world.community, done(request).id);
      assert.equal(told?.state, 'granted');
      assert.equal(told.granted?.outside, 'Our client, the harbour police');
      for (const who of ['cedar', 'gov']) assert.deepEqual(await seen(world, who), [], who);
      assert.deepEqual(await seen(world, 'birch'), [id]);
    });

    test('that nobody answers lapse, and are granted by nobody afterwards', async () => {
      const { world, source, asker, request } = await asked();
      world.clock.now += 7 * DAY;
      const { id } = done(request);
      assert.equal((await asker.release.request(world.community, id))?.state, 'lapsed');
      const late = await source.release.answer(world.community, id, {
        kind: 'grant',
        to: { organizations: [world.organization('cedar')] },
      });
      assert.equal(refused(late), 'conflict');
      assert.equal(
        refused(await source.release.answer(world.community, id, { kind: 'refuse' })),
        'conflict',
      );
      assert.deepEqual(await seen(world, 'cedar'), []);
    });

    test('are asked back about, answered, refused; each side sees what was said', async () => {
      const { world, source, asker, request } = await asked();
      const { id } = done(request);
      const { community } = world;
      await source.release.answer(community, id, { kind: 'ask-back', words: 'Which gateway?' });
      const back = await asker.release.request(community, id);
      assert.deepEqual([back?.state, back?.may], ['asked-back', ['reply', 'withdraw']]);
      assert.equal(done(await asker.release.reply(community, id, 'The old one')).state, 'asked');
      assert.equal(refused(await asker.release.reply(community, id, 'And more')), 'conflict');
      const no = done(
        await source.release.answer(community, id, { kind: 'refuse', words: 'Not this one' }),
      );
      assert.deepEqual(
        [no.state, no.words, no.notes.map(({ side, words }) => [side, words])],
        [
          'refused',
          'Not this one',
          [
            ['source', 'Which gateway?'],
            ['asker', 'The old one'],
          ],
        ],
      );
      assert.equal(refused(await asker.release.withdraw(community, id)), 'conflict');
    });

    test('without a name tell the source nothing of who asks', async () => {
      const { world, source, asker, request } = await asked({ isAnonymous: true });
      const told = await source.release.request(world.community, done(request).id);
      assert.ok(told);
      assert.equal(told.asker, undefined);
      const text = JSON.stringify(told);
      for (const hint of ['Bob', 'birch', world.organization('birch')]) {
        assert.ok(!text.includes(hint), hint);
      }
      assert.ok((await asker.release.request(world.community, done(request).id))?.asker);
    });

    test('answered twice at once are decided once, and who reads agrees with what is said', async () => {
      const { world, source, asker, request, id } = await asked();
      const { community } = world;
      const outcomes = await Promise.all([
        source.release.answer(community, done(request).id, {
          kind: 'grant',
          to: { organizations: [world.organization('cedar')] },
        }),
        source.release.answer(community, done(request).id, { kind: 'refuse' }),
        asker.release.withdraw(community, done(request).id),
      ]);
      const decided = outcomes.filter((one) => !('refused' in one));
      assert.equal(decided.length, 1, JSON.stringify(outcomes));
      const state = (await asker.release.request(community, done(request).id))?.state;
      assert.equal(state, done(decided[0] ?? assert.fail()).state);
      assert.deepEqual(await seen(world, 'cedar'), state === 'granted' ? [id] : []);
    });

    test('are taken back by the asker; a grant is taken back by the source', async () => {
      const first = await asked();
      const gone = await first.asker.release.withdraw(
        first.world.community,
        done(first.request).id,
      );
      assert.equal(done(gone).state, 'withdrawn');
      const { world, source, request, id } = await asked();
      const { community } = world;
      await source.release.answer(community, done(request).id, {
        kind: 'grant',
        to: { organizations: [world.organization('cedar')] },
      });
      assert.deepEqual(await seen(world, 'cedar'), [id]);
      assert.equal(done(await source.release.end(community, done(request).id)).state, 'ended');
      assert.deepEqual(await seen(world, 'cedar'), []);
      assert.equal(refused(await source.release.end(community, done(request).id)), 'conflict');
    });

    test('end with another marking and with taking back', async () => {
      for (const how of ['remark', 'retract'] as const) {
        const { world, source, asker, request, id } = await asked();
        const { community } = world;
        await source.release.answer(community, done(request).id, {
          kind: 'grant',
          to: { organizations: [world.organization('cedar')] },
        });
        const marking: MarkingInput = {
          level: 'amber+strict',
          audience: { organizations: [world.organization('birch')] },
        };
        const outcome =
          how === 'remark'
            ? await source.exchange.remark(id, community, marking)
            : await source.exchange.retract(id, community, 'all');
        assert.equal(outcome, 'done', how);
        assert.deepEqual(await seen(world, 'cedar'), [], how);
        const told = await asker.release.request(community, done(request).id);
        assert.equal(told?.state, 'ended', how);
        assert.equal(told.object.title, how === 'remark' ? 'Seen evil.example' : undefined);
      }
    });

    test('are answered with something else only when who asked can read it', async () => {
      const { world, source, request, id } = await asked();
      const { community } = world;
      const instead = indicator('clean.example');
      await source.exchange.contribute({
        community,
        kind: 'bundle',
        via: 'web',
        marking: { level: 'amber', audience: { organizations: [world.organization('cedar')] } },
        objects: batchOf(instead),
      });
      const answer = (object: string): Promise<ReleaseRequest | Refusal> =>
        source.release.answer(community, done(request).id, { kind: 'sanitised', object });
      assert.equal(refused(await answer(instead.id)), 'invalid');
      assert.equal(refused(await answer(id)), 'invalid', 'the very object is no other');
      await source.exchange.remark(instead.id, community, {
        level: 'green',
        audience: { everyone: true },
      });
      const sent = done(await answer(instead.id));
      assert.deepEqual([sent.state, sent.sanitised?.id], ['sanitised', instead.id]);
      assert.deepEqual((await seen(world, 'cedar')).includes(id), false);
    });

    test('are refused, with the reason, where they cannot be', async () => {
      const { world, source, asker, request, id } = await asked();
      const { community } = world;
      const wish: NewReleaseRequest = {
        community,
        object: id,
        wanted: { organizations: [world.organization('cedar')] },
        purpose: 'Needed',
        form: 'as-is',
        dueAt: world.clock.now + DAY,
        isUrgent: false,
        isAnonymous: false,
      };
      const cases: [string, Handle, Partial<NewReleaseRequest>, string][] = [
        ['one’s own', source, {}, 'not-allowed'],
        ['what one does not see', await world.at('cedar'), {}, 'hidden'],
        ['a machine', await world.at('birch'), {}, 'hidden'],
        ['nobody', asker, { wanted: {} }, 'invalid'],
        ['a stranger', asker, { wanted: { organizations: ['nobody'] } }, 'invalid'],
        ['no purpose', asker, { purpose: '  ' }, 'invalid'],
        ['too soon', asker, { dueAt: world.clock.now + 60_000 }, 'invalid'],
        ['too late', asker, { dueAt: world.clock.now + 91 * DAY }, 'invalid'],
        ['too long', asker, { purpose: 'x'.repeat(2001) }, 'invalid'],
      ];
      for (const [what, who, more, code] of cases) {
        assert.equal(refused(await who.release.ask({ ...wish, ...more })), code, what);
      }
      const more = await source.release.answer(community, done(request).id, {
        kind: 'grant',
        to: { organizations: [world.organization('gov')] },
      });
      assert.equal(refused(more), 'invalid', 'a grant gives no more than was asked for');
    });

    test('at RED are for persons', async () => {
      const world = await fresh();
      const bob = (await personOf(world, 'bob@birch.example')).reader();
      const { id: person } = await bob;
      const red: MarkingInput = { level: 'red', audience: { persons: [person] } };
      // The small world's ids are the same in each of its copies.
      const { request } = await asked({}, red);
      assert.equal(refused(request), 'invalid');
    });

    test('are found by whoever decides on few, however many others wait for colleagues', async () => {
      const people = ['amy@alder', 'cyd@cedar'].map((who) => ({
        email: `${who}.example`,
        name: who,
        organization: who.split('@')[1] ?? '',
        roles: { ports: ['analyst' as const] },
      }));
      const world = await smallWorld(await engine.database(), people);
      worlds.push(world);
      const author = await personOf(world, 'amy@alder.example');
      const source = await personOf(world, 'ann@alder.example');
      const asker = await personOf(world, 'bob@birch.example');
      const { id: bob } = await asker.reader();
      const { id: cyd } = await (await personOf(world, 'cyd@cedar.example')).reader();
      const share = async (who: Handle, marking: MarkingInput): Promise<string> => {
        const object = indicator(`${marking.level ?? ''}.example`);
        const via = { community: world.community, kind: 'bundle', via: 'web' } as const;
        await who.exchange.contribute({ ...via, marking, objects: batchOf(object) });
        world.clock.now += 1000;
        return object.id;
      };
      const secret = await share(author, { level: 'red', audience: { persons: [bob] } });
      const open = await share(source, { level: 'amber', audience: { everyone: true } });
      const ask = async (object: string, wanted: NewReleaseRequest['wanted']): Promise<string> => {
        const request = { community: world.community, object, wanted, purpose: 'Needed' } as const;
        const how = { form: 'as-is', isUrgent: false, isAnonymous: false } as const;
        const dueAt = world.clock.now + DAY;
        return done(await asker.release.ask({ ...request, ...how, dueAt })).id;
      };
      const hers = await ask(secret, { persons: [cyd] });
      for (let count = 0; count < 205; count += 1) {
        world.clock.now += DAY / 50;
        await ask(open, { outside: `Somebody, ${String(count)}` });
      }
      const told = await author.release.requests(world.community);
      assert.deepEqual(
        told.map(({ id }) => id),
        [hers],
      );
      assert.equal((await source.release.requests(world.community)).length, 200);
    });

    test('wait in limited numbers', async () => {
      const { world, asker, id } = await asked();
      const more = (): Promise<ReleaseRequest | Refusal> =>
        asker.release.ask({
          community: world.community,
          object: id,
          wanted: { outside: 'Somebody' },
          purpose: 'Needed',
          form: 'as-is',
          dueAt: world.clock.now + DAY,
          isUrgent: true,
          isAnonymous: false,
        });
      for (let held = 1; held < 100; held += 1) done(await more());
      assert.equal(refused(await more()), 'conflict');
      const all = await asker.release.requests(world.community);
      assert.equal(all.length, 100);
      assert.equal(all[0]?.isUrgent, true, 'urgent ones stand first');
    });
  });
}

interface Scene {
  readonly world: SmallWorld;
  readonly source: Handle;
  readonly asker: Handle;
  readonly id: string;
  readonly request: ReleaseRequest | Refusal;
}

function done(outcome: ReleaseRequest | Refusal): ReleaseRequest {
  if ('refused' in outcome) assert.fail(outcome.words);
  return outcome;
}

function refused(outcome: ReleaseRequest | Refusal): string {
  if ('refused' in outcome) return outcome.refused;
  return outcome.state;
}
