import { isWider, joinLabels, labelOf, mayChange } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import { voiceUnder } from '../people/aliases.ts';
import { recordAct } from '../people/actor.ts';
import { communityProfile } from '../people/census.ts';
import { bumpEpoch, policyEpoch } from '../people/epoch.ts';
import { clauseOf, objectClause, ownMarking } from './clauses.ts';
import { placeAnew } from './place-anew.ts';
import { supersede, takeInstant } from './feed-writer.ts';
import { endsOf, labelsHere } from './plan.ts';
import { readOwnObject, readObject } from './read-object.ts';
import { withFeed } from './rows.ts';
import { PLANS_MAX, PlanStale } from './stale.ts';
import { eraseRows } from './erase.ts';
import { deciding } from './tools.ts';
import type { Clause, Label } from '@tocsin/policy';
import type { StixObject } from '@tocsin/stix';
import type { Query, Transaction } from '../engine/engine.ts';
import type { MarkingInput } from '../store.ts';
import type { Bringer } from './clauses.ts';
import type { Relabelling } from './relabel.ts';
import type { Reading } from './read-page.ts';
import type { ExchangeAccess } from './tools.ts';

/** What came of a wish to change something. */
export type ChangeOutcome = 'done' | 'hidden' | 'refused';

/** A live row of the source, as it stood when the change was planned. */
export interface SourceRow extends Omit<Relabelling, 'to'> {
  readonly version: string;
}

/** What a change moves: planned in one snapshot, written in another. */
export interface Target {
  readonly epoch: number;
  readonly community: number;
  /** Whose rows they are. */
  readonly source: string;
  readonly rows: readonly SourceRow[];
  readonly to: ReadonlyMap<number, Label>;
  /** Reads the rows again, to see whether they still stand where they did. */
  readonly again: (query: Query) => Promise<SourceRow[]>;
}

/**
 * Gives an object, with all its versions from this source, another marking. Only the source may (M11). What
 * points at it from the same source is narrowed along (M10). Every row takes a new position.
 */
export async function remark(
  access: ExchangeAccess,
  at: { id: string; community: string; marking: MarkingInput },
): Promise<ChangeOutcome> {
  return whileStale(access, async () => {
    const target = await deciding(access, (tools) => planRemark(access, tools, at));
    if (target === 'hidden' || target === 'refused') return target;
    await access.labels.intern(access.engine, target.to.values());
    await access.engine.write(async (transaction) => {
      await endReleases(transaction, at, target);
      await moveRows(access, transaction, {
        target,
        community: at.community,
        act: {
          act: 'mark',
          words: `Changed the marking of ${String(target.rows.length)} versions`,
        },
      });
    });
    return 'done';
  });
}

/** Takes versions of an object back: a tombstone stays, the content goes. Only the source, or whoever brought it. */
export async function retract(
  access: ExchangeAccess,
  at: { id: string; community: string; versions: 'all' | 'last' | readonly string[] },
): Promise<ChangeOutcome> {
  return whileStale(access, async () => {
    const target = await deciding(access, (tools) => planRetract(access, tools, at));
    if (target === 'hidden' || target === 'refused') return target;
    await access.engine.write(async (transaction) => {
      await checkStill(transaction, target);
      const { community } = target;
      await endReleases(transaction, at, target);
      const base = await takeInstant(transaction, { community, nowMicros: access.now() * 1000 });
      await supersede(
        transaction,
        { community, base },
        target.rows.map((row) => ({ ...row, act: 'retracted' as const })),
      );
      await eraseRows(transaction, access.words, {
        community: target.community,
        rows: target.rows,
      });
      await audited(access, transaction, {
        act: 'retract',
        words: `Took back ${String(target.rows.length)} versions of an object`,
      });
      transaction.afterCommit(() => access.changed({ kind: 'feed', communities: [at.community] }));
    });
    return 'done';
  });
}

async function planRemark(
  access: ExchangeAccess,
  tools: Reading,
  at: { id: string; community: string; marking: MarkingInput },
): Promise<Target | 'hidden' | 'refused'> {
  const { query, view } = tools;
  const profile = await communityProfile(query, at.community);
  const own = await readOwnObject(tools, at.id, at.community);
  if (own === undefined)
    return (await readObject(tools, at.id, at.community)) === undefined ? 'hidden' : 'refused';
  if (profile === undefined) return 'hidden';
  const { id: me, organization } = view.reader;
  const author =
    own.origin === organization ? me : ((await voiceUnder(query, own.origin, me)) ?? own.origin);
  const bringer = { origin: own.origin, community: at.community, author, profile };
  const said = clauseOf(bringer, at.marking);
  const place = {
    id: at.id,
    community: access.words.number(at.community),
    origin: access.words.number(own.origin),
  };
  const rows = await sourceRows(query, place);
  const to = new Map<number, Label>();
  for (const row of rows) {
    const clause = mayMark(access, tools, { row, said });
    if (clause === undefined) return 'refused';
    to.set(row.vid, await labelOfRow(access, tools, { row, clause, bringer }));
  }
  const moved = joinLabels([...to.values()]);
  const edges = await edgesOf(query, place);
  for (const edge of edges)
    to.set(edge.vid, joinLabels([access.labels.at(edge.label) ?? { clauses: [] }, moved]));
  return {
    epoch: await policyEpoch(query),
    community: place.community,
    source: own.origin,
    rows: [...rows, ...edges],
    to,
    again: async (later) => [...(await sourceRows(later, place)), ...(await edgesOf(later, place))],
  };
}

/**
 * The clause one version would get, or `undefined` when this reader may not give it. Each version is decided by
 * its own: what narrows the newest may widen one before it. A version keeps the reach it was published under.
 */
function mayMark(
  access: ExchangeAccess,
  { view }: Reading,
  { row, said }: { row: SourceRow; said: Clause },
): Clause | undefined {
  const own = access.labels
    .at(row.label)
    ?.clauses.filter((clause) => clause.origin === said.origin);
  const first = own?.[0];
  if (own === undefined || first === undefined || !view.may(row.label)) return undefined;
  const clause: Clause = { ...said, reach: first.reach };
  // A label joined from own ends has several own clauses, in no order that tells which is the row's: all must allow it.
  const isAllowed = own.every((held) => {
    const change = isWider(labelOf(held), labelOf(clause), view.now) ? 'lower' : 'tighten';
    return mayChange(view.reader, labelOf(held), { change, now: view.now }).allowed;
  });
  return isAllowed ? clause : undefined;
}

/** What is said now, narrowed by what the object itself says, what it waits for, and the ends it points at. */
async function labelOfRow(
  access: ExchangeAccess,
  tools: Reading,
  at: { row: SourceRow; clause: Clause; bringer: Bringer },
): Promise<Label> {
  const { origin, community, author } = at.bringer;
  const object = JSON.parse(at.row.text) as StixObject;
  const own = ownMarking(object, at.bringer.profile);
  const held = access.labels.at(at.row.label)?.clauses ?? [];
  const unknown = held.flatMap((clause) => clause.unknown ?? []);
  const clause = objectClause(
    at.clause,
    own.level === undefined ? { unknown } : { level: own.level, unknown },
    author,
  );
  const ends = await labelsHere(tools, community, endsOf(object));
  // What came from others, by an end or by what it was about, is not the marker's to drop.
  const others = held.filter((one) => one.origin !== origin).map(labelOf);
  return joinLabels([labelOf(clause), ...ends.values(), ...others]);
}

async function planRetract(
  access: ExchangeAccess,
  tools: Reading,
  at: { id: string; community: string; versions: 'all' | 'last' | readonly string[] },
): Promise<Target | 'hidden' | 'refused'> {
  const { reader, now } = tools.view;
  const own = await readOwnObject(tools, at.id, at.community);
  if (own === undefined)
    return (await readObject(tools, at.id, at.community)) === undefined ? 'hidden' : 'refused';
  const author = await tools.query.one(
    'SELECT 1 AS one FROM contribution WHERE id = ? AND author = ?',
    [own.contribution, reader.id],
  );
  const clause = own.label.clauses.find((one) => one.origin === own.origin);
  const isAllowed =
    clause !== undefined && mayChange(reader, labelOf(clause), { change: 'retract', now }).allowed;
  if (author === undefined && !isAllowed) return 'refused';
  const place = {
    id: at.id,
    community: access.words.number(at.community),
    origin: access.words.number(own.origin),
  };
  const rows = await sourceRows(tools.query, place);
  const { versions } = at;
  const isChosen = (row: SourceRow): boolean =>
    versions === 'all' ||
    (versions === 'last' ? row.vid === newestOf(rows) : versions.includes(row.version));
  return {
    epoch: await policyEpoch(tools.query),
    community: place.community,
    source: own.origin,
    rows: rows.filter(isChosen),
    to: new Map(),
    again: async (later) =>
      (await sourceRows(later, place)).filter(
        (row) => rows.every((old) => old.vid !== row.vid) || isChosen(row),
      ),
  };
}

function newestOf(rows: readonly (SourceRow & { version_us?: number })[]): number | undefined {
  return rows.reduce<(SourceRow & { version_us?: number }) | undefined>(
    (best, row) =>
      best === undefined || (row.version_us ?? 0) >= (best.version_us ?? 0) ? row : best,
    undefined,
  )?.vid;
}

/** Gives the rows of a plan their labels, at new positions; whoever gained or lost by it is told by the feed. */
export async function moveRows(
  access: ExchangeAccess,
  transaction: Transaction,
  { target, community, act }: { target: Target; community: string; act: Act },
): Promise<void> {
  await checkStill(transaction, target);
  await placeAnew(transaction, access, {
    community,
    rows: target.rows.map((row) => ({ ...row, to: target.to.get(row.vid) ?? { clauses: [] } })),
  });
  await bumpEpoch(transaction);
  await audited(access, transaction, act);
  transaction.afterCommit(() => {
    access.changed({ kind: 'policy', communities: [community] });
    access.changed({ kind: 'feed', communities: [community] });
  });
}

/** Another marking says anew who reads, and what is taken back nobody reads: what was granted on request ends with both. */
async function endReleases(
  transaction: Transaction,
  at: { id: string; community: string },
  { source }: Target,
): Promise<void> {
  await transaction.run(
    "UPDATE release_request SET state = 'ended' WHERE community = ? AND stix_id = ? AND coalesce(alias, source) = ? AND state = 'granted'",
    [at.community, at.id, source],
  );
}

/** Planned in one snapshot, written in another: between them nothing that matters may have moved. */
async function checkStill(transaction: Transaction, target: Target): Promise<void> {
  const lock = transaction.dialect === 'postgres' ? ' FOR UPDATE' : '';
  const state = await transaction.one<{ epoch: number }>(`SELECT epoch FROM policy_state${lock}`);
  const places = new Set(
    target.rows.map((row) => `${String(row.vid)} ${String(row.pos)} ${String(row.label)}`),
  );
  const now = await target.again(transaction);
  const isSame =
    now.length === places.size &&
    now.every((row) => places.has(`${String(row.vid)} ${String(row.pos)} ${String(row.label)}`));
  if (state?.epoch !== target.epoch || !isSame) throw new PlanStale();
}

/** Plans and writes in its turn, and anew when something moved between the two all the same. */
export async function whileStale<T>(
  { turns }: ExchangeAccess,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await turns.take(attempt);
    } catch (fault) {
      if (!(fault instanceof PlanStale) || tries >= PLANS_MAX) throw fault;
    }
  }
}

/** What is entered in the record. */
interface Act {
  readonly act: string;
  readonly words: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

async function audited(access: ExchangeAccess, transaction: Transaction, act: Act): Promise<void> {
  const { organization } = await access.reader(transaction);
  await recordAct(transaction, access.principal, { at: access.now(), organization, ...act });
}

interface SourcePlace {
  id: string;
  community: number;
  origin: number;
}

const SOURCE_COLUMNS = 'v.vid, v.pos, v.label, v.type, v.text, v.version, v.version_us, f.flags';

/** The live rows of an object from one source. */
export async function sourceRows(query: Query, at: SourcePlace): Promise<SourceRow[]> {
  return query.all<SourceRow>(
    `SELECT ${SOURCE_COLUMNS} FROM version v ${withFeed(query.dialect)}
     WHERE v.stix_id = ? AND v.community = ? AND v.origin = ? AND v.pos > 0`,
    [at.id, at.community, at.origin],
  );
}

/** Relationships and sightings of the same source that point at the object. */
async function edgesOf(query: Query, at: SourcePlace): Promise<SourceRow[]> {
  const pointing = await query.all<{ vid: number }>(
    'SELECT DISTINCT vid FROM reference WHERE target = ? AND community = ?',
    [at.id, at.community],
  );
  const rows = await query.all<SourceRow>(
    `SELECT ${SOURCE_COLUMNS} FROM version v ${withFeed(query.dialect)}
     WHERE ${isIn(query.dialect, 'v.vid', 'bigint')} AND v.origin = ? AND v.stix_id <> ? AND v.pos > 0`,
    [
      list(
        query.dialect,
        pointing.map((row) => row.vid),
      ),
      at.origin,
      at.id,
    ],
  );
  return rows.filter((row) => endsOf(JSON.parse(row.text) as StixObject).includes(at.id));
}
