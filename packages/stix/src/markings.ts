import { isRecord } from './keys.ts';
import { tlpOfMarkingRef } from './tlp.ts';
import type { TlpLevel } from './tlp.ts';
import type { StixObject } from './types.ts';

/** What an object's own marking references say. */
export interface Markings {
  /** The levels of TLP that it names, for the whole or for a part of it, in its order. */
  readonly levels: readonly TlpLevel[];
  /** Marking definitions that are no TLP: statements, or something not known here. */
  readonly others: readonly string[];
}

/** Reads an object's `object_marking_refs` and `granular_markings` (STIX 2.1 §7.2), in TLP 1 and 2. */
export function markingsOf(object: StixObject): Markings {
  const levels: TlpLevel[] = [];
  const others: string[] = [];
  for (const ref of markingRefs(object)) {
    const tlp = tlpOfMarkingRef(ref);
    if (tlp === undefined) others.push(ref);
    else levels.push(tlp.level);
  }
  return { levels, others };
}

function markingRefs(object: StixObject): string[] {
  const whole: unknown = object['object_marking_refs'];
  const parts: unknown = object['granular_markings'];
  return [
    ...(Array.isArray(whole) ? whole : []),
    ...(Array.isArray(parts) ? parts : []).map((part: unknown) =>
      isRecord(part) ? part['marking_ref'] : undefined,
    ),
  ].filter((ref) => typeof ref === 'string');
}
