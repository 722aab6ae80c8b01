import { stricterLevel } from '@tocsin/policy';
import type { TlpLevel } from '@tocsin/policy';
import { TLP2, tlpOfMarkingRef } from '@tocsin/stix';
import type { StixObject } from '@tocsin/stix';

/** The strictest TLP an object itself names, for the whole or a part of it; undefined when it names none. */
export function ownLevel(object: StixObject): TlpLevel | undefined {
  let strictest: TlpLevel | undefined;
  for (const ref of [...wholeRefs(object), ...partRefs(object)]) {
    const level = tlpOfMarkingRef(ref)?.level;
    if (level === undefined) continue;
    strictest = strictest === undefined ? level : stricterLevel(strictest, level);
  }
  return strictest;
}

/** Whether a part of the object carries a TLP of its own, which a change of the whole does not reach. */
export function marksParts(object: StixObject): boolean {
  return partRefs(object).some((ref) => tlpOfMarkingRef(ref) !== undefined);
}

/** The object's marking references with this level in place of any other TLP; without a level, with none. */
export function refsWithLevel(object: StixObject, level: TlpLevel | undefined): string[] {
  const others = wholeRefs(object).filter((ref) => tlpOfMarkingRef(ref) === undefined);
  return level === undefined ? others : [...others, TLP2[level].id];
}

/** An object's text with its level in force among its markings; as it is where it says so itself. */
export function markedText(text: string, level: TlpLevel): string {
  const object = JSON.parse(text) as StixObject;
  const isMarked = wholeRefs(object).some((ref) => tlpOfMarkingRef(ref)?.level === level);
  if (isMarked) return text;
  return JSON.stringify({ ...object, object_marking_refs: refsWithLevel(object, level) });
}

function wholeRefs(object: StixObject): string[] {
  return strings(object.object_marking_refs);
}

function partRefs(object: StixObject): string[] {
  const parts: unknown = object.granular_markings;
  if (!Array.isArray(parts)) return [];
  return strings(
    parts.map((part: unknown) =>
      typeof part === 'object' && part !== null ? Reflect.get(part, 'marking_ref') : undefined,
    ),
  );
}

function strings(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
}
