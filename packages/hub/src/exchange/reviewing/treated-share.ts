import { prepareObject } from '@tocsin/stix';
import type { StixObject } from '@tocsin/stix';
import { rewriteJson, textsOf } from '@tocsin/shield';
import type { JsonChange } from '@tocsin/shield';
import type { NewContribution, NewObject } from '@tocsin/store';
import type { z } from 'zod';
import type { Fault } from '../../kernel/index.ts';
import type { reviewChanges } from './reviewing.contract.ts';

/** What an officer changes. */
export type Changes = z.output<typeof reviewChanges>;

/** A share as an officer changed it. */
export interface Treated {
  readonly title: string;
  readonly text: string;
  readonly objects: NewObject[];
  /** Objects that differ from what came, by their place in {@link Treated.objects}. */
  readonly changed: ReadonlySet<NewObject>;
  readonly leftOut: readonly NewObject[];
  /** Objects that would be no valid STIX any more. */
  readonly faults: Fault[];
}

/** Writes words otherwise and leaves objects out; what cannot be without them goes too. Nothing else moves. */
export function treatedShare(content: NewContribution, changes: Changes): Treated {
  const kept = withoutObjects(content.objects, new Set(changes.leave_out));
  const changed = new Set<NewObject>();
  const faults: Fault[] = [];
  const objects = kept.objects.map((one) => {
    const before = kept.cut.get(one) ?? one;
    const text = withoutWords(before.text, changes.replace);
    if (before === one && text === one.text) return one;
    const prepared = prepareObject(text);
    if (!prepared.ok) {
      faults.push(...prepared.errors.map((problem) => faultOf(one.index, problem)));
      return one;
    }
    const made: NewObject = { ...one, object: prepared.object, text };
    changed.add(made);
    return made;
  });
  return {
    title: wordsInstead(content.title ?? '', changes.replace),
    text: wordsInstead(content.text ?? '', changes.replace),
    objects,
    changed,
    leftOut: kept.leftOut,
    faults,
  };
}

function faultOf(
  index: number,
  { path, rule, message }: { path: string; rule: string; message: string },
): Fault {
  return { pointer: `/objects/${String(index)}${path}`, code: rule, message };
}

type Replacing = Changes['replace'];

function wordsInstead(text: string, replace: Replacing): string {
  return replace.reduce((words, { find, instead }) => words.replaceAll(find, () => instead), text);
}

/** The object's text with words written otherwise in its values; ids, references, times and types stay. */
function withoutWords(text: string, replace: Replacing): string {
  let json = text;
  for (const { find, instead } of replace) {
    const places = textsOf(JSON.parse(json), isWritten).filter((place) =>
      place.text.includes(find),
    );
    if (places.length === 0) continue;
    json = rewriteJson(
      json,
      places.flatMap((place) => changesIn(place, find, instead)),
    );
  }
  return json;
}

function isWritten(member: string): boolean {
  return !FIXED.has(member) && !member.endsWith('_ref') && !member.endsWith('_refs');
}

/** Members that say what an object is and when: another word there would make it another object. */
const FIXED: ReadonlySet<string> = new Set([
  'id',
  'type',
  'spec_version',
  'created',
  'modified',
  'extension_type',
  'definition_type',
]);

function changesIn(
  { text, pointer }: { text: string; pointer: string },
  find: string,
  instead: string,
): JsonChange[] {
  const changes: JsonChange[] = [];
  for (let at = text.indexOf(find); at >= 0; at = text.indexOf(find, at + find.length))
    changes.push({ text, pointer, start: at, end: at + find.length, instead });
  return changes;
}

interface Kept {
  readonly objects: NewObject[];
  readonly leftOut: NewObject[];
  /** Objects that lost a reference to what is left out. */
  readonly cut: Map<NewObject, NewObject>;
}

/** Leaves objects out, and in turn those that are nothing without them: relationships, sightings, empty reports. */
function withoutObjects(all: readonly NewObject[], leaveOut: ReadonlySet<number>): Kept {
  const kept: Kept = { objects: [], leftOut: [], cut: new Map() };
  const out = new Set(all.filter(({ index }) => leaveOut.has(index)));
  for (;;) {
    const gone = idsGone(all, out);
    kept.cut.clear();
    const before = out.size;
    for (const one of all) {
      if (out.has(one)) continue;
      const cut = withoutReferences(one, gone);
      if (cut === undefined) out.add(one);
      else if (cut !== one) kept.cut.set(one, cut);
    }
    if (out.size === before) break;
  }
  for (const one of all) (out.has(one) ? kept.leftOut : kept.objects).push(one);
  return kept;
}

/** Ids of which nothing of this share is left. */
function idsGone(all: readonly NewObject[], out: ReadonlySet<NewObject>): Set<string> {
  const stays = new Set(all.filter((one) => !out.has(one)).map(({ object }) => object.id));
  return new Set([...out].map(({ object }) => object.id).filter((id) => !stays.has(id)));
}

/** The object without references to what is gone; itself when it has none; nothing when it cannot be without. */
function withoutReferences(one: NewObject, gone: ReadonlySet<string>): NewObject | undefined {
  if (gone.size === 0) return one;
  const object: Record<string, unknown> = { ...one.object };
  let isCut = false;
  for (const [member, value] of Object.entries(object)) {
    const left = isReferring(member) ? leftOf(value, gone) : value;
    if (left === value) continue;
    if (left === undefined && NEEDED.has(member)) return undefined;
    isCut = true;
    if (left === undefined) delete object[member];
    else object[member] = left;
  }
  return isCut ? { ...one, object: object as StixObject, text: JSON.stringify(object) } : one;
}

function isReferring(member: string): boolean {
  return member.endsWith('_ref') || member.endsWith('_refs');
}

/** A reference, or a list of them, without what is gone; the very same when nothing of it is. */
function leftOf(value: unknown, gone: ReadonlySet<string>): unknown {
  const isGone = (ref: unknown): boolean => typeof ref === 'string' && gone.has(ref);
  if (!Array.isArray(value)) return isGone(value) ? undefined : value;
  const left: unknown[] = value.filter((ref) => !isGone(ref));
  if (left.length === value.length) return value;
  return left.length === 0 ? undefined : left;
}

/** References without which an object is none (STIX 2.1 §4, §5). */
const NEEDED: ReadonlySet<string> = new Set([
  'source_ref',
  'target_ref',
  'sighting_of_ref',
  'object_refs',
]);
