import { joinLabels, labelOf } from '@tocsin/policy';
import {
  classOfType,
  isForgedTlp,
  observablesOf,
  refsOf,
  timestampMicros,
  versionOf,
} from '@tocsin/stix';
import { isIn, list } from '../engine/engine.ts';
import { visible } from '../visibility/views.ts';
import { clauseOf, freedLabel, objectClause, ownMarking } from './clauses.ts';
import type { Clause, Label, TlpLevel } from '@tocsin/policy';
import type { Observable, StixObject, StixProblem, StixReference } from '@tocsin/stix';
import type { Query } from '../engine/engine.ts';
import type { View } from '../visibility/views.ts';
import type { Words } from '../visibility/words.ts';
import type { LabelBook } from '../visibility/labels.ts';
import type { NewContribution, NewObject } from '../store.ts';
import type { Bringer, OwnMarking } from './clauses.ts';

/** What planning reads with. */
export interface Planning {
  readonly query: Query;
  readonly view: View;
  readonly words: Words;
  readonly labels: LabelBook;
}

/** One object with the label it is to carry. */
export interface PlannedObject {
  readonly index: number;
  readonly object: StixObject;
  readonly text: string;
  readonly label: Label;
  readonly level: TlpLevel;
  readonly version: string | undefined;
  readonly problems: StixProblem[];
  readonly isHeld: boolean;
  /** Its canonical values and its references, read once. */
  readonly values: readonly Observable[];
  readonly refs: readonly StixReference[];
}

/** A batch with labels decided; nothing is written yet. */
export interface Plan {
  readonly objects: PlannedObject[];
  readonly refused: { object: NewObject; problem: StixProblem }[];
  /** The label of the share itself: its title and text. */
  readonly shareLabel: Label;
  /** Marking definitions that arrive with this batch and may free held objects. */
  readonly definitions: string[];
}

/** Ends of relationships and sightings: whatever they point at, their label covers (M10). */
const END_PROPERTIES = ['source_ref', 'target_ref', 'sighting_of_ref'] as const;
const END_LISTS = ['where_sighted_refs', 'observed_data_refs'] as const;

/** Decides the label of every object of a batch, from what was said, what the object says, and what it points at. */
export async function planBatch(
  planning: Planning,
  bringer: Bringer,
  input: NewContribution,
): Promise<Plan> {
  const batch = clauseOf(bringer, input.marking);
  const accepted: NewObject[] = [];
  const refused: Plan['refused'] = [];
  for (const one of input.objects) {
    if (one.object.type === 'marking-definition' && isForgedTlp(one.object))
      refused.push({ object: one, problem: FORGED });
    else accepted.push(one);
  }
  const marks = accepted.map((one) => ownMarking(one.object, bringer.profile));
  const definitions = await arrivingStatements(planning, bringer, accepted);
  const known = await knownDefinitions(planning, { bringer, definitions, marks });
  const firsts = new Map<string, Label>();
  const labelled = labeller(planning.labels, batch, bringer.author);
  const objects = accepted.map((one, place) => {
    const own = marks[place] ?? { isMixed: false, others: [] };
    const unknown =
      own.others.length === 0 ? own.others : own.others.filter((ref) => !known.has(ref));
    const { label, level } = labelled(own, unknown);
    const before = firsts.get(one.object.id);
    firsts.set(
      one.object.id,
      before === undefined || before === label ? label : joinLabels([before, label]),
    );
    return { one, own, unknown, label, level };
  });
  const about = input.about ?? [];
  const ends = await batchEnds(planning, {
    bringer,
    arriving: new Set(definitions),
    objects: accepted,
    firsts,
    about,
  });
  const shareLabel = joined(labelOf(batch), about, ends);
  return {
    objects: objects.map(({ one, own, unknown, label, level }) => {
      return {
        index: one.index,
        object: one.object,
        text: one.text,
        label: joined(
          label,
          about.length === 0 ? endsOf(one.object) : [...endsOf(one.object), ...about],
          ends,
        ),
        level,
        version: versionOf(one.object),
        problems: problemsOf(one, own, unknown),
        isHeld: unknown.length > 0,
        values: observablesOf(one.object),
        refs: refsOf(one.object).filter(({ property }) => !UNINDEXED.has(property)),
      };
    }),
    refused,
    shareLabel,
    definitions,
  };
}

/** Equal markings give one label, and the one already in the book when there is one: comparing is then cheap. */
function labeller(
  book: LabelBook,
  batch: Clause,
  author: string,
): (own: OwnMarking, unknown: readonly string[]) => { label: Label; level: TlpLevel } {
  const made = new Map<string, { label: Label; level: TlpLevel }>();
  return (own, unknown) => {
    const key = `${own.level ?? ''} ${unknown.join()}`;
    let found = made.get(key);
    if (found === undefined) {
      const clause = objectClause(
        batch,
        own.level === undefined ? { unknown } : { level: own.level, unknown },
        author,
      );
      const fresh = labelOf(clause);
      const id = book.idOf(fresh);
      found = { label: (id === undefined ? undefined : book.at(id)) ?? fresh, level: clause.level };
      made.set(key, found);
    }
    return found;
  };
}

/** A label together with those of the ends it points at; mostly they are one and the same. */
function joined(label: Label, ids: readonly string[], ends: ReadonlyMap<string, Label>): Label {
  let others: Label[] | undefined;
  for (const id of ids) {
    const end = ends.get(id);
    if (end !== undefined && end !== label) (others ??= [label]).push(end);
  }
  return others === undefined ? label : joinLabels(others);
}

/** References that say nothing about the object itself. */
const UNINDEXED: ReadonlySet<string> = new Set([
  'created_by_ref',
  'object_marking_refs',
  'marking_ref',
]);

/** The ids at the ends of a relationship or sighting. */
export function endsOf(object: StixObject): string[] {
  if (classOfType(object.type) !== 'sro') return [];
  const ends: string[] = [];
  for (const property of END_PROPERTIES) {
    const id = object[property];
    if (typeof id === 'string') ends.push(id);
  }
  for (const property of END_LISTS) {
    const ids = object[property];
    if (Array.isArray(ids)) ends.push(...ids.filter((id) => typeof id === 'string'));
  }
  return ends;
}

/** The version as an instant; objects without one are dated by when they arrive. */
export function versionMicros(version: string | undefined, arrival: number): number {
  return version === undefined ? arrival : (timestampMicros(version) ?? arrival);
}

const FORGED: StixProblem = {
  path: '/id',
  rule: 'forged-marking',
  section: 'STIX 2.1 §7.2.1.4',
  message:
    'This marking definition uses a fixed TLP id with other content, or states a TLP under an id of its own; refer to the fixed TLP definitions instead',
};

/**
 * Marking definitions the bringer may rely on: those in the batch, and those they may see here. A plain
 * statement limits nobody; any other kind is not understood and so is not known.
 */
async function knownDefinitions(
  { query, view, words }: Planning,
  {
    bringer,
    definitions,
    marks,
  }: { bringer: Bringer; definitions: readonly string[]; marks: OwnMarking[] },
): Promise<Set<string>> {
  const wanted = new Set(marks.flatMap((mark) => mark.others));
  const known = new Set(definitions.filter((id) => wanted.has(id)));
  const missing = [...wanted].filter((id) => !known.has(id));
  if (missing.length === 0) return known;
  const rows = await query.all<{ stix_id: string; text: string }>(
    `SELECT v.stix_id, v.text FROM version v WHERE ${isIn(query.dialect, 'v.stix_id')} AND v.community = ? AND v.pos > 0 AND ${visible(query.dialect, 'v.label')}`,
    [list(query.dialect, missing), words.number(bringer.community), view.labels],
  );
  for (const row of rows) {
    const object: unknown = JSON.parse(row.text);
    if (isStatement(object)) known.add(row.stix_id);
  }
  return known;
}

/** Statements that arrive here, but for those whose id this origin already gave to something else. */
async function arrivingStatements(
  { query, words }: Planning,
  bringer: Bringer,
  accepted: readonly NewObject[],
): Promise<string[]> {
  const arriving = accepted.filter((one) => isStatement(one.object)).map((one) => one.object.id);
  if (arriving.length === 0) return [];
  const rows = await query.all<{ stix_id: string; text: string }>(
    `SELECT v.stix_id, v.text FROM version v WHERE ${isIn(query.dialect, 'v.stix_id')} AND v.community = ? AND v.origin = ?`,
    [list(query.dialect, arriving), words.number(bringer.community), words.number(bringer.origin)],
  );
  const taken = new Set(
    rows.filter((row) => !isStatement(JSON.parse(row.text))).map((row) => row.stix_id),
  );
  const alike = new Set(
    accepted
      .filter((one) => one.object.type === 'marking-definition' && !isStatement(one.object))
      .map((one) => one.object.id),
  );
  return arriving.filter((id) => !taken.has(id) && !alike.has(id));
}

function isStatement(object: unknown): object is StixObject {
  if (typeof object !== 'object' || object === null) return false;
  const type = 'definition_type' in object ? object.definition_type : undefined;
  return type === 'statement' && !('extensions' in object);
}

/** The labels of what the batch points at: in the batch itself, else as the bringer sees it here. */
async function batchEnds(
  planning: Planning,
  batch: {
    bringer: Bringer;
    arriving: ReadonlySet<string>;
    objects: NewObject[];
    firsts: Map<string, Label>;
    about: readonly string[];
  },
): Promise<Map<string, Label>> {
  const wanted = new Set<string>(batch.about);
  for (const { object } of batch.objects) for (const id of endsOf(object)) wanted.add(id);
  const ends = new Map<string, Label>();
  // What is here already counts too: an end sent again under a wider marking keeps the label it has.
  for (const [id, label] of await labelsHere(planning, batch.bringer.community, [...wanted])) {
    ends.set(id, freedLabel(label, { ...batch.bringer, arriving: batch.arriving }));
  }
  for (const id of wanted) {
    const arriving = batch.firsts.get(id);
    const here = ends.get(id);
    if (arriving !== undefined) {
      ends.set(
        id,
        here === undefined || here === arriving ? arriving : joinLabels([arriving, here]),
      );
    }
  }
  return ends;
}

/** The labels, joined over all versions the reader may see, of objects here. */
export async function labelsHere(
  { query, view, words, labels }: Planning,
  community: string,
  ids: readonly string[],
): Promise<Map<string, Label>> {
  const found = new Map<string, Label>();
  if (ids.length === 0) return found;
  const rows = await query.all<{ stix_id: string; label: number }>(
    `SELECT v.stix_id, v.label FROM version v WHERE ${isIn(query.dialect, 'v.stix_id')} AND v.community = ? AND v.pos > 0 AND ${visible(query.dialect, 'v.label')}`,
    [list(query.dialect, ids), words.number(community), view.labels],
  );
  for (const { stix_id, label } of rows) {
    const stored = labels.at(label);
    if (stored === undefined) continue;
    const held = found.get(stix_id);
    found.set(stix_id, held === undefined || held === stored ? stored : joinLabels([held, stored]));
  }
  return found;
}

function problemsOf(one: NewObject, own: OwnMarking, unknown: readonly string[]): StixProblem[] {
  const problems = [...(one.warnings ?? [])];
  for (const note of one.notes ?? []) {
    problems.push({ path: '', rule: 'converted', section: 'STIX 2.1 §1', message: note });
  }
  if (own.isMixed) {
    problems.push({
      path: '/object_marking_refs',
      rule: 'several-tlp-levels',
      section: 'marking rules M9',
      message: 'More than one TLP level is named; the strictest one holds',
    });
  }
  if (unknown.length > 0) {
    problems.push({
      path: '/object_marking_refs',
      rule: 'unknown-marking',
      section: 'marking rules M2',
      message: `Kept, but shown to nobody outside your organization until the marking definition "${unknown[0] ?? ''}" arrives; send it, or use a TLP marking`,
    });
  }
  return problems;
}
