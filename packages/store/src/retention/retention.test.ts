import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { batchOf, indicator, personOf, smallWorld } from '../exchange/world.test-support.ts';
import { engines } from '../exchange/engines.test-support.ts';
import type { StixObject } from '@tocsin/stix';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { Handle, MarkingInput, NewRetentionRule, Refusal, World } from '../store.ts';

const DAY = 86_400_000;
const GREEN: MarkingInput = { level: 'green', audience: { everyone: true } };

for (const engine of await engines()) {
  describe(`how long things are kept on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });

    /** Ann speaks for alder, gina has the chair, bob of birch reads. */
    const scene = async (): Promise<Scene> => {
      const world = await smallWorld(await engine.database());
      worlds.push(world);
      await world.store.unguarded('provision').provision({
        ...NOTHING,
        people: [person('gina', 'cedar', 'chair'), person('rita', 'birch', 'representative')],
      });
      return { world, ...(await people(world)) };
    };
    const share = async (
      { world, ann }: Scene,
      objects: StixObject[],
      more: { marking?: MarkingInput; as?: string } = {},
    ): Promise<void> => {
      const receipt = await ann.exchange.contribute({
        community: world.community,
        kind: 'indicators',
        via: 'web',
        marking: GREEN,
        objects: batchOf(...objects),
        ...more,
      });
      assert.equal(receipt.counts.kept, objects.length);
    };
    const sees = async ({ world }: Scene, who: Handle, id: string): Promise<boolean> =>
      (await who.exchange.object(id, world.community)) !== undefined;
    const pass = async ({ world }: Scene, days: number): Promise<void> => {
      world.clock.now += days * DAY;
      await world.store.settled();
    };

    test('content goes when its time is over, a tombstone says by which rule, and followers are told', async () => {
      const here = await scene();
      const { world, ann, gina, bob, rita } = here;
      const object = indicator('old.example');
      const young = indicator('young.example');
      await share(here, [object], { marking: { level: 'amber', audience: { everyone: true } } });
      const began = await bob.exchange.follow({ community: world.community, limit: 100 }, 'now');
      await bob.handling.took({
        community: world.community,
        way: 'web',
        form: 'stix',
        isSealed: false,
        rows: [{ id: object.id, origin: world.organization('alder') }],
      });
      const rules = done(await gina.retention.set(world.community, rule({ days: 30 })));
      assert.equal(rules.community[0]?.startsAt, world.clock.now + 7 * DAY);
      await pass(here, 29);
      await share(here, [young]);
      await pass(here, 1);
      assert.equal(await sees(here, bob, object.id), true, 'thirty days are not over yet');
      world.clock.now += 1;
      await world.store.settled();
      assert.equal(await sees(here, bob, object.id), false);
      assert.equal(await sees(here, bob, young.id), true);
      const values = [{ kind: 'domain', value: 'old.example' }] as const;
      assert.deepEqual(await ann.exchange.lookup(values), [[]]);
      const found = await ann.exchange.search({ text: 'old.example', limit: 10 });
      assert.ok(found.every(({ id }) => id !== object.id));
      const told = await bob.exchange.follow(
        { community: world.community, limit: 100 },
        began.mark,
      );
      assert.deepEqual(
        told.gone.map(({ id }) => id),
        [object.id],
      );
      const why = {
        kind: 'indicators',
        days: 30,
        by: 'community',
        ruleAt: rules.community[0]?.setAt,
      };
      const [asked] = await bob.handling.asked(world.community);
      assert.deepEqual([asked?.id, asked?.why], [object.id, why]);
      const [recalled] = await ann.handling.recalled(world.community);
      assert.deepEqual(
        [recalled?.id, recalled?.recall.act, recalled?.recall.why],
        [object.id, 'expired', why],
      );
      assert.deepEqual(await rita.handling.recalled(world.community), []);
      const [entry] = await ann.audit.entries({ limit: 1 });
      assert.deepEqual([entry?.act, entry?.actor.name], ['expire', 'gina']);
      assert.ok(!(await rita.audit.entries({ limit: 50 })).some(({ act }) => act === 'expire'));
    });

    test('what went can be shown to have gone, to whoever could read it; nobody else learns what it was', async () => {
      const here = await scene();
      const { world, ann, gina, bob } = here;
      const { community } = world;
      const [open, secret] = [indicator('open.example'), indicator('secret.example')];
      await share(here, [open]);
      const only = { organizations: [world.organization('cedar')] };
      await share(here, [secret], { marking: { level: 'amber', audience: only } });
      assert.equal(await bob.retention.removal(open.id, community), undefined, 'it is here');
      done(await gina.retention.set(community, rule({ days: 8 })));
      await pass(here, 9);
      const shown = await bob.retention.removal(open.id, community);
      const [version] = shown?.versions ?? [];
      assert.ok(shown !== undefined && version !== undefined);
      assert.deepEqual([shown.why.days, shown.entry, shown.versions.length], [8, undefined, 1]);
      assert.equal(version.sha256, hashed(version.salt, JSON.stringify(open)));
      assert.equal(
        version.leaf,
        hashed(version.salt, open.id, version.version, version.sha256),
        'from what is told',
      );
      assert.equal(await bob.retention.removal(secret.id, community), undefined);
      assert.equal((await gina.retention.removal(secret.id, community))?.id, secret.id);
      const own = await ann.retention.removal(open.id, community);
      assert.equal(own?.entry?.leaves.length, 2, 'the other as a hash that says nothing');
      assert.ok(own.entry.leaves.includes(version.leaf));
      const told = (await ann.audit.entries({ limit: 5 })).find(({ id }) => id === own.entry?.id);
      assert.ok(told?.words.endsWith(`SHA-256 of what went: ${hashed(...own.entry.leaves)}`));
      assert.equal(
        await (await world.at('alder')).retention.removal(open.id, 'elsewhere'),
        undefined,
      );
    });

    test('a new version, a hold and a longer rule keep it; a source keeps its own for a shorter time, never longer', async () => {
      const here = await scene();
      const { world, ann, gina, bob } = here;
      const [kept, held, short] = ['kept', 'held', 'short'].map((name) =>
        indicator(`${name}.example`),
      );
      assert.ok(kept !== undefined && held !== undefined && short !== undefined);
      const report = { ...indicator('x.example'), ...REPORT(kept.id) };
      await share(here, [kept, held, short, report]);
      done(await gina.retention.set(world.community, rule({ days: 30 })));
      assert.equal(
        refused(await bob.retention.hold(held.id, world.community, 'Please')),
        'not-allowed',
      );
      const hold = done(await gina.retention.hold(held.id, world.community, 'A court asked'));
      assert.deepEqual([hold.by, hold.title], ['chair', 'Seen held.example']);
      await pass(here, 20);
      await share(here, [{ ...kept, modified: '2026-01-20T00:00:00.000Z', name: 'Again' }]);
      await pass(here, 15);
      assert.deepEqual(
        await Promise.all([kept, held, short, report].map(({ id }) => sees(here, bob, id))),
        [true, true, false, true],
        'another kind has no limit',
      );
      const own = done(
        await ann.retention.set(world.community, rule({ scope: 'own', kind: 'reports', days: 2 })),
      );
      assert.equal(own.own[0]?.startsAt, world.clock.now, 'its own begins at once');
      await world.store.settled();
      assert.equal(await sees(here, bob, report.id), false);
      done(await ann.retention.set(world.community, rule({ scope: 'own', days: 3000 })));
      const shown = await ann.retention.of(held.id, world.community);
      assert.deepEqual(
        [shown?.community, shown?.source, shown?.holds[0]?.reason],
        [30, 3000, 'A court asked'],
      );
      assert.deepEqual((await bob.retention.of(held.id, world.community))?.holds, []);
      assert.equal((await bob.retention.of(held.id, world.community))?.goesAt, undefined);
      assert.equal(refused(await ann.retention.endHold(held.id, world.community)), 'hidden');
      done(await gina.retention.endHold(held.id, world.community));
      await world.store.settled();
      assert.equal(await sees(here, bob, held.id), false);
    });

    test('what is held at the moment its time is over is kept, or its holder is told that it is gone', async () => {
      const here = await scene();
      const { world, gina, bob } = here;
      const objects = Array.from({ length: 12 }, (_, n) => indicator(`at${String(n)}.example`));
      await share(here, objects);
      done(await gina.retention.set(world.community, rule({ days: 8 })));
      world.clock.now += 9 * DAY;
      const sweeping = world.store.settled();
      const holds = await Promise.all(
        objects.map(({ id }) => gina.retention.hold(id, world.community, 'A court asked')),
      );
      await sweeping;
      await world.store.settled();
      for (const [place, { id }] of objects.entries()) {
        const outcome = refused(holds[place]);
        assert.ok(outcome === undefined || outcome === 'hidden');
        assert.equal(await sees(here, bob, id), outcome === undefined);
      }
    });

    test('a hold can be said anew when no further one fits, and ends for one side alone', async () => {
      const here = await scene();
      const { world, gina } = here;
      const { community } = world;
      await world.store.unguarded('provision').provision({
        ...NOTHING,
        people: [
          { ...person('amy', 'alder', 'chair'), roles: { ports: ['representative', 'chair'] } },
        ],
      });
      const amy = await personOf(world, 'amy@alder.example');
      const object = indicator('both.example');
      await share(here, [object]);
      done(await gina.retention.hold(object.id, community, 'A court asked'));
      done(await amy.retention.hold(object.id, community, 'A claim is open'));
      done(await amy.retention.hold(object.id, community, 'Two claims are open'));
      const reasons = async (): Promise<(string | undefined)[]> =>
        (await amy.retention.holds(community)).map(({ reason }) => reason).sort();
      assert.deepEqual(await reasons(), ['A court asked', 'Two claims are open']);
      done(await amy.retention.endHold(object.id, community));
      assert.deepEqual(
        await reasons(),
        ['A court asked'],
        'a source that also chairs ends its own',
      );
      done(await amy.retention.endHold(object.id, community));
      assert.deepEqual(await reasons(), []);
    });

    test('texts set aside go by their own source’s rule, and nobody else’s', async () => {
      const here = await scene();
      const { world, ann, rita } = here;
      const { community } = world;
      const setAside = async (who: Handle, value: string): Promise<string> => {
        const object = indicator(value);
        const sent = { community, kind: 'indicators', via: 'web', marking: GREEN } as const;
        await who.exchange.contribute({ ...sent, objects: batchOf(object) });
        const other = { ...object, name: 'Another name, the same version' };
        const receipt = await who.exchange.contribute({ ...sent, objects: batchOf(other) });
        assert.equal(receipt.counts.quarantined, 1);
        return receipt.id;
      };
      await setAside(rita, 'theirs.example');
      await setAside(ann, 'ours.example');
      const left = async (who: Handle): Promise<number> =>
        (await who.desk.duties(community)).quarantined;
      assert.deepEqual([await left(ann), await left(rita)], [1, 1]);
      done(
        await ann.retention.set(community, rule({ scope: 'own', kind: 'quarantined', days: 2 })),
      );
      await pass(here, 3);
      assert.deepEqual([await left(ann), await left(rita)], [0, 1]);
    });

    test('a rule is set by whom it is for, with a notice and a reason; what keeps longer begins at once', async () => {
      const here = await scene();
      const { world, ann, gina, bob } = here;
      const { community } = world;
      assert.equal(refused(await bob.retention.set(community, rule({ days: 30 }))), 'not-allowed');
      assert.equal(refused(await ann.retention.set(community, rule({ days: 30 }))), 'not-allowed');
      assert.equal(
        refused(await bob.retention.set(community, rule({ scope: 'own', days: 30 }))),
        'not-allowed',
      );
      for (const wrong of [
        { days: 0 },
        { days: 1.5 },
        { days: 4000 },
        { days: 30, reason: ' ' },
        { days: 30, startsAt: world.clock.now + DAY },
      ])
        assert.equal(refused(await gina.retention.set(community, rule(wrong))), 'invalid');
      done(await gina.retention.set(community, rule({ days: 30 })));
      world.clock.now += 8 * DAY;
      const longer = done(await gina.retention.set(community, rule({ days: 60 })));
      assert.equal(longer.community[0]?.startsAt, world.clock.now);
      const shorter = done(await gina.retention.set(community, rule({ days: 10 })));
      assert.deepEqual([shorter.community[0]?.before, shorter.community[0]?.days], [60, 10]);
      const none = done(await gina.retention.set(community, rule({})));
      assert.deepEqual(
        [none.community[0]?.days, none.community[0]?.startsAt],
        [undefined, world.clock.now],
      );
      assert.equal(await (await world.at('alder')).retention.rules('elsewhere'), undefined);
      assert.deepEqual((await bob.retention.rules(community))?.maySet, []);
    });

    test('a preview counts what its reader may see, whatever else there is', async () => {
      const counts: unknown[] = [];
      for (const isHidden of [false, true]) {
        const here = await scene();
        const { world, ann, gina } = here;
        await share(here, [indicator('a.example'), indicator('b.example')]);
        if (isHidden) {
          const only = { organizations: [world.organization('birch')] };
          await share(here, [indicator('c.example')], {
            marking: { level: 'amber', audience: only },
          });
        }
        const wish = { scope: 'community', kind: 'indicators', days: 5 } as const;
        const asked = done(await gina.retention.preview(world.community, wish));
        assert.equal(asked.objects, 2);
        counts.push(
          asked,
          done(await gina.retention.preview(world.community, { ...wish, days: 8 })),
        );
        const own = done(
          await ann.retention.preview(world.community, { ...wish, scope: 'own', days: 1 }),
        );
        assert.equal(own.objects, 0, 'its own would begin now');
      }
      assert.deepEqual(counts.slice(0, 2), counts.slice(2));
    });

    test('an organization’s own rule leaves alone what it shares under another name', async () => {
      const here = await scene();
      const { world, ann, bob } = here;
      const alias = done(await ann.attribution.aliasFor(world.community, 'pseudonym'));
      const [named, unnamed] = [indicator('named.example'), indicator('unnamed.example')];
      await share(here, [named]);
      await share(here, [unnamed], { as: alias.id });
      done(await ann.retention.set(world.community, rule({ scope: 'own', days: 2 })));
      await pass(here, 3);
      assert.deepEqual(
        [await sees(here, bob, named.id), await sees(here, bob, unnamed.id)],
        [false, true],
      );
    });

    test('a stop in the middle loses nothing and removes nothing twice', async () => {
      const here = await scene();
      const { world, gina } = here;
      const many = Array.from({ length: 230 }, (_, n) => indicator(`n${String(n)}.example`));
      await share(here, many);
      done(await gina.retention.set(world.community, rule({ days: 30 })));
      world.clock.now += 31 * DAY;
      const passing = world.store.settled().catch(() => undefined);
      await world.reopen();
      await passing;
      await world.store.settled();
      const { ann, bob } = await people(world);
      const seen = await bob.exchange.count({ community: world.community });
      assert.equal(seen, 0);
      const removed = (await ann.audit.entries({ limit: 50 }))
        .filter(({ act }) => act === 'expire')
        .map(({ words }) => Number(/ (\d+) objects/.exec(words)?.[1]));
      assert.equal(
        removed.reduce((all, one) => all + one, 0),
        230,
      );
    });

    test('a source is asked once in each period whether AMBER still fits', async () => {
      const here = await scene();
      const { world, ann, bob, gina, rita } = here;
      const { community } = world;
      const [one, two, green] = ['one', 'two', 'green'].map((name) => indicator(`${name}.example`));
      assert.ok(one !== undefined && two !== undefined && green !== undefined);
      const amber: MarkingInput = { level: 'amber', audience: { everyone: true } };
      await share(here, [one, two], { marking: amber });
      await share(here, [green]);
      const asked = async (who: Handle): Promise<string[]> =>
        ((await who.recheck.rechecks(community))?.items ?? []).map(({ id }) => id).sort();
      assert.deepEqual(await asked(ann), []);
      world.clock.now += 91 * DAY;
      assert.deepEqual(await asked(ann), [one.id, two.id].sort());
      for (const who of [bob, gina, rita, await world.at('alder')])
        assert.deepEqual(await asked(who), []);
      assert.equal((await ann.recheck.rechecks(community))?.items[0]?.level, 'amber');
      done(await rita.recheck.keep(community, [one.id]));
      done(await ann.recheck.keep(community, [one.id]));
      assert.deepEqual(await asked(ann), [two.id]);
      await ann.exchange.remark(two.id, community, GREEN);
      assert.deepEqual(await asked(ann), []);
      world.clock.now += 91 * DAY;
      assert.deepEqual(await asked(ann), [one.id]);
      assert.equal(refused(await ann.recheck.setDays(community, 10)), 'not-allowed');
      assert.equal(refused(await gina.recheck.setDays(community, -1)), 'invalid');
      assert.equal(done(await gina.recheck.setDays(community, 0)).days, 0);
      assert.deepEqual(await asked(ann), []);
      assert.equal(await ann.recheck.rechecks('elsewhere'), undefined);
    });
  });
}

interface Scene {
  readonly world: SmallWorld;
  readonly ann: Handle;
  readonly bob: Handle;
  readonly gina: Handle;
  readonly rita: Handle;
}

async function people(world: SmallWorld): Promise<Omit<Scene, 'world'>> {
  return {
    ann: await personOf(world, 'ann@alder.example'),
    bob: await personOf(world, 'bob@birch.example'),
    gina: await personOf(world, 'gina@cedar.example'),
    rita: await personOf(world, 'rita@birch.example'),
  };
}

function rule(more: Partial<NewRetentionRule>): NewRetentionRule {
  return { scope: 'community', kind: 'indicators', reason: 'Older ones do not help', ...more };
}

function REPORT(about: string): Partial<StixObject> {
  const id = `report--${crypto.randomUUID()}`;
  return {
    type: 'report',
    id,
    published: '2026-01-01T00:00:00.000Z',
    object_refs: [about],
    pattern: undefined,
  };
}

function hashed(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
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
  role: 'chair' | 'representative',
): World['people'][number] {
  return { email: `${name}@${organization}.example`, name, organization, roles: { ports: [role] } };
}
