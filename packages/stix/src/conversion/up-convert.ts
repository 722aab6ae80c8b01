import { isRecord, show } from '../keys.ts';
import { classOfType } from '../object-types.ts';
import { tlpDefinition, tlpOfMarkingRef } from '../tlp.ts';
import type { StixProblem } from '../types.ts';
import { hasExtensionType } from '../validation/extension-checks.ts';
import { isTermOf, type VocabularyName } from '../vocabularies.ts';
import { liftObservables, type LiftedObservable } from './observables.ts';
import { followMarkings } from './markings.ts';

type Members = Readonly<Record<string, unknown>>;

/** An object of STIX 2.1, still to be validated. */
export interface Converted {
  readonly object: Members;
  /** What was changed, one sentence each; empty when nothing was. */
  readonly notes: readonly string[];
  /** Observables lifted out of an observed-data, still to be validated. */
  readonly extra: readonly LiftedObservable[];
}

/** What {@link upConvert} made, or a refusal. */
export type UpConversion =
  ({ readonly ok: true } & Converted) | { readonly ok: false; readonly problem: StixProblem };

/** Types whose `labels` of STIX 2.0 became a property of their own. */
const TYPED_LABELS: ReadonlyMap<string, readonly [string, VocabularyName]> = new Map<
  string,
  readonly [string, VocabularyName]
>([
  ['indicator', ['indicator_types', 'indicator-type-ov']],
  ['malware', ['malware_types', 'malware-type-ov']],
  ['report', ['report_types', 'report-type-ov']],
  ['threat-actor', ['threat_actor_types', 'threat-actor-type-ov']],
  ['tool', ['tool_types', 'tool-type-ov']],
]);

/** The object under work, with a note for each change. */
interface Draft {
  readonly members: Record<string, unknown>;
  readonly notes: string[];
}

/**
 * Says whether an object is older than STIX 2.1: it names version 2.0, or no version although its
 * type has versions. Observables name none in 2.1 either.
 */
export function isOlder(value: Members): boolean {
  const version = value['spec_version'];
  if (version === '2.0') return true;
  if (version !== undefined) return false;
  const { type } = value;
  if (typeof type !== 'string' || type === 'bundle') return false;
  const objectClass = classOfType(type);
  if (objectClass !== 'custom') return objectClass !== 'sco';
  // Extensions came with STIX 2.1, so an object that names one is not older.
  return (
    value['created'] !== undefined && !hasExtensionType(value, 'new-sdo', 'new-sco', 'new-sro')
  );
}

/**
 * Turns an object of STIX 2.0 into STIX 2.1 by the table in the README of this package. Id,
 * times, creator and text stay as they are. An object of STIX 2.1 comes back unchanged. The value
 * itself is not changed. STIX 1.x, which is XML, is refused.
 */
export function upConvert(value: unknown): UpConversion {
  if (typeof value === 'string' && value.trimStart().startsWith('<')) {
    return refuse(
      'stix-1-xml',
      'STIX 1.x is XML and is not accepted; convert it to STIX 2.1 JSON first',
    );
  }
  if (!isRecord(value)) return refuse('type', `Expected a STIX object, got ${show(value)}`);
  if (!isOlder(value)) return { ok: true, object: value, notes: [], extra: [] };
  return { ok: true, ...convertOlder(value) };
}

/** Converts an object that is known to be older; see {@link upConvert}. */
export function convertOlder(value: Members): Converted {
  const genuine = genuineTlp(value);
  if (genuine !== undefined) {
    const notes = ['The TLP definition was replaced by the fixed one of STIX 2.1'];
    return { object: genuine, notes, extra: [] };
  }
  const draft = {
    members: Object.fromEntries(Object.entries(value)),
    notes: ['"spec_version" was set to "2.1"'],
  };
  draft.members['spec_version'] = '2.1';
  dropEmptyLists(draft);
  moveLabels(draft);
  convertType(draft);
  const extra = liftFrom(draft);
  followMarkings(draft, value);
  return { object: draft.members, notes: draft.notes, extra };
}

/** The fixed definition that an older copy of it stands for; only one that says the same level. */
function genuineTlp(value: Members): Members | undefined {
  const { id, type, definition } = value;
  if (type !== 'marking-definition' || typeof id !== 'string' || !isRecord(definition)) {
    return undefined;
  }
  const mark = tlpOfMarkingRef(id);
  if (mark?.scheme !== 'tlp-1.0') return undefined;
  const genuine = tlpDefinition(mark.scheme, mark.level);
  const word = mark.level === 'clear' ? 'white' : mark.level;
  return definition['tlp'] === word ? genuine : undefined;
}

function dropEmptyLists({ members, notes }: Draft): void {
  for (const name of Object.keys(members)) {
    const value = members[name];
    if (!Array.isArray(value) || value.length > 0) continue;
    delete members[name];
    notes.push(`The empty list "${name.slice(0, 60)}" was left out`);
  }
}

/** Moves the labels that are terms of the type's vocabulary; others stay labels. */
function moveLabels({ members, notes }: Draft): void {
  const { type, labels } = members;
  const target = typeof type === 'string' ? TYPED_LABELS.get(type) : undefined;
  if (target === undefined || !Array.isArray(labels)) return;
  const [property, vocabulary] = target;
  if (members[property] !== undefined) return;
  const isTerm = (label: unknown): boolean =>
    typeof label === 'string' && isTermOf(vocabulary, label);
  const terms = labels.filter(isTerm);
  if (terms.length === 0) return;
  members[property] = terms;
  const others = labels.filter((label) => !isTerm(label));
  if (others.length > 0) members['labels'] = others;
  else delete members['labels'];
  notes.push(`Labels that are terms of ${vocabulary} moved to "${property}"`);
}

function convertType(draft: Draft): void {
  switch (draft.members['type']) {
    case 'indicator':
      return convertIndicator(draft);
    case 'malware':
      return convertMalware(draft);
    case 'identity':
      return convertIdentity(draft);
    case 'course-of-action':
      return convertCourseOfAction(draft);
    default:
  }
}

function convertIndicator({ members, notes }: Draft): void {
  const { pattern } = members;
  if (members['pattern_type'] === undefined) {
    members['pattern_type'] = 'stix';
    members['pattern_version'] ??= '2.0';
    notes.push('"pattern_type" was set to "stix" and "pattern_version" to "2.0"');
  }
  if (typeof pattern !== 'string' || members['pattern_type'] !== 'stix') return;
  // Qualifiers of STIX 2.0 took plain strings where 2.1 takes timestamps.
  const changed = pattern.replaceAll(/\b(START|STOP)\s+'(\d{4}-[^']{1,40}Z)'/g, "$1 t'$2'");
  if (changed === pattern) return;
  members['pattern'] = changed;
  notes.push('Times of START and STOP in the pattern were written as timestamps');
}

function convertMalware({ members, notes }: Draft): void {
  if (members['is_family'] !== undefined) return;
  // In 2.0 a malware is described by name, which is what 2.1 calls a family.
  members['is_family'] = true;
  notes.push('"is_family" was set to true');
}

function convertIdentity({ members, notes }: Draft): void {
  const { labels, identity_class: identityClass } = members;
  if (Array.isArray(labels) && members['roles'] === undefined) {
    members['roles'] = labels;
    delete members['labels'];
    notes.push('"labels" became "roles"');
  }
  if (Array.isArray(identityClass) && identityClass.length === 1) {
    members['identity_class'] = identityClass[0];
    notes.push('"identity_class" was taken out of its list');
  }
}

function convertCourseOfAction({ members, notes }: Draft): void {
  if (members['action'] === undefined) return;
  delete members['action'];
  notes.push('The reserved property "action" was left out');
}

/** Lifts the observables out of an observed-data. */
function liftFrom(draft: Draft): readonly LiftedObservable[] {
  const { members, notes } = draft;
  const { objects } = members;
  if (members['type'] !== 'observed-data' || !isRecord(objects)) return [];
  if (members['object_refs'] !== undefined) return [];
  const { lifted, skipped } = liftObservables(objects, {
    seed: `${String(members['id'])} ${String(members['modified'])}`,
    markingRefs: allMarkings(members),
  });
  // What cannot be lifted stays for validation to refuse, with its place.
  if (skipped.length > 0 || lifted.length === 0) return [];
  delete members['objects'];
  members['object_refs'] = [...new Set(lifted.map(({ id }) => id))];
  notes.push(`${lifted.length} observables became objects of their own, named in "object_refs"`);
  return lifted;
}

/** Every marking on the object or on part of it: an observable keeps the protection it came with. */
function allMarkings(members: Members): readonly unknown[] | undefined {
  const { object_marking_refs: refs, granular_markings: granular } = members;
  const parts = (Array.isArray(granular) ? granular : []).flatMap((marking) =>
    isRecord(marking) && marking['marking_ref'] !== undefined ? [marking['marking_ref']] : [],
  );
  const all = [...new Set([...(Array.isArray(refs) ? refs : []), ...parts])];
  return all.length === 0 ? undefined : all;
}

function refuse(rule: string, message: string): UpConversion {
  return { ok: false, problem: { path: '', rule, section: 'STIX 2.1 §1.3', message } };
}
