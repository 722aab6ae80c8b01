import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { engines } from '../exchange/engines.test-support.ts';
import { batchOf, indicator, personOf, smallWorld } from '../exchange/world.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { Attestation, Handle, MarkingInput, Refusal } from '../store.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHOWN = 'a'.repeat(64);
const HIDDEN = { refused: 'hidden', words: 'There is no such thing here' };
const ABSENT = 'indicator--00000000-0000-4000-8000-000000000000';

for (const engine of await engines()) {
  describe(`confirming before opening on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });

    const scene = async (): Promise<Scene> => {
      const world = await smallWorld(await engine.database(), PEOPLE);
      worlds.push(world);
      const by = (email: string): Promise<Handle> => personOf(world, email);
      const [ann, bob, rita, chair] = [
        await by('ann@alder.example'),
        await by('bob@birch.example'),
        await by('rita@birch.example'),
        await by('cleo@cedar.example'),
      ];
      const share = async (marking: MarkingInput, count = 1): Promise<string[]> => {
        const objects = Array.from({ length: count }, (_, place) =>
          indicator(`n${String(place)}-${String((world.clock.now += 1000))}.example`),
        );
        await ann.exchange.contribute({
          community: world.community,
          kind: 'bundle',
          via: 'web',
          marking,
          objects: batchOf(...objects),
        });
        world.clock.now += 1000;
        return objects.map(({ id }) => id);
      };
      return { world, ann, bob, rita, chair, share };
    };
    const red = async (...who: Handle[]): Promise<MarkingInput> => ({
      level: 'red',
      audience: { persons: await Promise.all(who.map(idOf)) },
    });

    test('is asked at RED, once for a share, of those it is for, with how many were named', async () => {
      const { world, ann, bob, rita, share } = await scene();
      const [first = '', second = ''] = await share(await red(bob, rita), 2);
      assert.deepEqual(await seen(world, bob, first), { asked: 'red', named: 2 });
      assert.equal(await isMissing(world, bob, first), true);
      assert.equal(await confirm(world, bob, first), true);
      assert.equal(await isMissing(world, bob, first), false);
      assert.equal(await isMissing(world, bob, second), false, 'it came in the same share');
      const at = world.clock.now;
      assert.deepEqual(await seen(world, bob, second), { named: 2, given: { level: 'red', at } });
      assert.equal(await isMissing(world, rita, first), true, 'each confirms for themselves');
      const [third = ''] = await share(await red(bob));
      assert.equal(await isMissing(world, bob, third), true, 'another share');
      assert.equal(await isMissing(world, ann, first), false, 'the source is not asked');
    });

    test('leaves whoever may not read it with what is not there', async () => {
      const { world, bob, rita, share } = await scene();
      const [id = ''] = await share(await red(bob));
      for (const one of [id, ABSENT]) {
        assert.equal(await rita.attestation.of(one, world.community), undefined);
        const wish = { community: world.community, id: one, labelId: 1, shown: SHOWN };
        assert.deepEqual(await rita.attestation.confirm(wish), HIDDEN);
      }
      assert.deepEqual(await (await world.at('gov')).attestation.of(id, 'elsewhere'), undefined);
    });

    test('is asked again when it is marked higher or narrower, and not when it is lowered', async () => {
      const { world, ann, bob, rita, chair, share } = await scene();
      await chair.attestation.setRule(world.community, 'red-and-amber');
      const everyone: MarkingInput = { level: 'amber', audience: { everyone: true } };
      const [id = ''] = await share(everyone);
      assert.equal(await confirm(world, bob, id, 'We run the same gateways'), true);
      assert.equal(await isMissing(world, bob, id), false);
      await ann.exchange.remark(id, world.community, { ...everyone, limits: { clients: false } });
      assert.equal(await isMissing(world, bob, id), true);
      assert.equal(await confirm(world, bob, id, 'We run the same gateways'), true);
      await ann.exchange.remark(id, world.community, await red(bob, rita));
      assert.deepEqual((await seen(world, bob, id)).asked, 'red');
      assert.equal(await confirm(world, bob, id), true);
      await ann.exchange.remark(id, world.community, await red(bob));
      assert.equal(await isMissing(world, bob, id), true, 'fewer are named');
      assert.equal(await confirm(world, bob, id), true);
      await ann.exchange.remark(id, world.community, {
        level: 'green',
        audience: { everyone: true },
      });
      assert.equal(await isMissing(world, bob, id), false);
      await ann.exchange.remark(id, world.community, await red(bob));
      assert.equal(await isMissing(world, bob, id), false, 'this very marking was confirmed');
    });

    test('is asked again once the clock has raised what was confirmed', async () => {
      const { world, bob, chair, share } = await scene();
      await chair.attestation.setRule(world.community, 'red-and-amber');
      const persons = [await idOf(bob)];
      const at = world.clock.now + DAY;
      const [id = ''] = await share({
        level: 'amber',
        audience: { persons },
        changes: [{ at, level: 'red' }],
      });
      assert.equal(await confirm(world, bob, id, 'On call'), true);
      assert.equal(await isMissing(world, bob, id), false);
      world.clock.now = at;
      assert.equal((await seen(world, bob, id)).asked, 'red');
    });

    test('needs a reason at AMBER, and the marking that was shown', async () => {
      const { world, ann, bob, share } = await scene();
      const wish: MarkingInput = {
        level: 'amber',
        audience: { everyone: true },
        terms: { attest: true },
      };
      const [id = ''] = await share(wish);
      for (const reason of ['', '  ', 'x'.repeat(301)]) {
        const told = await confirm(world, bob, id, reason);
        assert.ok(told !== true && told.refused === 'invalid', reason);
      }
      const shown = await bob.attestation.of(id, world.community);
      await ann.exchange.remark(id, world.community, { ...wish, limits: { providers: false } });
      const labelId = shown?.row.labelId ?? 0;
      const late = { community: world.community, id, labelId, shown: SHOWN, reason: 'On call' };
      const told = await bob.attestation.confirm(late);
      assert.ok(told !== true && told.refused === 'conflict');
      assert.equal(await isMissing(world, bob, id), true);
    });

    test('follows what the chair sets; what the source asks holds whatever that is', async () => {
      const { world, ann, bob, chair, share } = await scene();
      const [secret = ''] = await share(await red(bob));
      const [amber = ''] = await share({ level: 'amber', audience: { everyone: true } });
      const wish = {
        level: 'amber',
        audience: { everyone: true },
        terms: { attest: true },
      } as const;
      const [wished = ''] = await share(wish);
      const asked = async (): Promise<boolean[]> => [
        await isMissing(world, bob, secret),
        await isMissing(world, bob, amber),
        await isMissing(world, bob, wished),
      ];
      assert.deepEqual(await asked(), [true, false, true]);
      const set = await chair.attestation.setRule(world.community, 'red-and-amber');
      assert.ok('asks' in set && set.asks === 'red-and-amber' && set.maySet);
      assert.deepEqual(await asked(), [true, true, true]);
      await chair.attestation.setRule(world.community, 'never');
      assert.deepEqual(await asked(), [false, false, true]);
      for (const who of [ann, bob, await world.at('birch')]) {
        const told = await who.attestation.setRule(world.community, 'never');
        assert.ok('refused' in told && told.refused === 'not-allowed');
        assert.equal((await who.attestation.setting(world.community))?.maySet, false);
      }
      assert.deepEqual(await chair.attestation.setRule('elsewhere', 'never'), HIDDEN);
      assert.equal(await chair.attestation.setting('elsewhere'), undefined);
    });

    test('keeps what is asked about from programs until somebody confirmed for them', async () => {
      const { world, bob, rita, chair, share } = await scene();
      const [amber = ''] = await share({ level: 'amber', audience: { everyone: true } });
      const program = await world.at('birch');
      const reads = async (who: Handle): Promise<boolean> =>
        (await who.exchange.object(amber, world.community)) !== undefined;
      assert.equal(await reads(program), true);
      await chair.attestation.setRule(world.community, 'red-and-amber');
      assert.equal(await reads(program), false);
      assert.equal(await program.exchange.count({ community: world.community }), 0);
      assert.equal(await reads(await world.at('alder')), true, 'of the source itself');
      assert.equal(await reads(bob), true, 'a list shows a person what it showed');
      const count = await chair.exchange.audience(world.community, {
        level: 'amber',
        audience: { organizations: [world.organization('birch')] },
      });
      assert.equal(count.tokens, 1, 'its own; before there was that of birch as well');
      const no = await bob.attestation.setPrograms(world.community, true);
      assert.ok('refused' in no && no.refused === 'not-allowed');
      const set = await rita.attestation.setPrograms(world.community, true);
      assert.ok('asks' in set);
      assert.equal(set.programs?.by.name, 'Rita');
      assert.equal(await reads(program), true);
      assert.equal(await reads(await world.at('cedar')), false);
      await rita.attestation.setPrograms(world.community, false);
      assert.equal(await reads(program), false);
      assert.equal((await bob.attestation.setting(world.community))?.programs, undefined);
    });

    test('is told to the source: persons at RED, numbers at AMBER, and to nobody else', async () => {
      const { world, ann, bob, rita, chair, share } = await scene();
      await chair.attestation.setRule(world.community, 'red-and-amber');
      const [first = '', second = ''] = await share(
        { level: 'amber', audience: { everyone: true } },
        2,
      );
      const hour = Math.floor(world.clock.now / HOUR) * HOUR;
      assert.equal(await confirm(world, bob, first, 'On call'), true);
      assert.equal(await confirm(world, rita, second, 'Same gateways'), true);
      const line = { organization: world.organization('birch'), firstAt: hour, lastAt: hour };
      const told = [{ ...line, level: 'amber', persons: 2 }];
      for (const id of [first, second]) assert.deepEqual(await attested(world, ann, id), told);
      const persons = [await idOf(bob)];
      await ann.exchange.remark(first, world.community, { level: 'red', audience: { persons } });
      assert.equal(await confirm(world, bob, first), true);
      const names = (await attested(world, ann, first)).map(({ person }) => person?.name);
      assert.deepEqual(names.toSorted(), ['Bob', undefined]);
      assert.deepEqual(await attested(world, ann, second), told, 'the other was not marked anew');
      assert.equal(await bob.handling.of(first, world.community), undefined);
      world.clock.now += 1000;
      await ann.exchange.remark(first, world.community, {
        level: 'amber',
        audience: { everyone: true },
      });
      const colleague = await (await world.at('alder')).handling.of(first, world.community);
      assert.deepEqual(
        colleague?.attested.map(({ person, level }) => [person, level]),
        [[undefined, 'amber']],
        'who opened it as RED is not for a colleague who could not',
      );
      await ann.exchange.retract(first, world.community, 'all');
      const after = (await attested(world, ann, first)).map(({ level }) => level);
      assert.deepEqual(after.toSorted(), ['amber', 'red']);
    });

    test('stands in the log, in nobody’s list, and is forgotten with the handling record', async () => {
      const { world, ann, bob, rita, share } = await scene();
      const [id = ''] = await share(await red(bob));
      const before = await ann.audit.checkpoint();
      assert.equal(await confirm(world, bob, id), true);
      assert.equal((await ann.audit.checkpoint()).size, before.size + 1);
      for (const who of [ann, bob, rita]) {
        const acts = (await who.audit.entries({ limit: 50 })).map(({ act }) => act);
        assert.ok(!acts.includes('attest'));
      }
      await world.reopen();
      const again = await personOf(world, 'bob@birch.example');
      assert.equal(await isMissing(world, again, id), false);
      world.clock.now += 401 * DAY;
      await again.handling.of(id, world.community);
      assert.equal(await isMissing(world, again, id), true);
    });
  });
}

interface Scene {
  readonly world: SmallWorld;
  readonly ann: Handle;
  readonly bob: Handle;
  readonly rita: Handle;
  readonly chair: Handle;
  readonly share: (marking: MarkingInput, count?: number) => Promise<string[]>;
}

const PEOPLE = [
  {
    email: 'rita@birch.example',
    name: 'Rita',
    organization: 'birch',
    roles: { ports: ['representative' as const] },
  },
  {
    email: 'cleo@cedar.example',
    name: 'Cleo',
    organization: 'cedar',
    roles: { ports: ['chair' as const] },
  },
];

/** What somebody is asked of an object, without the object. */
async function seen(world: SmallWorld, who: Handle, id: string): Promise<Omit<Attestation, 'row'>> {
  const found = await who.attestation.of(id, world.community);
  assert.ok(found !== undefined);
  const { row: _row, ...told } = found;
  return told;
}

async function isMissing(world: SmallWorld, who: Handle, id: string): Promise<boolean> {
  const object = await who.exchange.object(id, world.community);
  assert.ok(object !== undefined);
  return (await who.attestation.missing(world.community, [object])).has(0);
}

async function confirm(
  world: SmallWorld,
  who: Handle,
  ...[id, reason]: [string, string?]
): Promise<true | Refusal> {
  const found = await who.attestation.of(id, world.community);
  assert.ok(found !== undefined);
  return who.attestation.confirm({
    community: world.community,
    id,
    labelId: found.row.labelId,
    shown: SHOWN,
    ...(reason === undefined ? {} : { reason }),
  });
}

async function attested(
  world: SmallWorld,
  who: Handle,
  id: string,
): Promise<NonNullable<Awaited<ReturnType<Handle['handling']['of']>>>['attested']> {
  const told = await who.handling.of(id, world.community);
  assert.ok(told !== undefined);
  return told.attested;
}

async function idOf(who: Handle): Promise<string> {
  return (await who.reader()).id;
}
