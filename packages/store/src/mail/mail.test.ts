import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { engines } from '../exchange/engines.test-support.ts';
import { personOf, smallWorld } from '../exchange/world.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { Mailroom, Refusal } from '../store.ts';
import { LETTERS_PER_DAY } from '../people/limits.ts';
import { LETTER_TAKEN_MAX, LETTER_WAITS, ROUND_EVERY } from './limits.ts';

const DAY = 86_400_000;

for (const engine of await engines()) {
  describe(`mail on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });

    const scene = async (): Promise<{
      world: SmallWorld;
      room: Mailroom;
      invite: (email?: string, sealed?: string) => Promise<{ id: string } | Refusal>;
    }> => {
      const world = await smallWorld(await engine.database());
      worlds.push(world);
      await world.store.unguarded('provision').provision({
        communities: [],
        organizations: [],
        memberships: [],
        people: [
          {
            email: 'gina@gov.example',
            name: 'Gina',
            organization: 'gov',
            roles: { ports: ['chair'] },
          },
        ],
        groups: [],
        tokens: [],
      });
      const gina = await personOf(world, 'gina@gov.example');
      let n = 0;
      const invite = (
        email?: string,
        sealed = 'sealed words',
      ): Promise<{ id: string } | Refusal> => {
        n += 1;
        return gina.directory.invite({
          community: world.community,
          class: 'member',
          roles: ['representative'],
          ...(email === undefined ? {} : { email }),
          secretHash: new Uint8Array(32).map((_, at) => (at === 0 ? n % 256 : n >> 8)),
          expiresAt: world.clock.now + 14 * DAY,
          letter: { sealed },
        });
      };
      return { world, room: world.store.unguarded('mail').mail, invite };
    };

    test('a letter is given to one taker, and to another when that one fell over', async () => {
      const { world, room, invite } = await scene();
      await invite('dora@dogwood.example');
      const both = await Promise.all([room.takeLetters(5), room.takeLetters(5)]);
      assert.equal(both.flat().length, 1);
      assert.deepEqual(await room.takeLetters(5), []);
      world.clock.now += LETTER_TAKEN_MAX;
      const [again] = await room.takeLetters(5);
      assert.equal(again?.tries, 1);
      await room.sent(again?.id ?? '');
      world.clock.now += LETTER_TAKEN_MAX;
      assert.deepEqual(await room.takeLetters(5), []);
    });

    test('a letter that never goes is given up after the last wait, and its words are gone', async () => {
      const { world, room, invite } = await scene();
      await invite('dora@dogwood.example');
      const states: string[] = [];
      for (let tries = 0; tries <= LETTER_WAITS.length; tries += 1) {
        const [letter] = await room.takeLetters(5);
        assert.equal(letter?.sealed, 'sealed words');
        states.push(await room.notSent(letter?.id ?? '', { why: 'busy', isForGood: false }));
        world.clock.now += LETTER_WAITS[tries] ?? DAY;
      }
      assert.equal(states.at(-1), 'failed');
      assert.ok(states.slice(0, -1).every((state) => state === 'waiting'));
      assert.deepEqual(await room.takeLetters(5), []);
      const gina = await personOf(world, 'gina@gov.example');
      const [row] = await gina.directory.invitations(world.community);
      assert.deepEqual(row?.letter, { state: 'failed', why: 'busy' });
    });

    test('a letter without an address, or one that is too long, is refused, and the invitation with it', async () => {
      const { world, invite } = await scene();
      assert.equal(refused(await invite()), 'invalid');
      assert.equal(refused(await invite('dora@dogwood.example', 'x'.repeat(20_001))), 'invalid');
      const gina = await personOf(world, 'gina@gov.example');
      assert.deepEqual(await gina.directory.invitations(world.community), []);
    });

    test('an organization writes to so many a day, and on the next day again', async () => {
      const { world, invite } = await scene();
      for (let n = 0; n < LETTERS_PER_DAY; n += 1) {
        const made = await invite(`guest${String(n)}@dogwood.example`);
        assert.ok('id' in made, JSON.stringify(made));
      }
      assert.equal(refused(await invite('late@dogwood.example')), 'conflict');
      world.clock.now += DAY;
      assert.ok('id' in (await invite('late@dogwood.example')));
    });

    test('everybody who takes part is looked at once an hour, nobody twice at a time', async () => {
      const { world, room } = await scene();
      const both = await Promise.all([room.takeRounds(100), room.takeRounds(100)]);
      const keys = both.flat().map(({ person, organization }) => `${person} ${organization}`);
      assert.equal(new Set(keys).size, keys.length);
      assert.ok(keys.length > 0);
      assert.deepEqual(await room.takeRounds(100), []);
      world.clock.now += ROUND_EVERY;
      assert.equal((await room.takeRounds(100)).length, keys.length);
    });

    test('what somebody was told is kept as long as it waits, and told anew when it comes again', async () => {
      const { room } = await scene();
      const [round] = await room.takeRounds(1);
      assert.ok(round !== undefined);
      await room.tell(round, {
        now: [
          { duty: 'one', stage: 'new' },
          { duty: 'two', stage: 'before' },
        ],
        duties: ['one', 'two'],
      });
      await room.tell(round, { now: [{ duty: 'one', stage: 'before' }], duties: ['one'] });
      const told = (await room.told(round)).map(({ duty, stage }) => `${duty} ${stage}`);
      assert.deepEqual(told.toSorted(), ['one before', 'one new']);
      await room.tell(round, { now: [], duties: [] });
      assert.deepEqual(await room.told(round), []);
    });

    test('an address that takes none is left alone until its person asks', async () => {
      const { world, room } = await scene();
      const rounds = await room.takeRounds(100);
      const round = rounds.find(({ address }) => address === 'gina@gov.example');
      assert.ok(round !== undefined);
      await room.stop(round, 'No such mailbox');
      world.clock.now += ROUND_EVERY;
      const next = (await room.takeRounds(100)).map(({ address }) => address);
      assert.ok(!next.includes('gina@gov.example'));
      const gina = await personOf(world, 'gina@gov.example');
      assert.equal((await gina.mail.stopped())?.why, 'No such mailbox');
      await gina.mail.resume();
      assert.equal(await gina.mail.stopped(), undefined);
      world.clock.now += ROUND_EVERY;
      const later = (await room.takeRounds(100)).map(({ address }) => address);
      assert.ok(later.includes('gina@gov.example'));
    });
  });
}

function refused(answer: { id: string } | Refusal): string | undefined {
  return 'refused' in answer ? answer.refused : undefined;
}
