import { newStixId, scoId, SCO_TYPES } from '@tocsin/stix';
import { checkObject } from './check-object.ts';
import type { ObjectFinding } from './check-object.ts';
import { dropMember, setText } from './drop-member.ts';
import type { JsonObject } from './drop-member.ts';
import type { MemberProfile } from './profile.ts';
import { withReplacements } from './replace.ts';
import { COMMON_POLICIES, policiesOf } from './stix-policy.ts';

/** Objects as they may be shared. */
export interface TreatedObjects {
  readonly objects: JsonObject[];
  /** How many stay out: their very value gives something away, or what they are about is gone. */
  readonly leftOut: number;
}

/**
 * Objects treated by the policy of their properties: prose is written otherwise, what may go is dropped, times are rounded
 * to the day, and an object whose value it is stays out, with what would point at nothing. An object that was changed
 * gets an id of its own, so that nobody finds the one it was made from.
 */
export function treatObjects(
  given: readonly Readonly<JsonObject>[],
  profile: MemberProfile,
): TreatedObjects {
  const ids = new Map<string, string>();
  const treated = given.flatMap((object) => {
    const one = treat(object, profile);
    if (one === undefined) return [];
    if (one.isChanged) ids.set(String(object['id']), newId(one.object));
    return [one.object];
  });
  const objects = closed(treated, new Set(given.map(({ id }) => String(id))));
  for (const object of objects) rename(object, ids);
  return { objects, leftOut: given.length - objects.length };
}

function treat(
  given: Readonly<JsonObject>,
  profile: MemberProfile,
): { object: JsonObject; isChanged: boolean } | undefined {
  const findings = checkObject(given, profile).filter(({ instead }) => instead !== '');
  if (findings.some(({ fix }) => fix === 'leave-out')) return undefined;
  const object = structuredClone(given) as JsonObject;
  for (const { pointer } of findings.filter(({ fix }) => fix === 'drop'))
    dropMember(object, pointer);
  const texts = Map.groupBy(
    findings.filter(({ fix }) => fix === 'replace'),
    ({ pointer }) => pointer,
  );
  for (const [pointer, found] of texts) setText(object, pointer, rewritten(found));
  const isLess = generalise(object);
  return { object, isChanged: findings.length > 0 || isLess };
}

/** Findings of one text; where one is all of it, the others are in it. */
function rewritten(found: readonly ObjectFinding[]): string {
  const [first] = found;
  const whole = found.find(({ start, end, text }) => start === 0 && end === text.length);
  return whole?.instead ?? withReplacements(first?.text ?? '', found);
}

/** What others need only roughly, and who made it. True: something of it is told less exactly now. */
function generalise(object: JsonObject): boolean {
  let isLess = false;
  const own = policiesOf(String(object['type']));
  for (const [name, value] of Object.entries(object)) {
    const treatment = (own.get(name) ?? COMMON_POLICIES.get(name))?.treatment;
    if (name === 'created_by_ref' || (treatment === 'generalise' && !isTime(value))) {
      delete object[name];
      isLess ||= name !== 'created_by_ref';
    } else if (treatment === 'generalise') {
      const day = `${String(value).slice(0, 10)}T00:00:00Z`;
      isLess ||= day !== value;
      object[name] = day;
    }
  }
  return isLess;
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value);
}

function newId(object: JsonObject): string {
  const type = String(object['type']);
  return SCO_TYPES.has(type) ? scoId({ ...object, type }) : newStixId(type);
}

/** Only what points at something: what was in the given set and stays out takes with it what is about it. */
function closed(objects: readonly JsonObject[], given: ReadonlySet<string>): JsonObject[] {
  const there = new Set(objects.map(({ id }) => String(id)));
  const isGone = (value: unknown): boolean =>
    typeof value === 'string' && given.has(value) && !there.has(value);
  const kept = objects.filter((object) => {
    const ends = Object.entries(object).filter(([name]) => /_refs?$/.test(name));
    const [lists, single] = [
      ends.filter(([, value]) => Array.isArray(value)),
      ends.filter(([, value]) => !Array.isArray(value)),
    ];
    const isBroken = single.some(([, value]) => isGone(value));
    for (const [name, value] of lists) {
      const rest = (value as unknown[]).filter((one) => !isGone(one));
      if (rest.length === 0 && (value as unknown[]).length > 0) delete object[name];
      else object[name] = rest;
    }
    const isEmpty = lists.some(([name]) => NEEDED.has(name) && object[name] === undefined);
    return !isBroken && !isEmpty;
  });
  return kept.length === objects.length ? kept : closed(kept, given);
}

/** Lists without which an object is none (STIX 2.1 §4). */
const NEEDED = new Set(['object_refs']);

/** The new ids, wherever one is named. */
function rename(object: JsonObject, ids: ReadonlyMap<string, string>): void {
  const renamed = (value: unknown): unknown =>
    typeof value === 'string' ? (ids.get(value) ?? value) : value;
  for (const [name, value] of Object.entries(object)) {
    if (name !== 'id' && !/_refs?$/.test(name)) continue;
    object[name] = Array.isArray(value) ? value.map(renamed) : renamed(value);
  }
}
