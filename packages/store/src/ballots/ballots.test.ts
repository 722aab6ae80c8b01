import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, test } from 'node:test';
import { engines } from '../exchange/engines.test-support.ts';
import { personOf, smallWorld } from '../exchange/world.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { BallotDetail, Handle, NewBallot, NewBallotStep, Refusal, World } from '../store.ts';

const HOUR = 3_600_000;

for (const engine of await engines()) {
  describe(`ballots on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    /** Of the scene that was set last. */
    let community = '';
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });

    /** Gina and Carl chair; Rita speaks for alder, Rolf for birch, Cora for cedar, Gina for gov; Olaf only reads. */
    const scene = async (): Promise<Scene> => {
      const world = await smallWorld(await engine.database(), [
        person('gina', 'gov', ['chair', 'representative']),
        person('carl', 'cedar', ['co-chair']),
        person('rita', 'alder', ['representative']),
        person('rolf', 'birch', ['representative']),
        person('cora', 'cedar', ['representative']),
        person('olaf', 'alder', ['analyst']),
      ]);
      worlds.push(world);
      community = world.community;
      const of = (name: string, at: string): Promise<Handle> =>
        personOf(world, `${name}@${at}.example`);
      return {
        world,
        gina: await of('gina', 'gov'),
        carl: await of('carl', 'cedar'),
        rita: await of('rita', 'alder'),
        rolf: await of('rolf', 'birch'),
        cora: await of('cora', 'cedar'),
        olaf: await of('olaf', 'alder'),
      };
    };
    const moved = (
      who: Handle,
      { id }: { id: string },
      step: NewBallotStep,
    ): Promise<BallotDetail | Refusal> => who.ballots.move(community, id, step);
    const begun = async (scene: Scene, more: Partial<NewBallot> = {}): Promise<BallotDetail> =>
      done(await scene.gina.ballots.begin(scene.world.community, { ...BALLOT, ...more }));
    const opened = async (scene: Scene, more: Partial<NewBallot> = {}): Promise<BallotDetail> => {
      const ballot = await begun(scene, more);
      const until = scene.world.clock.now + HOUR;
      return done(await moved(scene.gina, ballot, { to: 'open', until }));
    };
    const voted = (
      who: Handle,
      { id }: { id: string },
      choice: string[],
    ): Promise<BallotDetail | Refusal> => who.ballots.vote(community, id, { choice });
    const seen = async (scene: Scene, who: Handle, { id }: { id: string }): Promise<BallotDetail> =>
      done(await who.ballots.ballot(scene.world.community, id));
    /** The time is over, and the hub counted. */
    const over = async ({ world }: Scene): Promise<void> => {
      world.clock.now += HOUR;
      await world.store.settled();
    };

    test('a ballot is written by chairs and representatives, opened by a chair, counted by itself', async () => {
      const all = await scene();
      const { world, rita, rolf, cora, carl, olaf } = all;
      const draft = done(await rita.ballots.begin(world.community, BALLOT));
      assert.equal(refused(await olaf.ballots.begin(world.community, BALLOT)), 'not-allowed');
      assert.deepEqual(await rolf.ballots.ballots(world.community), [], 'a proposal is not told');
      assert.equal((await carl.ballots.ballots(world.community)).length, 1);
      const until = world.clock.now + HOUR;
      assert.equal(refused(await moved(rita, draft, { to: 'open', until })), 'not-allowed');
      const open = done(await moved(carl, draft, { to: 'open', until }));
      assert.deepEqual(open.roll.length, 3);
      assert.deepEqual((await rolf.ballots.ballots(world.community))[0]?.waitsForMe, ['vote']);
      done(await voted(rolf, open, ['yes']));
      done(await voted(cora, open, ['no']));
      done(await voted(rita, open, ['yes']));
      assert.deepEqual((await rolf.ballots.ballots(world.community))[0]?.waitsForMe, []);
      await over(all);
      const closed = await seen(all, olaf, open);
      assert.equal(closed.state, 'closed');
      assert.equal(closed.closedAt, until);
      assert.deepEqual([closed.outcome, closed.count?.cast], ['accepted', 3]);
      assert.equal(closed.votes.length, 3);
      const decision = await olaf.decisions.decision(world.community, closed.decision ?? '');
      assert.deepEqual(
        [decision?.kind, decision?.outcome, decision?.ballot?.id, decision?.decidedAt],
        ['ballot', 'accepted', open.id, until],
      );
    });

    test('before it is closed nobody is told how many voted or what; an organization knows its own', async () => {
      const all = await scene();
      const open = await opened(all);
      const before = [await seen(all, all.rolf, open), await seen(all, all.gina, open)];
      const list = await all.gina.ballots.ballots(all.world.community);
      done(
        await all.rita.ballots.vote(all.world.community, open.id, { choice: ['no'], words: 'A' }),
      );
      done(await voted(all.cora, open, ['yes']));
      const after = [await seen(all, all.rolf, open), await seen(all, all.gina, open)];
      assert.deepEqual(after, before);
      assert.deepEqual(await all.gina.ballots.ballots(all.world.community), list);
      const own = await seen(all, all.olaf, open);
      assert.deepEqual([own.own?.hasVoted, own.own?.vote?.choice], [true, ['no']]);
    });

    test('a vote is one of each organization, changed until it closes, by whoever votes for it', async () => {
      const all = await scene();
      const { world, rita, olaf, carl } = all;
      const open = await opened(all);
      assert.equal(refused(await voted(olaf, open, ['yes'])), 'not-allowed');
      assert.equal(refused(await voted(carl, open, ['yes'])), 'not-allowed');
      assert.equal(refused(await voted(rita, open, ['maybe'])), 'invalid');
      done(await voted(rita, open, ['yes']));
      done(await voted(await personOf(world, 'ann@alder.example'), open, ['no']));
      world.clock.now += HOUR;
      assert.equal(refused(await voted(rita, open, ['yes'])), 'conflict', 'the time is over');
      await world.store.settled();
      assert.equal(refused(await voted(rita, open, ['yes'])), 'conflict', 'it is closed');
      const { votes, count } = await seen(all, rita, open);
      assert.deepEqual(
        votes.map(({ choice, person: { name } }) => [choice, name]),
        [[['no'], 'Ann']],
      );
      assert.equal(count?.cast, 1);
    });

    test('an organization names who votes for it; where nobody of those is left, its representatives do', async () => {
      const all = await scene();
      const { world, rita, olaf } = all;
      const people = await rita.ballots.voters(world.community);
      const id = people?.people.find(({ name }) => name === 'olaf')?.id ?? '';
      assert.equal(refused(await olaf.ballots.nameVoters(world.community, [id])), 'not-allowed');
      assert.equal(refused(await rita.ballots.nameVoters(world.community, ['nobody'])), 'invalid');
      const outside = (await all.rolf.ballots.voters(world.community))?.people[0]?.id ?? '';
      assert.equal(refused(await rita.ballots.nameVoters(world.community, [outside])), 'invalid');
      const named = done(await rita.ballots.nameVoters(world.community, [id]));
      assert.deepEqual(
        named.persons.map(({ name }) => name),
        ['olaf'],
      );
      const open = await opened(all);
      assert.equal(refused(await voted(rita, open, ['yes'])), 'not-allowed');
      done(await voted(olaf, open, ['yes']));
      done(await all.gina.directory.removePerson(world.community, id));
      done(await voted(rita, open, ['no']));
    });

    test('who left or was suspended is off the roll with its vote, and that the quorum is lost is said', async () => {
      const all = await scene();
      const open = await opened(all, { quorum: { kind: 'number', value: 4 } });
      done(await voted(all.rolf, open, ['no']));
      done(await voted(all.rita, open, ['yes']));
      await suspend(all, 'birch');
      const now = await seen(all, all.rita, open);
      assert.equal(now.roll.length, 3);
      assert.equal(now.isOutOfReach, true);
      await over(all);
      const { outcome, count, votes, decision } = await seen(all, all.rita, open);
      assert.deepEqual([outcome, count?.roll, count?.cast, votes.length], ['no-quorum', 3, 1, 1]);
      assert.equal(decision, undefined, 'nothing was decided');
    });

    test('who joins after it opened has no vote', async () => {
      const all = await scene();
      await suspend(all, 'birch');
      const open = await opened(all);
      await suspend(all, 'birch', 'active');
      assert.equal(refused(await voted(all.rolf, open, ['yes'])), 'not-allowed');
      assert.deepEqual((await all.rolf.ballots.ballots(all.world.community))[0]?.waitsForMe, []);
    });

    test('an anonymous vote is given once, and nothing kept joins it with who gave it', async () => {
      const all = await scene();
      const open = await opened(all, { isAnonymous: true });
      const reason = { choice: ['no'], words: 'We are the smallest' };
      assert.equal(refused(await all.rita.ballots.vote(community, open.id, reason)), 'invalid');
      done(await voted(all.rita, open, ['no']));
      assert.equal(refused(await voted(all.rita, open, ['yes'])), 'conflict');
      const own = await seen(all, all.rita, open);
      assert.deepEqual(own.own, { hasVoted: true });
      assert.ok(!own.may.includes('vote'));
      done(await voted(all.rolf, open, ['yes']));
      done(await voted(all.cora, open, ['yes']));
      await suspend(all, 'birch');
      assert.equal((await seen(all, all.rita, open)).roll.length, 3, 'that it voted is not told');
      await over(all);
      const closed = await seen(all, all.rita, open);
      assert.deepEqual([closed.outcome, closed.count?.cast, closed.votes], ['accepted', 3, []]);
    });

    test('an anonymous ballot is not opened for so few, and with so few votes gives no result', async () => {
      const all = await scene();
      await suspend(all, 'birch');
      await suspend(all, 'alder');
      const draft = await begun(all, { isAnonymous: true });
      const until = all.world.clock.now + HOUR;
      assert.equal(refused(await moved(all.gina, draft, { to: 'open', until })), 'conflict');
      await suspend(all, 'alder', 'active');
      done(await moved(all.gina, draft, { to: 'open', until }));
      done(await voted(all.rita, draft, ['no']));
      done(await voted(all.cora, draft, ['no']));
      await over(all);
      const closed = await seen(all, all.rita, draft);
      assert.deepEqual([closed.outcome, closed.count?.counts], ['too-few', []]);
    });

    test('consent: silence agrees; an objection with a reason stops it', async () => {
      const all = await scene();
      const silent = await opened(all, { type: 'consent' });
      const stopped = await opened(all, { type: 'consent' });
      assert.equal(refused(await voted(all.rolf, stopped, ['object'])), 'invalid');
      const words = 'It costs too much';
      done(await all.rolf.ballots.vote(community, stopped.id, { choice: ['object'], words }));
      await over(all);
      assert.equal((await seen(all, all.olaf, silent)).outcome, 'consented');
      const { outcome, votes } = await seen(all, all.olaf, stopped);
      assert.deepEqual([outcome, votes[0]?.words], ['objected', words]);
    });

    test('a tie goes to the chairs where that was said; one of them decides, with a reason', async () => {
      const all = await scene();
      const open = await opened(all, { type: 'one', options: ['Blue', 'Green'], tie: 'chair' });
      done(await voted(all.rita, open, ['o1']));
      done(await voted(all.rolf, open, ['o2']));
      await over(all);
      assert.deepEqual((await all.carl.ballots.ballots(all.world.community))[0]?.waitsForMe, [
        'settle',
      ]);
      const settle = { to: 'settled', choice: 'o2', words: 'It is the cheaper one' } as const;
      assert.equal(refused(await moved(all.rita, open, settle)), 'not-allowed');
      assert.equal(refused(await moved(all.carl, open, { ...settle, choice: 'o3' })), 'invalid');
      assert.equal(refused(await moved(all.carl, open, { ...settle, words: '' })), 'invalid');
      const both = await Promise.all(
        [all.carl, all.gina].map((chair) => moved(chair, open, settle)),
      );
      assert.deepEqual(both.map(refused).toSorted(), ['conflict', undefined].toSorted());
      const { items } = await all.rita.decisions.decisions(all.world.community, { limit: 10 });
      assert.deepEqual(
        items.map(({ chosen }) => chosen),
        ['Green'],
      );
    });

    test('it closes earlier only when all have voted, and two chairs at once make one result', async () => {
      const all = await scene();
      const open = await opened(all);
      assert.equal(refused(await moved(all.gina, open, { to: 'closed' })), 'conflict');
      for (const who of [all.rita, all.rolf, all.cora, all.gina]) await voted(who, open, ['yes']);
      assert.equal(refused(await moved(all.rita, open, { to: 'closed' })), 'not-allowed');
      const both = await Promise.all(
        [all.carl, all.gina].map((chair) => moved(chair, open, { to: 'closed' })),
      );
      assert.equal(both.filter((one) => refused(one) === undefined).length, 1);
      const { items } = await all.rita.decisions.decisions(all.world.community, { limit: 10 });
      assert.equal(items.length, 1);
    });

    test('a hub that stood still while the time ran out counts when it is back, once', async () => {
      const all = await scene();
      const open = await opened(all);
      done(await voted(all.rita, open, ['yes']));
      all.world.clock.now += 3 * HOUR;
      await all.world.reopen();
      await all.world.store.settled();
      await all.world.store.settled();
      const rita = await personOf(all.world, 'rita@alder.example');
      const closed = await seen(all, rita, open);
      assert.deepEqual([closed.outcome, closed.closedAt], ['accepted', open.openUntil]);
      const { items } = await rita.decisions.decisions(all.world.community, { limit: 10 });
      assert.equal(items.length, 1);
    });

    test('what is for a group is there for nobody else, and only its members are on the roll', async () => {
      const all = await scene();
      const [group] = await all.rita.directory.groups(all.world.community);
      const named = { ...BALLOT, groups: [group?.id ?? ''] };
      const draft = done(await all.gina.ballots.begin(community, named));
      const until = all.world.clock.now + HOUR;
      const open = done(await moved(all.gina, draft, { to: 'open', until }));
      const organizations = ['alder', 'birch', 'gov'].map((slug) => all.world.organization(slug));
      assert.deepEqual(open.roll.toSorted(), organizations.toSorted());
      for (const who of [all.carl, all.cora]) {
        assert.deepEqual(await who.ballots.ballots(community), []);
        assert.equal(await who.ballots.ballot(community, open.id), undefined);
        assert.equal(refused(await voted(who, open, ['yes'])), 'hidden');
        assert.equal(refused(await moved(who, open, { to: 'dropped', words: 'No' })), 'hidden');
      }
      done(await voted(all.rolf, open, ['yes']));
      await over(all);
      const told = async (who: Handle): Promise<number> =>
        (await who.decisions.decisions(community, { limit: 10 })).items.length;
      assert.deepEqual([await told(all.cora), await told(all.rolf)], [0, 1]);
    });
  });
}

describe('the box of an anonymous ballot', () => {
  test('holds votes sorted in one row while it is open, and is gone once they are counted', async () => {
    await using world = await smallWorld(undefined, [
      person('gina', 'gov', ['chair', 'representative']),
      person('rita', 'alder', ['representative']),
      person('rolf', 'birch', ['representative']),
    ]);
    const [gina, rita, rolf] = await Promise.all(
      ['gina@gov', 'rita@alder', 'rolf@birch'].map((who) => personOf(world, `${who}.example`)),
    );
    assert.ok(gina && rita && rolf);
    const ballot = { ...BALLOT, isAnonymous: true };
    const { id } = done(await gina.ballots.begin(world.community, ballot));
    const until = world.clock.now + HOUR;
    done(await gina.ballots.move(world.community, id, { to: 'open', until }));
    for (const [who, key] of [
      [gina, 'yes'],
      [rita, 'no'],
      [rolf, 'yes'],
    ] as const) {
      world.clock.now += 1000;
      done(await who.ballots.vote(world.community, id, { choice: [key] }));
    }
    const directory = await mkdtemp(join(tmpdir(), 'tocsin-box-'));
    const files = await world.store.unguarded('backup').backup(join(directory, 'open'));
    const kept = new DatabaseSync(files.file, { readOnly: true });
    const box = kept.prepare('SELECT choices FROM ballot_box').all();
    assert.deepEqual(
      box.map((row) => row['choices']),
      ['["[\\"no\\"]","[\\"yes\\"]","[\\"yes\\"]"]'],
    );
    assert.deepEqual(kept.prepare('SELECT * FROM ballot_vote').all(), []);
    const [roll] = kept.prepare('SELECT * FROM ballot_roll').all();
    assert.deepEqual(Object.keys(roll ?? {}).toSorted(), ['ballot', 'has_voted', 'organization']);
    kept.close();
    world.clock.now += HOUR;
    await world.store.settled();
    const later = await world.store.unguarded('backup').backup(join(directory, 'counted'));
    const counted = new DatabaseSync(later.file, { readOnly: true });
    assert.deepEqual(counted.prepare('SELECT * FROM ballot_box').all(), []);
    counted.close();
    await rm(directory, { recursive: true, force: true });
  });
});

interface Scene {
  readonly world: SmallWorld;
  readonly gina: Handle;
  readonly carl: Handle;
  readonly rita: Handle;
  readonly rolf: Handle;
  readonly cora: Handle;
  readonly olaf: Handle;
}

const BALLOT: NewBallot = {
  title: 'Meet in May',
  text: 'In the harbour office.',
  type: 'yes-no',
  options: [],
  majority: 'simple',
  quorum: { kind: 'none', value: 0 },
  tie: 'stays',
  isAnonymous: false,
  level: 'green',
};

function person(name: string, organization: string, roles: string[]): World['people'][number] {
  return {
    email: `${name}@${organization}.example`,
    name,
    organization,
    roles: { ports: roles as NonNullable<World['people'][number]['roles']>[string] },
  };
}

async function suspend(
  { world, gina }: Scene,
  slug: string,
  state: 'suspended' | 'active' = 'suspended',
): Promise<void> {
  const organization = world.organization(slug);
  done(await gina.directory.setMemberState(world.community, organization, state));
}

function done<T>(answer: T | Refusal | undefined): T {
  if (answer === undefined) throw new Error('There is none');
  if (typeof answer === 'object' && answer !== null && 'refused' in answer)
    throw new Error(answer.words);
  return answer;
}

function refused(answer: object): string | undefined {
  return 'refused' in answer ? String(answer.refused) : undefined;
}
