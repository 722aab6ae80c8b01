import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isWider,
  joinLabels,
  labelKey,
  labelOf,
  mayRead,
  nextBoundary,
  readLabel,
} from '@tocsin/policy';
import { allAnswers, firstDifference } from './answers.ts';
import { Checker } from './checks.ts';
import { GOLDEN } from './golden.ts';
import { ENDINGS, tryEnding, tryExpiry } from './interleavings.ts';
import { fillFeed } from './long-feed.ts';
import { oracleMayRead } from './oracle.ts';
import { clauses, labels, moments, readers } from './policy-cases.ts';
import { act, openRandomWorld } from './random-world.ts';
import { seeded } from './random.ts';
import { WORLD_START } from './test-store.ts';
import { decidedOf } from './twin-ballots.ts';
import { applicationsOf } from './twin-joining.ts';
import { papersOf } from './twin-papers.ts';
import { twinScript } from './twin-script.ts';
import { openTwin, play, TWIN_READERS } from './twins.ts';
import type { Clause, Instant, Label } from '@tocsin/policy';

/**
 * The leak tests in small: enough to notice a rule that was left out, quick enough to be run once for every
 * deliberate mistake. Each throws when it finds something.
 */
export const PROBES = { policy, golden, worlds, long, twins, endings } as const;
/** The name of a probe. */
export type ProbeName = keyof typeof PROBES;

/** Runs probes one after the other, and ends the process with 3 when one of them noticed something. */
export async function runProbes(names: readonly string[]): Promise<void> {
  for (const [name, probe] of Object.entries(PROBES)) {
    if (!names.includes(name)) continue;
    try {
      await probe();
    } catch (fault) {
      const cause =
        fault instanceof Error ? `${fault.message} ${String(fault.cause)}` : String(fault);
      process.stdout.write(`${name} noticed: ${cause.slice(0, 3000)}\n`);
      process.exit(3);
    }
  }
}

const seed = 42;

function policy(): Promise<void> {
  const check = (property: fc.IRawProperty<unknown>, numRuns: number): void =>
    fc.assert(property as fc.IProperty<unknown>, { numRuns, seed });
  check(
    fc.property(readers, labels, moments, (reader, label, now) => {
      assert.equal(mayRead(reader, label, now).allowed, oracleMayRead(reader, label, now));
    }),
    6000,
  );
  check(
    fc.property(fc.tuple(labels, labels), readers, moments, ([a, b], reader, now) => {
      const both = oracleMayRead(reader, a, now) && oracleMayRead(reader, b, now);
      assert.equal(oracleMayRead(reader, joinLabels([a, b]), now), both, 'join');
    }),
    4000,
  );
  const stricter = fc
    .tuple(clauses, clauses)
    .map(([a, b]): [Clause, Clause] => [a, { ...a, level: b.level }]);
  check(
    fc.property(stricter, readers, moments, ([a, b], reader, now) => {
      const both = [a, b].every((one) => oracleMayRead(reader, labelOf(one), now));
      const joined = joinLabels([labelOf(a), labelOf(b)]);
      assert.equal(oracleMayRead(reader, joined, now), both, 'join of one source');
    }),
    2000,
  );
  check(
    fc.property(labels, readers, (label, reader) => {
      const told = boundariesOf(label);
      let before = 0;
      for (const now of [99, 100, 199, 200, 299, 300]) {
        const isTurned = oracleMayRead(reader, label, now) !== oracleMayRead(reader, label, before);
        if (isTurned)
          assert.ok(
            told.some((at) => at > before && at <= now),
            'boundary',
          );
        before = now;
      }
    }),
    3000,
  );
  check(
    fc.property(labels, readers, moments, (label, reader, now) => {
      const back = readLabel(labelKey(label));
      assert.equal(oracleMayRead(reader, back, now), oracleMayRead(reader, label, now), 'key');
    }),
    3000,
  );
  check(
    fc.property(
      fc.tuple(clauses, clauses, fc.nat()),
      readers,
      moments,
      ([a, b, which], reader, now) => {
        const fields = Object.keys(b) as (keyof typeof b)[];
        const field = fields[which % fields.length] ?? 'level';
        const after = labelOf({ ...a, [field]: b[field] });
        if (isWider(labelOf(a), after, now) || !oracleMayRead(reader, after, now)) return;
        assert.ok(oracleMayRead(reader, labelOf(a), now), 'wider');
      },
    ),
    20_000,
  );
  return Promise.resolve();
}

function boundariesOf(label: Label): Instant[] {
  const found: Instant[] = [];
  for (let at = nextBoundary(label, 0); at !== undefined; at = nextBoundary(label, at))
    found.push(at);
  return found;
}

async function golden(): Promise<void> {
  for (const { title, run } of GOLDEN) {
    try {
      await run(undefined);
    } catch (cause) {
      throw new Error(title, { cause });
    }
  }
}

async function worlds(count = 3): Promise<void> {
  for (let n = 0; n < count; n++) {
    await using world = await openRandomWorld({ seed: seed + n, communities: 4 });
    const checker = new Checker(world);
    for (let acts = 0; acts < 150; acts++) {
      await act(world);
      await checker.some(
        world.random.pick(world.cast.players),
        world.random.pick(world.cast.scenes),
        3,
      );
    }
    await world.test.settle();
    for (const player of world.cast.players)
      await checker.all(player, world.random.pick(world.cast.scenes));
  }
}

/** Readers who see little of a long feed are served in another way. */
async function long(): Promise<void> {
  await using world = await openRandomWorld({ seed, communities: 1 });
  await fillFeed(world);
  const checker = new Checker(world);
  const readersOfIt = world.cast.players.filter((player) => player.name !== 'chair');
  for (let acts = 0; acts < 40; acts++) {
    await act(world);
    await checker.some(world.random.pick(readersOfIt), world.random.pick(world.cast.scenes), 4);
  }
  await world.test.settle();
  for (const player of readersOfIt)
    for (const scene of world.cast.scenes) await checker.all(player, scene);
}

async function twins(count = 8): Promise<void> {
  for (let n = 0; n < count; n++) {
    const { steps, pool } = twinScript(seed + n, 12);
    await using first = await openTwin();
    await using second = await openTwin();
    await Promise.all([
      play(first, steps, { start: WORLD_START, isSecond: false }),
      play(second, steps, { start: WORLD_START, isSecond: true }),
    ]);
    const papers = await papersOf(first);
    const decided = await decidedOf(first);
    const applications = await applicationsOf(first);
    for (const reader of TWIN_READERS) {
      const [a = [], b = []] = await Promise.all(
        [first, second].map((twin) =>
          allAnswers(twin.handle(reader), {
            communities: [twin.id('port'), twin.id('yard')],
            ids: pool.ids,
            pool,
            contributions: [],
            papers,
            decided,
            applications,
            groups: [],
            organizations: [twin.id('alder')],
          }),
        ),
      );
      assert.equal(firstDifference(a, b), undefined, reader);
    }
  }
}

async function endings(each = 12): Promise<void> {
  await using twin = await openTwin();
  const random = seeded(seed);
  for (const ending of ENDINGS)
    for (let n = 0; n < each; n++) await tryEnding(twin, ending, random);
  await tryExpiry(twin, 'one');
}
