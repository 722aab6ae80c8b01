import assert from 'node:assert/strict';
import { TLP_LEVELS } from '@tocsin/policy';
import * as expected from './expectations.ts';
import { oracleMayRead } from './oracle.ts';
import type { Label } from '@tocsin/policy';
import type { FeedQuery, FeedRow, VersionFilter } from '@tocsin/store';
import type { Scene } from './cast.ts';
import type { ModelRow } from './model.ts';
import type { RandomWorld } from './random-world.ts';

/** Where something is asked. */
export interface Place {
  readonly world: RandomWorld;
  readonly scene: Scene;
}

/** A reading of a community's feed with a few filters. */
export function randomQuery({ world, scene }: Place): Omit<FeedQuery, 'limit'> {
  const { random, pool, model } = world;
  const shares = model.shares.filter((share) => share.community === scene.id);
  return {
    community: scene.id,
    ...(random.chance(0.4) ? { versions: randomVersions(world) } : {}),
    ...(random.chance(0.2)
      ? { types: random.some(['indicator', 'malware', 'relationship', 'ipv4-addr']) }
      : {}),
    ...(random.chance(0.2) ? { ids: random.some(pool.ids) } : {}),
    ...(random.chance(0.1)
      ? { specVersions: random.pick([['2.1'], ['2.0'], ['2.0', '2.1']]) }
      : {}),
    ...(random.chance(0.15) ? { origin: random.pick(scene.organizations) } : {}),
    ...(random.chance(0.15) ? { levels: random.some([...TLP_LEVELS]) } : {}),
    ...(random.chance(0.15) && shares.length > 0 ? { contribution: random.pick(shares).id } : {}),
  };
}

function randomVersions({ random }: RandomWorld): VersionFilter {
  return random.pick<VersionFilter>([
    ['all'],
    ['all'],
    ['first'],
    ['last'],
    ['first', 'last'],
    ['2026-01-02T00:00:00.000Z'],
    ['last', '2026-01-01T00:00:00Z'],
  ]);
}

/** The same rows, in whichever order; else what leaked and what was denied. */
export function sameSet(
  rows: readonly FeedRow[],
  wanted: readonly expected.PlainRow[],
  query: unknown,
): void {
  const is = rows.map((row) => expected.nameOf(expected.plainRow(row))).toSorted();
  const should = wanted.map(expected.nameOf).toSorted();
  const leaked = is.filter((row) => !should.includes(row));
  const denied = should.filter((row) => !is.includes(row));
  const words = `${JSON.stringify(query)}\nshown but hidden: ${leaked.join('\n')}\nhidden but visible: ${denied.join('\n')}`;
  assert.ok(leaked.length + denied.length === 0 && is.length === should.length, words);
}

/** Dates added strictly increase. */
export function rising(rows: readonly FeedRow[]): void {
  for (const [place, row] of rows.entries()) {
    const before = rows[place - 1]?.dateAdded ?? -1;
    assert.ok(row.dateAdded > before, `${String(row.dateAdded)} follows ${String(before)}`);
  }
}

/** Whether a row of the store is this row of the model. */
export function isRow(row: FeedRow, own: ModelRow): boolean {
  return (
    own.id === row.id &&
    own.origin === row.origin &&
    own.contribution === row.contribution &&
    expected.plainOf(own).version === row.version
  );
}

/** What the model says a label means must be what the store's label means, for everybody there is. */
export function sameReaders({ world, scene }: Place, is: Label, wanted: Label): void {
  const now = world.model.now();
  for (const reader of world.model.people.readersOf(scene.id, now)) {
    const [a, b] = [oracleMayRead(reader, is, now), oracleMayRead(reader, wanted, now)];
    assert.equal(a, b, `${reader.id}: ${JSON.stringify(is)} against ${JSON.stringify(wanted)}`);
  }
}

/** Notes what the label ids of rows stand for. */
export function rememberLabels(
  { world }: Place,
  rows: readonly FeedRow[],
  labels: Map<number, Label>,
): void {
  for (const row of rows) {
    const own = world.model.rows.find((one) => isRow(row, one));
    if (own !== undefined) labels.set(row.labelId, own.label);
  }
}
