import { isDeepStrictEqual } from 'node:util';
import { isIn, list } from '../engine/engine.ts';
import { withFeedIfAny } from './rows.ts';
import { versionMicros } from './plan.ts';
import type { Transaction } from '../engine/engine.ts';
import type { PlannedObject } from './plan.ts';
import type { Destination } from './writing.ts';

/** A version already here under an id of the batch, of whichever origin, live or taken back. */
export interface Existing {
  vid: number;
  stix_id: string;
  origin: number;
  version: string;
  version_us: number;
  pos: number;
  label: number;
  type: number;
  flags: number;
}

/** Every version already here under the ids of the batch. */
export async function existingRows(
  transaction: Transaction,
  community: number,
  objects: readonly PlannedObject[],
): Promise<Map<string, Existing[]>> {
  const byId = new Map<string, Existing[]>();
  if (objects.length === 0) return byId;
  const rows = await transaction.all<Existing>(
    `SELECT v.vid, v.stix_id, v.origin, v.version, v.version_us, v.pos, v.label, v.type, coalesce(f.flags, 1) AS flags
     FROM version v ${withFeedIfAny(transaction.dialect)}
     WHERE ${isIn(transaction.dialect, 'v.stix_id')} AND v.community = ?`,
    [
      list(
        transaction.dialect,
        objects.map((one) => one.object.id),
      ),
      community,
    ],
  );
  for (const row of rows) {
    const held = byId.get(row.stix_id);
    if (held === undefined) byId.set(row.stix_id, [row]);
    else held.push(row);
  }
  return byId;
}

/** An object that is here already, with the row it is; without one it came twice in the batch. */
export interface Standing extends PlannedObject {
  readonly row?: Existing;
}

/** A batch told apart. */
export interface Sorted {
  readonly kept: PlannedObject[];
  readonly already: Standing[];
  readonly contradicting: PlannedObject[];
}

/** Tells what is new from what this origin already brought, and from what contradicts it (STIX 2.1 §3.6). */
export async function sortOut(
  transaction: Transaction,
  {
    to,
    objects,
    existing,
  }: { to: Destination; objects: readonly PlannedObject[]; existing: Map<string, Existing[]> },
): Promise<Sorted> {
  const sorted: Sorted = { kept: [], already: [], contradicting: [] };
  const brought = new Map<string, Before>();
  for (const one of objects) {
    const key = `${one.object.id} ${one.version ?? ''}`;
    const mine = existing.get(one.object.id)?.filter((row) => row.origin === to.origin) ?? [];
    const before = brought.get(key) ?? (await textBefore(transaction, mine, one));
    if (before === undefined) {
      brought.set(key, { text: one.text });
      sorted.kept.push(one);
    } else if (isSameContent(before.text, one.text))
      sorted.already.push(before.row === undefined ? one : { ...one, row: before.row });
    else sorted.contradicting.push(one);
  }
  return sorted;
}

/** What this origin brought of an id and version. */
interface Before {
  readonly text: string;
  readonly row?: Existing;
}

/** The text this origin brought for the same id and version; for objects without versions, the same text. */
async function textBefore(
  transaction: Transaction,
  mine: readonly Existing[],
  one: PlannedObject,
): Promise<Before | undefined> {
  if (mine.length === 0) return undefined;
  const same = mine.filter(
    (row) =>
      row.pos > 0 &&
      (one.version === undefined || row.version_us === versionMicros(one.version, -1)),
  );
  for (const row of same) {
    const held = await transaction.one<{ text: string }>('SELECT text FROM version WHERE vid = ?', [
      row.vid,
    ]);
    if (held !== undefined && (one.version !== undefined || isSameContent(held.text, one.text)))
      return { text: held.text, row };
  }
  return undefined;
}

/** The source may bring back what it took back: the new row takes the tombstone's place. */
export async function clearTombstones(
  transaction: Transaction,
  {
    to,
    kept,
    existing,
  }: { to: Destination; kept: readonly PlannedObject[]; existing: Map<string, Existing[]> },
): Promise<void> {
  const dead = kept.flatMap((one) =>
    (existing.get(one.object.id) ?? []).filter(
      (row) => row.pos === 0 && row.origin === to.origin && row.version === one.version,
    ),
  );
  if (dead.length === 0) return;
  await transaction.run(`DELETE FROM version WHERE ${isIn(transaction.dialect, 'vid', 'bigint')}`, [
    list(
      transaction.dialect,
      dead.map((row) => row.vid),
    ),
  ]);
}

function isSameContent(a: string, b: string): boolean {
  return a === b || isDeepStrictEqual(JSON.parse(a), JSON.parse(b));
}
