import { withFeed } from './rows.ts';
import { joinLabels } from '@tocsin/policy';
import { observablesOf, refsOf } from '@tocsin/stix';
import { isIn, list } from '../engine/engine.ts';
import { freedLabel } from './clauses.ts';
import { endsOf } from './plan.ts';
import type { Label } from '@tocsin/policy';
import type { StixObject } from '@tocsin/stix';
import type { Query, Transaction } from '../engine/engine.ts';
import type { Plan } from './plan.ts';
import type { Destination, Writing } from './writing.ts';

/** A live row that has to change its label because of what arrives. */
export interface Relabelling {
  readonly vid: number;
  readonly pos: number;
  readonly label: number;
  readonly type: number;
  readonly flags: number;
  readonly text: string;
  readonly to: Label;
}

/**
 * Live rows of this origin whose label has to follow what arrives: relationships and sightings whose end
 * comes with a stricter marking (M10), and objects held for a marking definition that now arrives (M2).
 */
export async function findRelabellings(
  query: Query,
  writing: Writing,
  { to, plan }: { to: Destination; plan: Plan },
): Promise<Relabelling[]> {
  const found = new Map<number, Relabelling>();
  const arriving = arrivingLabels(plan);
  for (const row of await edgesTo(query, writing, { to, arriving })) {
    const held = found.get(row.vid)?.to ?? writing.labels.at(row.label);
    if (held === undefined) continue;
    const covered = joinLabels([held, ...(arriving.get(row.target) ?? [])]);
    if (writing.labels.idOf(covered) !== row.label) found.set(row.vid, { ...row, to: covered });
  }
  const freeing = {
    origin: to.originName,
    community: to.communityName,
    arriving: new Set(plan.definitions),
  };
  for (const row of await heldFor(query, writing, { to, plan })) {
    const covered = found.get(row.vid)?.to;
    found.set(row.vid, covered === undefined ? row : { ...row, to: freedLabel(covered, freeing) });
  }
  return [...found.values()];
}

/** The labels each arriving id comes with, each once. */
function arrivingLabels(plan: Plan): Map<string, Label[]> {
  const arriving = new Map<string, Label[]>();
  for (const { object, label } of plan.objects) {
    const labels = arriving.get(object.id);
    if (labels === undefined) arriving.set(object.id, [label]);
    else if (!labels.includes(label)) labels.push(label);
  }
  return arriving;
}

/** Moves values and references of rows to their new labels. */
export async function moveLabels(
  transaction: Transaction,
  writing: Writing,
  { community, relabel }: { community: number; relabel: readonly Relabelling[] },
): Promise<void> {
  for (const row of relabel) {
    const object = parse(row.text);
    const label = writing.labels.idOf(row.to) ?? 0;
    for (const { kind, value } of observablesOf(object)) {
      await transaction.run(
        'UPDATE observable SET label = ? WHERE value = ? AND kind = ? AND community = ? AND vid = ?',
        [label, value, writing.words.number(kind), community, row.vid],
      );
    }
    for (const { id } of refsOf(object)) {
      await transaction.run(
        'UPDATE reference SET label = ? WHERE target = ? AND community = ? AND vid = ?',
        [label, id, community, row.vid],
      );
    }
  }
}

interface EdgeRow extends Omit<Relabelling, 'to'> {
  target: string;
}

/** Edges of this origin that point at arriving ids and do not carry the arriving label already. */
async function edgesTo(
  query: Query,
  writing: Writing,
  { to, arriving }: { to: Destination; arriving: ReadonlyMap<string, readonly Label[]> },
): Promise<EdgeRow[]> {
  if (arriving.size === 0) return [];
  const pointing = await query.all<{ target: string; vid: number; label: number }>(
    `SELECT r.target, r.vid, r.label FROM reference r WHERE ${isIn(query.dialect, 'r.target')} AND r.community = ?`,
    [list(query.dialect, [...arriving.keys()]), to.community],
  );
  const edges: EdgeRow[] = [];
  for (const { target, vid, label } of pointing) {
    const labels = arriving.get(target) ?? [];
    if (labels.every((one) => writing.labels.idOf(one) === label)) continue;
    const row = await query.one<Omit<EdgeRow, 'target'>>(
      `SELECT v.vid, v.pos, v.label, v.type, v.text, f.flags FROM version v
       ${withFeed(query.dialect)} WHERE v.vid = ? AND v.origin = ? AND v.pos > 0`,
      [vid, to.origin],
    );
    if (row !== undefined && endsOf(parse(row.text)).includes(target))
      edges.push({ ...row, target });
  }
  return edges;
}

async function heldFor(
  query: Query,
  writing: Writing,
  { to, plan }: { to: Destination; plan: Plan },
): Promise<Relabelling[]> {
  if (plan.definitions.length === 0) return [];
  const arriving = new Set(plan.definitions);
  const rows: Relabelling[] = [];
  for (const [id, label] of writing.labels.from(1)) {
    const freed = freedLabel(label, {
      origin: to.originName,
      community: to.communityName,
      arriving,
    });
    if (freed === label) continue;
    const held = await query.all<Omit<Relabelling, 'to'>>(
      `SELECT v.vid, v.pos, v.label, v.type, v.text, f.flags FROM feed f JOIN version v ON v.vid = f.vid
       WHERE f.community = ? AND f.label = ? AND f.flags & 1 = 0`,
      [to.community, id],
    );
    rows.push(...held.map((row) => ({ ...row, to: freed })));
  }
  return rows;
}

function parse(text: string): StixObject {
  return JSON.parse(text) as StixObject;
}
