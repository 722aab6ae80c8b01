import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { NO_REVIEW } from '@tocsin/policy';
import type { ReviewRules } from '@tocsin/policy';
import { batchOf, indicator, personOf, smallWorld } from '../exchange/world.test-support.ts';
import { engines } from '../exchange/engines.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { Handle, NewContribution, Receipt, Refusal, Released, World } from '../store.ts';

const ALWAYS: ReviewRules = { ...NO_REVIEW, green: 'always' };
const DAY = 86_400_000;

for (const engine of await engines()) {
  describe(`the sharing officer's desk on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });

    /** Alder has two officers, an analyst and a representative; what it shares as GREEN waits. */
    const scene = async (rules: ReviewRules = ALWAYS): Promise<Scene> => {
      const world = await smallWorld(await engine.database());
      worlds.push(world);
      const person = (
        email: string,
        role: 'sharing-officer' | 'analyst',
      ): World['people'][number] => ({
        email: `${email}@alder.example`,
        name: email,
        organization: 'alder',
        roles: { ports: [role] },
      });
      await world.store.unguarded('provision').provision({
        ...NOTHING,
        people: [
          person('olaf', 'sharing-officer'),
          person('otto', 'sharing-officer'),
          person('amy', 'analyst'),
          person('abe', 'analyst'),
        ],
      });
      const at = (name: string): Promise<Handle> => personOf(world, `${name}@alder.example`);
      const people = {
        ann: await at('ann'),
        olaf: await at('olaf'),
        otto: await at('otto'),
        amy: await at('amy'),
        abe: await at('abe'),
      };
      const set = await people.ann.review.setRules(world.community, rules);
      assert.ok(!('refused' in set), JSON.stringify(set));
      return { world, ...people };
    };
    const share = (
      who: Handle,
      world: SmallWorld,
      more: Partial<NewContribution> = {},
    ): Promise<Receipt> =>
      who.exchange.contribute({
        community: world.community,
        kind: 'indicators',
        title: 'Seen tonight',
        text: 'On host fileserver7',
        via: 'web',
        marking: { level: 'green', audience: { everyone: true } },
        objects: batchOf(indicator('evil.example')),
        ...more,
      });
    const release = async (
      who: Handle,
      world: SmallWorld,
      { id, more = {} }: { id: string; more?: Partial<Released> },
    ): Promise<Receipt | Refusal> => {
      const { content } = (await who.review.review(world.community, id)) ?? {};
      if (content === undefined) return { refused: 'hidden', words: '' };
      return who.review.release(world.community, id, {
        title: content.title ?? '',
        text: content.text ?? '',
        objects: content.objects,
        isChanged: false,
        ...more,
      });
    };
    const seenBy = async (who: Handle, { community }: SmallWorld): Promise<string[]> =>
      (await who.exchange.page({ community, limit: 50 })).rows.map(({ title }) => title);

    test('keeps back what the rules name: seen by the sharer and the officers, and in no way by others', async () => {
      const { world, amy, abe, ann, olaf, otto } = await scene();
      const receipt = await share(amy, world);
      assert.deepEqual(
        [receipt.review?.state, receipt.review?.waiting.length, receipt.counts.kept],
        ['waiting', 1, 0],
      );
      for (const who of [amy, olaf, otto]) {
        assert.equal((await who.review.reviews(world.community)).length, 1);
        assert.equal((await who.exchange.receipt(receipt.id))?.review?.state, 'waiting');
        const seen = await who.review.review(world.community, receipt.id);
        assert.equal(seen?.content?.text, 'On host fileserver7');
      }
      const birch = await personOf(world, 'bob@birch.example');
      const others = [ann, abe, birch, await world.at('alder'), await world.at('birch')];
      for (const who of others) {
        assert.deepEqual(await who.review.reviews(world.community), []);
        assert.equal(await who.review.review(world.community, receipt.id), undefined);
        assert.equal(await who.exchange.receipt(receipt.id), undefined);
        const { community } = world;
        for (const act of ['hold', 'giveBack', 'withdraw'] as const) {
          const said = await who.review[act](community, receipt.id, 'x');
          assert.equal(refused(said), 'hidden', act);
        }
      }
      for (const who of [...others, amy, olaf]) {
        assert.deepEqual(await seenBy(who, world), []);
        const [hits] = await who.exchange.lookup([{ kind: 'domain', value: 'evil.example' }]);
        assert.deepEqual(hits, []);
        assert.deepEqual(await who.exchange.search({ text: 'evil', limit: 5 }), []);
        const own = await who.exchange.receipts({ community: world.community, limit: 5 });
        assert.deepEqual(own, []);
      }
    });

    test('lets go what the rules do not name, and what no shield warned of', async () => {
      const { world, amy } = await scene({ ...NO_REVIEW, green: 'warned' });
      assert.equal((await share(amy, world)).counts.kept, 1);
      const found = { rule: 'user-name', severity: 'warn', done: 'told' as const, count: 1 };
      const shield = { rules: '3', sha256: '00', bytes: 1, found: [found] };
      const warned = await share(amy, world, {
        shield,
        objects: batchOf(indicator('worse.example')),
      });
      assert.equal(warned.review?.state, 'waiting');
      const amber = await share(amy, world, {
        shield,
        marking: { level: 'amber', audience: { everyone: true } },
        objects: batchOf(indicator('third.example')),
      });
      assert.equal(amber.counts.kept, 1);
      const later = await share(amy, world, {
        shield,
        marking: {
          level: 'amber',
          audience: { everyone: true },
          changes: [{ at: world.clock.now + DAY, level: 'green' }],
        },
        objects: batchOf(indicator('fourth.example')),
      });
      assert.equal(later.review?.state, 'waiting', 'also when it only becomes GREEN');
    });

    test('a released share is there under its id, as if its sharer had brought it then', async () => {
      const { world, amy, abe, olaf, ann } = await scene();
      const { id } = await share(amy, world, {
        marking: { level: 'red', audience: { persons: [await idOf(world, 'bob@birch.example')] } },
      });
      assert.equal((await amy.exchange.receipt(id))?.counts.kept, 1, 'RED does not wait here');
      await ann.review.setRules(world.community, { ...ALWAYS, red: 'always' });
      const bob = await personOf(world, 'bob@birch.example');
      const red = await share(amy, world, {
        marking: { level: 'red', audience: { persons: [await idOf(world, 'bob@birch.example')] } },
        objects: batchOf(indicator('red.example')),
      });
      world.clock.now += 1000;
      const done = await release(olaf, world, { id: red.id });
      assert.ok('counts' in done, JSON.stringify(done));
      assert.deepEqual([done.id, done.counts.kept], [red.id, 1]);
      assert.ok((await seenBy(bob, world)).includes('Seen red.example'));
      assert.ok((await seenBy(amy, world)).includes('Seen red.example'), 'its author keeps it');
      assert.ok(!(await seenBy(abe, world)).includes('Seen red.example'), 'RED names bob and amy');
      assert.equal((await amy.exchange.receipt(red.id))?.review?.state, 'released');
      const again = await release(olaf, world, { id: red.id });
      assert.equal(refused(again), 'hidden', 'what was in it is kept here no more');
    });

    test('is released with changes: what was taken out is nowhere', async () => {
      const { world, amy, olaf } = await scene();
      const { id } = await share(amy, world);
      const done = await release(olaf, world, {
        id,
        more: {
          text: 'On a file server',
          objects: batchOf(indicator('other.example')),
          isChanged: true,
        },
      });
      assert.ok('counts' in done);
      const birch = await world.at('birch');
      assert.deepEqual(await seenBy(birch, world), ['Seen other.example']);
      assert.equal((await birch.exchange.contribution(id))?.text, 'On a file server');
    });

    test('nobody decides about their own share while there is another officer', async () => {
      const { world, olaf, otto, ann } = await scene();
      const { id } = await share(olaf, world);
      const [mine] = await olaf.review.reviews(world.community);
      assert.deepEqual([mine?.may, mine?.needsAnother], [['hold', 'withdraw'], true]);
      const own = await release(olaf, world, { id });
      assert.equal(refused(own), 'not-allowed');
      const done = await release(otto, world, { id });
      assert.ok('counts' in done);
      const ottoId = await idOf(world, 'otto@alder.example');
      const gone = await ann.directory.setRoles(world.community, ottoId, ['analyst']);
      assert.equal(gone, true);
      const next = await share(olaf, world, { objects: batchOf(indicator('alone.example')) });
      const alone = await release(olaf, world, { id: next.id });
      assert.ok('counts' in alone, 'the only officer there is');
    });

    test('is returned with a reason, held, or taken back; then it waits no more', async () => {
      const { world, amy, olaf, otto } = await scene();
      const { community } = world;
      const { id } = await share(amy, world);
      assert.equal(refused(await amy.review.hold(community, id)), 'not-allowed');
      assert.equal(refused(await olaf.review.giveBack(community, id, ' ')), 'invalid');
      const held = await olaf.review.hold(community, id, 'Asking the lawyers');
      assert.ok('state' in held && held.state === 'held');
      assert.equal(held.decided?.words, 'Asking the lawyers');
      const back = await otto.review.giveBack(community, id, 'Take the host name out');
      assert.ok('state' in back && back.state === 'returned');
      const receipt = await amy.exchange.receipt(id);
      assert.deepEqual(
        [receipt?.review?.state, receipt?.review?.words],
        ['returned', 'Take the host name out'],
      );
      assert.equal(refused(await release(olaf, world, { id })), 'conflict');
      assert.equal((await amy.review.review(community, id))?.content?.title, 'Seen tonight');
      world.clock.now += 31 * DAY;
      const later = await amy.review.review(community, id);
      assert.deepEqual([later?.title, later?.content], ['', undefined]);
      const second = await share(amy, world);
      const taken = await amy.review.withdraw(community, second.id);
      assert.ok('state' in taken && taken.state === 'withdrawn');
      assert.equal((await olaf.review.review(community, second.id))?.content, undefined);
    });

    test('leaves under the rules of the moment it is released', async () => {
      const { world, amy, olaf, ann } = await scene();
      const { id } = await share(amy, world);
      const amyId = await idOf(world, 'amy@alder.example');
      await ann.directory.setRoles(world.community, amyId, ['reader']);
      assert.equal(refused(await release(olaf, world, { id })), 'conflict', 'amy only reads now');
      await ann.directory.setRoles(world.community, amyId, ['analyst']);
      await world.store.unguarded('provision').provision({
        ...NOTHING,
        memberships: [{ community: 'ports', organization: 'birch', state: 'suspended' }],
      });
      assert.ok('counts' in (await release(olaf, world, { id })));
      assert.deepEqual(await seenBy(await world.at('cedar'), world), ['Seen evil.example']);
    });

    test('of a release and a return at once, one holds', async () => {
      const { world, amy, olaf, otto } = await scene();
      const { id } = await share(amy, world);
      const [out, back] = await Promise.all([
        release(olaf, world, { id }),
        otto.review.giveBack(world.community, id, 'Not yet'),
      ]);
      const isOut = 'counts' in out;
      assert.notEqual(isOut, 'state' in back);
      const seen = await seenBy(await world.at('birch'), world);
      assert.deepEqual(seen, isOut ? ['Seen evil.example'] : []);
      const receipt = await amy.exchange.receipt(id);
      assert.equal(receipt?.review?.state, isOut ? 'released' : 'returned');
    });

    test('what waits outlives the end of the program', async () => {
      const { world, amy } = await scene();
      const { id } = await share(amy, world);
      await world.reopen();
      const olaf = await personOf(world, 'olaf@alder.example');
      assert.ok('counts' in (await release(olaf, world, { id })));
    });

    test('only a representative says what waits, and not without an officer', async () => {
      const { world, amy, olaf } = await scene();
      for (const who of [amy, olaf, await world.at('alder')]) {
        assert.equal(refused(await who.review.setRules(world.community, NO_REVIEW)), 'not-allowed');
      }
      const setting = await amy.review.rules(world.community);
      assert.deepEqual(
        [setting?.rules.green, setting?.officers.map(({ name }) => name), setting?.maySet],
        ['always', ['olaf', 'otto'], false],
      );
      const birch = await personOf(world, 'bob@birch.example');
      assert.equal((await birch.review.rules(world.community))?.rules.green, 'never');
    });

    test('a determination is of one version, by the name it stands under', async () => {
      const { world, amy, olaf, ann } = await scene(NO_REVIEW);
      const object = indicator('signed.example');
      await share(amy, world, { objects: batchOf(object) });
      const { community } = world;
      const by = (who: Handle): Promise<unknown> => who.review.determination(object.id, community);
      assert.equal(await by(amy), undefined);
      assert.equal(
        refused(await amy.review.determine(object.id, community, 'needed')),
        'not-allowed',
      );
      const birch = await personOf(world, 'bob@birch.example');
      assert.equal(refused(await birch.review.determine(object.id, community, 'needed')), 'hidden');
      const made = await olaf.review.determine(object.id, community, 'no-personal-data');
      assert.ok('sha256' in made);
      const text = JSON.stringify(object);
      assert.equal(made.sha256, createHash('sha256').update(text).digest('hex'));
      const told = await birch.review.determination(object.id, community);
      assert.deepEqual(
        [told?.what, told?.by, told?.person],
        ['no-personal-data', world.organization('alder'), undefined],
      );
      assert.equal((await ann.review.determination(object.id, community))?.person?.name, 'olaf');
      world.clock.now += 1000;
      await share(amy, world, {
        objects: batchOf({ ...object, modified: '2026-02-01T00:00:00.000Z' }),
      });
      assert.equal(await by(birch), undefined, 'a new version was determined by nobody');
    });

    test('a determination under an alias names the alias only', async () => {
      const { world, amy, olaf, ann } = await scene({ ...NO_REVIEW, green: 'always' });
      const alias = await amy.attribution.aliasFor(world.community, 'pseudonym');
      assert.ok('id' in alias);
      const object = indicator('hidden.example');
      const { id } = await share(amy, world, { as: alias.id, objects: batchOf(object) });
      const done = await release(olaf, world, {
        id,
        more: { determination: 'no-personal-data' },
      });
      assert.ok('counts' in done && done.counts.kept === 1, JSON.stringify(done));
      const birch = await world.at('birch');
      const told = await birch.review.determination(object.id, world.community);
      assert.deepEqual([told?.by, told?.person], [alias.id, undefined]);
      const own = await ann.review.determination(object.id, world.community);
      assert.equal(own?.person?.name, 'olaf');
    });
  });
}

const NOTHING: World = {
  communities: [],
  organizations: [],
  memberships: [],
  groups: [],
  tokens: [],
  people: [],
};

interface Scene {
  readonly world: SmallWorld;
  readonly ann: Handle;
  readonly olaf: Handle;
  readonly otto: Handle;
  readonly amy: Handle;
  readonly abe: Handle;
}

function refused(answer: object): string | undefined {
  return 'refused' in answer ? String(answer.refused) : undefined;
}

async function idOf(world: SmallWorld, email: string): Promise<string> {
  return (await world.store.door.account({ email }))?.person ?? '';
}
