import { joinLabels, loweredOnLeaving } from '@tocsin/policy';
import { appendAudit } from '../audit/append.ts';
import { isIn, list } from '../engine/engine.ts';
import { sourceRows } from '../exchange/change.ts';
import { ownMarking } from '../exchange/clauses.ts';
import { eraseRows } from '../exchange/erase.ts';
import { supersede, takeInstant } from '../exchange/feed-writer.ts';
import { identityId } from '../exchange/identity.ts';
import { endsOf } from '../exchange/plan.ts';
import { placeAnew } from '../exchange/place-anew.ts';
import { PlanStale } from '../exchange/stale.ts';
import { communityProfile } from '../people/census.ts';
import { bumpEpoch } from '../people/epoch.ts';
import { leftNow } from './leaving.ts';
import type { CommunityProfile, Label } from '@tocsin/policy';
import type { StixObject } from '@tocsin/stix';
import type { Engine, Query, Transaction } from '../engine/engine.ts';
import type { SourceRow } from '../exchange/change.ts';
import type { Relabelling } from '../exchange/relabel.ts';
import type { Leave, Left } from './leaving.ts';

/** What is at hand for one that left. */
interface Carrying extends Leave {
  readonly left: Left;
}

/** Whether the organization has left, and what it laid down is still to be carried out; holds that until the commit. */
export async function stillLeft(
  transaction: Transaction,
  left: Left,
  now: number,
): Promise<boolean> {
  const lock = transaction.dialect === 'postgres' ? ' FOR UPDATE' : '';
  await transaction.one(`SELECT epoch FROM policy_state${lock}`);
  const [found] = await leftNow(transaction, now, left);
  return found?.leftAt === left.leftAt;
}

/** Takes back whole objects of a source that left, as taking back does: tombstones stay, whoever has copies is asked. */
export async function takeBackLeft(
  engine: Engine,
  tools: Carrying,
  ids: readonly string[],
): Promise<void> {
  const { words, now, left } = tools;
  const here = words.number(left.community);
  await engine.write(async (transaction) => {
    if (!(await stillLeft(transaction, left, now()))) return;
    const rows = await rowsOf(transaction, tools, ids);
    if (rows.length === 0) return;
    const base = await takeInstant(transaction, { community: here, nowMicros: now() * 1000 });
    await supersede(
      transaction,
      { community: here, base },
      rows.map((row) => ({ ...row, act: 'retracted' as const })),
    );
    await eraseRows(transaction, words, { community: here, rows });
    await transaction.run(
      `UPDATE release_request SET state = 'ended' WHERE community = ? AND coalesce(alias, source) = ? AND state = 'granted'
       AND ${isIn(transaction.dialect, 'stix_id')}`,
      [left.community, left.organization, list(transaction.dialect, ids)],
    );
    await record(transaction, tools, {
      act: 'retract',
      words: `Took back ${String(rows.length)} versions, as this person had laid down for when the organization leaves`,
    });
    transaction.afterCommit(() => tools.changed({ kind: 'feed', communities: [left.community] }));
  });
}

/** Lowers whole objects of a source that left; what was granted on request stays granted, since nobody loses by it. */
export async function lowerLeft(
  engine: Engine,
  tools: Carrying,
  ids: readonly string[],
): Promise<void> {
  const { left } = tools;
  const planned = await engine.readAll((query) => planLower(query, tools, ids));
  if (planned.length === 0) return;
  await tools.labels.intern(
    engine,
    planned.map(({ to }) => to),
  );
  await engine.write(async (transaction) => {
    if (!(await stillLeft(transaction, left, tools.now()))) return;
    const still = new Map((await rowsOf(transaction, tools, ids)).map((row) => [row.vid, row]));
    const isSame = planned.every(({ vid, pos, label }) => {
      const row = still.get(vid);
      return row?.pos === pos && row.label === label;
    });
    if (!isSame) throw new PlanStale();
    await placeAnew(transaction, tools, { community: left.community, rows: planned });
    await bumpEpoch(transaction);
    await record(transaction, tools, {
      act: 'mark',
      words: `Lowered the marking of ${String(planned.length)} versions, as this person had laid down for when the organization leaves`,
    });
    transaction.afterCommit(() => {
      tools.changed({ kind: 'policy', communities: [left.community] });
      tools.changed({ kind: 'feed', communities: [left.community] });
    });
  });
}

/** The rows whose label moves, with what it becomes. */
async function planLower(
  query: Query,
  tools: Carrying,
  ids: readonly string[],
): Promise<Relabelling[]> {
  const { left } = tools;
  const profile = await communityProfile(query, left.community);
  if (profile === undefined) return [];
  const rows = await rowsOf(query, tools, ids);
  const objects = new Map(rows.map((row) => [row.vid, JSON.parse(row.text) as StixObject]));
  const ends = await endLabels(query, tools, [...objects.values()].flatMap(endsOf));
  return rows.flatMap((row): Relabelling[] => {
    const object = objects.get(row.vid);
    const held = tools.labels.at(row.label);
    if (object === undefined || held === undefined) return [];
    const lowered = lowerOne(held, { left, object, profile, now: tools.now() });
    if (lowered === held) return [];
    const covering = endsOf(object).flatMap((id) => ends.get(id) ?? []);
    const to = covering.length === 0 ? lowered : joinLabels([lowered, ...covering]);
    return tools.labels.idOf(to) === row.label ? [] : [{ ...row, to }];
  });
}

function lowerOne(
  held: Label,
  by: { left: Left; object: StixObject; profile: CommunityProfile; now: number },
): Label {
  const { community, organization, leaving, dueAt } = by.left;
  if (leaving.act !== 'lower') return held;
  const own = isOwnWord(by.object, organization)
    ? undefined
    : ownMarking(by.object, by.profile).level;
  return loweredOnLeaving(held, {
    origin: organization,
    community,
    to: leaving.to,
    ...(own === undefined ? {} : { own }),
    at: dueAt,
    now: by.now,
  });
}

/**
 * Whether the level in its text is the source's own word about the whole of it, as in all that is made from what is typed
 * here: what was laid down is its later word. What others made, or marked in parts, keeps what it says.
 */
function isOwnWord(object: StixObject, organization: string): boolean {
  const isOwn = object['created_by_ref'] === identityId(organization);
  return isOwn && object['granular_markings'] === undefined;
}

/** What the source itself brought at the ends, as it is marked now; what came from others is in the label already. */
async function endLabels(
  query: Query,
  { words, labels, left: { community, organization } }: Carrying,
  ids: readonly string[],
): Promise<Map<string, Label[]>> {
  if (ids.length === 0) return new Map();
  const rows = await query.all<{ stix_id: string; label: number }>(
    `SELECT DISTINCT stix_id, label FROM version WHERE ${isIn(query.dialect, 'stix_id')} AND community = ? AND origin = ? AND pos > 0`,
    [list(query.dialect, [...new Set(ids)]), words.number(community), words.number(organization)],
  );
  const found = new Map<string, Label[]>();
  for (const { stix_id: id, label } of rows) {
    // A label that cannot be read lets nobody read what rests on it.
    found.set(id, [...(found.get(id) ?? []), labels.at(label) ?? { clauses: [] }]);
  }
  return found;
}

async function rowsOf(
  query: Query,
  { words, left: { community, organization } }: Carrying,
  ids: readonly string[],
): Promise<SourceRow[]> {
  const at = { community: words.number(community), origin: words.number(organization) };
  const rows: SourceRow[] = [];
  for (const id of ids) rows.push(...(await sourceRows(query, { ...at, id })));
  return rows;
}

/** In the record of the source, in the name of whoever laid it down. */
async function record(
  transaction: Transaction,
  { now, left: { community, organization, by } }: Carrying,
  done: { act: string; words: string },
): Promise<void> {
  const person = await transaction.one<{ name: string }>('SELECT name FROM person WHERE id = ?', [
    by,
  ]);
  await appendAudit(transaction, {
    at: now(),
    organization,
    actor: { kind: 'person', id: by, name: person?.name ?? '' },
    act: done.act,
    words: done.words,
    facts: { community },
  });
}
