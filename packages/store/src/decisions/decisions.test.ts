import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { engines } from '../exchange/engines.test-support.ts';
import { personOf, smallWorld } from '../exchange/world.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { Decision, Handle, NewDecision, Refusal, World } from '../store.ts';
import { DECISION_PAST_DAYS_MAX } from './limits.ts';

const DAY = 86_400_000;

for (const engine of await engines()) {
  describe(`decisions on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });
    const scene = async (): Promise<Scene> => {
      const world = await smallWorld(await engine.database(), [
        person('carl', 'cedar', ['chair']),
        person('rita', 'alder', ['representative']),
        person('olaf', 'birch', ['analyst']),
      ]);
      worlds.push(world);
      return {
        world,
        carl: await personOf(world, 'carl@cedar.example'),
        rita: await personOf(world, 'rita@alder.example'),
        olaf: await personOf(world, 'olaf@birch.example'),
      };
    };
    const record = (
      { world }: Scene,
      who: Handle,
      more: Partial<NewDecision> = {},
    ): Promise<Decision | Refusal> => who.decisions.record(world.community, { ...MINUTE, ...more });
    const titles = async (
      { world }: Scene,
      who: Handle,
      query: Parameters<Handle['decisions']['decisions']>[1] = { limit: 50 },
    ): Promise<string[]> =>
      (await who.decisions.decisions(world.community, query)).items.map(({ title }) => title);

    test('chairs enter what was ruled; representatives what was agreed; nobody enters a ballot by hand', async () => {
      const all = await scene();
      for (const kind of ['minute', 'ruling', 'consent'] as const)
        done(await record(all, all.carl, { kind, title: kind }));
      assert.equal(refused(await record(all, all.carl, { kind: 'ballot' })), 'not-allowed');
      done(await record(all, all.rita, { title: 'agreed' }));
      assert.equal(refused(await record(all, all.rita, { kind: 'ruling' })), 'not-allowed');
      assert.equal(refused(await record(all, all.olaf)), 'not-allowed');
      const found = await titles(all, all.olaf);
      assert.deepEqual(found.toSorted(), ['agreed', 'consent', 'minute', 'ruling']);
    });

    test('a later one replaces it, and both say so; nothing is replaced twice', async () => {
      const all = await scene();
      const first = done(await record(all, all.carl, { title: 'Meet on Mondays' }));
      all.world.clock.now += 1000;
      const second = done(
        await record(all, all.carl, { title: 'Meet on Fridays', replaces: first.id }),
      );
      assert.deepEqual(second.replaces, { id: first.id, title: 'Meet on Mondays' });
      const read = await all.olaf.decisions.decision(all.world.community, first.id);
      assert.deepEqual(read?.replacedBy, { id: second.id, title: 'Meet on Fridays' });
      assert.equal(refused(await record(all, all.rita, { replaces: first.id })), 'conflict');
      assert.equal(refused(await record(all, all.rita, { replaces: 'nothing' })), 'invalid');
      assert.deepEqual(await titles(all, all.olaf, { limit: 9, isStanding: true }), [
        'Meet on Fridays',
      ]);
    });

    test('what is for a group is told to nobody else: not by a link, not by a refusal', async () => {
      const all = await scene();
      const [group] = await all.rita.directory.groups(all.world.community);
      const open = done(await record(all, all.carl, { title: 'For all' }));
      const own = await record(all, all.rita, {
        title: 'Ours',
        groups: [group?.id ?? ''],
        replaces: open.id,
      });
      assert.deepEqual(await titles(all, all.carl), ['For all']);
      const read = await all.carl.decisions.decision(all.world.community, open.id);
      assert.equal(read?.replacedBy, undefined);
      assert.equal(await all.carl.decisions.decision(all.world.community, done(own).id), undefined);
      // Replaced where carl does not see it: for him it stands, and he may replace it.
      assert.deepEqual(await titles(all, all.carl, { limit: 9, isStanding: true }), ['For all']);
      done(await record(all, all.carl, { title: 'Anew', replaces: open.id }));
      const unknown = await record(all, all.carl, { replaces: done(own).id });
      const absent = await record(all, all.carl, { replaces: 'nothing' });
      assert.deepEqual(unknown, absent);
    });

    test('it rests on what whoever enters it can read', async () => {
      const all = await scene();
      const { community } = all.world;
      const paper = done(
        await all.rita.papers.begin(community, {
          kind: 'other',
          title: 'Unseen',
          level: 'green',
          sections: [],
          note: '',
        }),
      );
      const rests = { paper: { id: paper.id, n: 1 } };
      const entered = done(await record(all, all.rita, rests));
      assert.deepEqual(entered.paper, { id: paper.id, n: 1, title: 'Unseen' });
      const read = await all.olaf.decisions.decision(community, entered.id);
      assert.equal(read?.paper, undefined, 'a draft is not told of by what rests on it');
      const absent = { paper: { id: paper.id, n: 2 } };
      assert.equal(refused(await record(all, all.rita, absent)), 'invalid');
      assert.equal(refused(await record(all, all.rita, { ballot: 'nothing' })), 'invalid');
    });

    test('it was agreed at some time that is over, and not too long ago', async () => {
      const all = await scene();
      const { now } = all.world.clock;
      assert.equal(refused(await record(all, all.carl, { decidedAt: now + 1 })), 'invalid');
      const old = now - DECISION_PAST_DAYS_MAX * DAY;
      assert.equal(refused(await record(all, all.carl, { decidedAt: old - 1 })), 'invalid');
      assert.equal(done(await record(all, all.carl, { decidedAt: old })).decidedAt, old);
    });

    test('pages, kinds and words find each decision once', async () => {
      const all = await scene();
      for (let n = 0; n < 7; n += 1) {
        // Two at a time at the same instant.
        if (n % 2 === 0) all.world.clock.now += 1000;
        const kind = n < 3 ? 'ruling' : 'minute';
        done(await record(all, all.carl, { kind, title: `Number ${String(n)}` }));
      }
      const found: string[] = [];
      let before: number | undefined;
      for (;;) {
        const query = { limit: 3, ...(before === undefined ? {} : { before }) };
        const page = await all.olaf.decisions.decisions(all.world.community, query);
        found.push(...page.items.map(({ title }) => title));
        before = page.items.at(-1)?.recordedAt;
        if (!page.more) break;
      }
      assert.equal(found.length, 7);
      assert.equal(new Set(found).size, 7);
      assert.equal((await titles(all, all.olaf, { limit: 9, kind: 'ruling' })).length, 3);
      assert.deepEqual(await titles(all, all.olaf, { limit: 9, words: 'NUMBER 5' }), ['Number 5']);
    });
  });
}

interface Scene {
  readonly world: SmallWorld;
  readonly carl: Handle;
  readonly rita: Handle;
  readonly olaf: Handle;
}

const MINUTE: NewDecision = { kind: 'minute', title: 'We meet in May', text: '', level: 'green' };

function person(name: string, organization: string, roles: string[]): World['people'][number] {
  return {
    email: `${name}@${organization}.example`,
    name,
    organization,
    roles: { ports: roles as NonNullable<World['people'][number]['roles']>[string] },
  };
}

function done(answer: Decision | Refusal): Decision;
function done<T extends object>(answer: T | Refusal): T;
function done(answer: object): object {
  if ('refused' in answer) throw new Error(JSON.stringify(answer));
  return answer;
}

function refused(answer: object): string | undefined {
  return 'refused' in answer ? String(answer.refused) : undefined;
}
