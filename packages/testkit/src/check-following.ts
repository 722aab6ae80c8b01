import assert from 'node:assert/strict';
import { PAGE_MAX } from '@tocsin/store';
import * as expected from './expectations.ts';
import type { Reader } from '@tocsin/policy';
import type { ExchangeHandle, FollowMark, Gone } from '@tocsin/store';
import type { Player, Scene } from './cast.ts';
import type { RandomWorld } from './random-world.ts';

/** Somebody who follows a community. */
interface Following {
  readonly world: RandomWorld;
  readonly player: Player;
  readonly scene: Scene;
  readonly reader: Reader;
  readonly exchange: ExchangeHandle;
  readonly rights: () => Promise<string>;
  /** Where each follower stood, by player and community. */
  readonly following: Map<string, Followed>;
}

/** Where somebody's following stood, and what they could read then. */
export interface Followed {
  readonly mark: FollowMark;
  readonly rights: string;
  readonly saw: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What went away since the last time is exactly what could be read then and cannot now, whoever else lost more. */
export async function follow(asking: Following): Promise<number> {
  const { world, exchange, reader, scene, player, following } = asking;
  const key = `${player.name} ${scene.id}`;
  const query = { community: scene.id, versions: ['all'], limit: PAGE_MAX };
  const before = following.get(key);
  const rights = await asking.rights();
  const { rows, gone, mark } = await exchange.follow(query, before?.mark ?? 'now');
  const saw = idsWithVersions(world.model.visible(reader, scene.id).map(expected.plainOf));
  following.set(key, { mark, rights, saw });
  const told = gone.map((one) => JSON.stringify([one.id, one.versions?.toSorted()])).toSorted();
  const lost = [...(before?.saw ?? [])].flatMap(([id, versions]) => {
    const left = saw.get(id);
    if (left === undefined) return [JSON.stringify([id, undefined])];
    const those = [...versions].filter((version) => !left.has(version));
    return those.length === 0 ? [] : [JSON.stringify([id, those.toSorted()])];
  });
  // Whoever's own rights changed lost more than what went.
  if (before?.rights === rights) assert.deepEqual(told, lost.toSorted(), 'what went away');
  else for (const one of gone) assert.ok(isLost(one, before, saw), `${one.id} was never readable`);
  return rows.length;
}

function wasSent({ world, scene, reader }: Following, id: string): boolean {
  return world.sent.some(
    (one) => one.id === id && one.community === scene.id && one.to === reader.organization,
  );
}

function isGone(one: Gone, now: Followed['saw']): boolean {
  const { id, versions } = one;
  const left = now.get(id);
  return versions === undefined
    ? left === undefined
    : versions.every((version) => left?.has(version) !== true);
}

function isLost(one: Gone, before: Followed | undefined, now: Followed['saw']): boolean {
  const had = before?.saw.get(one.id);
  if (had === undefined || !isGone(one, now)) return false;
  return one.versions === undefined || one.versions.every((version) => had.has(version));
}

function idsWithVersions(
  rows: readonly { id: string; version: string }[],
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { id, version } of rows) found.set(id, (found.get(id) ?? new Set()).add(version));
  return found;
}

/** Somebody who comes back is told only of what they were sent, and only when they may read it no longer. */
export async function comeBack(asking: Following): Promise<number> {
  const { world, exchange, reader, scene } = asking;
  const query = { community: scene.id, versions: ['all'], limit: 1 };
  const { gone } = await exchange.follow(query, { after: 0 });
  const visible = world.model.visible(reader, scene.id).map(expected.plainOf);
  const left = idsWithVersions(visible);
  for (const one of gone) {
    assert.ok(wasSent(asking, one.id), `${one.id} was never sent`);
    assert.ok(isGone(one, left), `${one.id} is still there`);
  }
  return gone.length;
}
