import { levelOfLabel } from '@tocsin/policy';
import { isRevoked, titleOf } from '@tocsin/stix';
import { appendFeed, markShared, supersede } from './feed-writer.ts';
import { moveLabels } from './relabel.ts';
import { SHARED_ID } from './rows.ts';
import { clearTombstones, existingRows, sortOut } from './sort-out.ts';
import { versionMicros } from './plan.ts';
import type { Insert, Transaction, Value } from '../engine/engine.ts';
import type { FeedEntry } from './feed-writer.ts';
import type { Plan, PlannedObject } from './plan.ts';
import type { Relabelling } from './relabel.ts';
import type { Existing, Sorted, Standing } from './sort-out.ts';
import type { Destination, Writing } from './writing.ts';

/** What became of the objects of a batch. */
export interface Written extends Sorted {
  /** The rows of what was kept, in its order. */
  readonly vids: readonly number[];
  readonly firstPos: number;
  readonly lastPos: number;
}

/** Every name the batch will carry as a number. */
export function namesOf(plan: Plan): Set<string> {
  const names = new Set<string>();
  for (const { object, refs, values } of plan.objects) {
    names.add(object.type);
    for (const { property } of refs) names.add(property);
    for (const { kind } of values) names.add(kind);
  }
  return names;
}

const VERSION: Insert = {
  table: 'version',
  columns: {
    vid: 'bigint',
    community: 'integer',
    stix_id: 'text',
    origin: 'integer',
    type: 'integer',
    version: 'text',
    version_us: 'bigint',
    spec: 'text',
    text: 'text',
    title: 'text',
    label: 'integer',
    pos: 'bigint',
    contribution: 'text',
    revoked: 'integer',
  },
};
const OBSERVABLE: Insert = {
  table: 'observable',
  columns: {
    value: 'text',
    kind: 'integer',
    community: 'integer',
    vid: 'bigint',
    label: 'integer',
  },
  ignore: true,
};
const REFERENCE: Insert = {
  table: 'reference',
  columns: {
    target: 'text',
    community: 'integer',
    vid: 'bigint',
    property: 'integer',
    label: 'integer',
  },
  ignore: true,
};

/** Writes a planned batch: versions, values, references, then positions. Runs inside the act's transaction. */
export async function writeBatch(
  transaction: Transaction,
  writing: Writing,
  work: { to: Destination; plan: Plan; relabel: readonly Relabelling[]; atomic: boolean },
): Promise<Written | 'atomic-refused'> {
  const { to, plan } = work;
  const existing = await existingRows(transaction, to.community, plan.objects);
  const sorted = await sortOut(transaction, { to, objects: plan.objects, existing });
  if (work.atomic && sorted.contradicting.length > 0) return 'atomic-refused';
  const { kept } = sorted;
  const already = asTheyStand(sorted.already, writing, work);
  const vids = await transaction.takeIds('version', kept.length);
  const shared = sharedRows(kept, existing);
  await transaction.insertMany(
    OBSERVABLE,
    kept.flatMap((one, place) => observableRows(one, { writing, to, vid: vids[place] ?? 0 })),
  );
  await transaction.insertMany(
    REFERENCE,
    kept.flatMap((one, place) => referenceRows(one, { writing, to, vid: vids[place] ?? 0 })),
  );
  await moveLabels(transaction, writing, { community: to.community, relabel: work.relabel });
  const entries: FeedEntry[] = kept.map((one, place) => ({
    vid: vids[place] ?? 0,
    label: writing.labels.idOf(one.label) ?? 0,
    type: writing.words.number(one.object.type),
    isShared: shared.ids.has(one.object.id),
    isRemark: false,
  }));
  const newlyShared = new Set(shared.rows.map((row) => row.vid));
  for (const row of work.relabel) {
    entries.push({
      vid: row.vid,
      label: writing.labels.idOf(row.to) ?? 0,
      type: row.type,
      isShared: (row.flags & SHARED_ID) !== 0 || newlyShared.has(row.vid),
      isRemark: true,
    });
  }
  if (entries.length === 0) return { ...sorted, already, vids, firstPos: 0, lastPos: -1 };
  const placed = await appendFeed(transaction, to, entries);
  await clearTombstones(transaction, { to, kept, existing });
  await transaction.insertMany(
    VERSION,
    kept.map((one, place) =>
      versionRow(one, {
        writing,
        to,
        vid: vids[place] ?? 0,
        pos: placed.positions.get(vids[place] ?? 0) ?? 0,
        us: versionInstant(one, existing, to),
      }),
    ),
  );
  await supersede(transaction, { community: to.community, base: placed.base }, work.relabel);
  for (const row of work.relabel) {
    await transaction.run('UPDATE version SET label = ?, pos = ? WHERE vid = ?', [
      writing.labels.idOf(row.to) ?? 0,
      placed.positions.get(row.vid) ?? 0,
      row.vid,
    ]);
  }
  const relabelled = new Set(work.relabel.map((row) => row.vid));
  await markShared(
    transaction,
    to.community,
    shared.rows.filter((row) => !relabelled.has(row.vid)),
  );
  return { ...sorted, already, vids, firstPos: placed.firstPos, lastPos: placed.lastPos };
}

/** What is here keeps the marking it has, whatever it is sent under again: the receipt says the source's own of it. */
function asTheyStand(
  already: readonly Standing[],
  { labels }: Writing,
  { to, relabel }: { to: Destination; relabel: readonly Relabelling[] },
): PlannedObject[] {
  const moved = new Map(relabel.map((one) => [one.vid, one.to]));
  return already.map(({ row, ...planned }) => {
    if (row === undefined) return planned;
    const label = moved.get(row.vid) ?? labels.at(row.label);
    const own = label?.clauses.filter(({ origin }) => origin === to.originName) ?? [];
    if (own.length === 0) return planned;
    return { ...planned, level: levelOfLabel({ clauses: own }, to.nowMicros / 1000) };
  });
}

/** Ids that are not alone: with rows here already, or several times in the batch. */
function sharedRows(
  kept: readonly PlannedObject[],
  existing: Map<string, Existing[]>,
): { ids: Set<string>; rows: Existing[] } {
  const ids = new Set<string>();
  const rows: Existing[] = [];
  const seen = new Set<string>();
  for (const { object } of kept) {
    const live = (existing.get(object.id) ?? []).filter((row) => row.pos > 0);
    if (live.length > 0 && !ids.has(object.id)) rows.push(...live);
    if (live.length > 0 || seen.has(object.id)) ids.add(object.id);
    seen.add(object.id);
  }
  return { ids, rows };
}

/** The instant of a version. An object without versions is dated later than any this origin brought before. */
function versionInstant(
  one: PlannedObject,
  existing: Map<string, Existing[]>,
  to: Destination,
): number {
  if (one.version !== undefined) return versionMicros(one.version, to.nowMicros);
  const mine = (existing.get(one.object.id) ?? []).filter((row) => row.origin === to.origin);
  return Math.max(to.nowMicros, ...mine.map((row) => row.version_us + 1));
}

interface RowContext {
  writing: Writing;
  to: Destination;
  vid: number;
}

function versionRow(one: PlannedObject, at: RowContext & { pos: number; us: number }): Value[] {
  const { object } = one;
  const { us } = at;
  return [
    at.vid,
    at.to.community,
    object.id,
    at.to.origin,
    at.writing.words.number(object.type),
    one.version ?? `@${String(us)}`,
    us,
    object.spec_version ?? '2.1',
    one.text,
    titleOf(object),
    at.writing.labels.idOf(one.label) ?? 0,
    at.pos,
    at.to.contribution,
    isRevoked(object) ? 1 : 0,
  ];
}

function observableRows(one: PlannedObject, at: RowContext): Value[][] {
  const label = at.writing.labels.idOf(one.label) ?? 0;
  return one.values.map(({ kind, value }) => [
    value,
    at.writing.words.number(kind),
    at.to.community,
    at.vid,
    label,
  ]);
}

function referenceRows(one: PlannedObject, at: RowContext): Value[][] {
  const label = at.writing.labels.idOf(one.label) ?? 0;
  return one.refs.map(({ property, id }) => [
    id,
    at.to.community,
    at.vid,
    at.writing.words.number(property),
    label,
  ]);
}
