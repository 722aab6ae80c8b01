import { isStixId } from './ids.ts';
import { isRecord } from './keys.ts';
import { STIX_LIMITS } from './limits.ts';
import type { StixObject } from './types.ts';

/** One reference of an object to another. */
export interface StixReference {
  /** The property, with those around it: `source_ref`, `granular_markings.marking_ref`. */
  readonly property: string;
  readonly id: string;
}

/**
 * Every reference of an object, in its order and at any depth: members whose names end in `_ref`
 * and `_refs` (STIX 2.1 §3.1), as far as they hold identifiers.
 */
export function refsOf(object: StixObject): StixReference[] {
  const found: StixReference[] = [];
  walk(object, { prefix: '', depth: 0 }, found);
  return found;
}

function walk(
  value: Readonly<Record<string, unknown>>,
  place: { readonly prefix: string; readonly depth: number },
  found: StixReference[],
): void {
  for (const key of Object.keys(value)) {
    const inner = value[key];
    const isReference = key.endsWith('_ref') || key.endsWith('_refs');
    const isContainer = typeof inner === 'object' && inner !== null;
    if (!isReference && !isContainer) continue;
    const property = `${place.prefix}${key}`;
    const next = { prefix: `${property}.`, depth: place.depth + 1 };
    for (const item of Array.isArray(inner) ? inner : [inner]) {
      if (isReference && isStixId(item)) found.push({ property, id: item });
      else if (isRecord(item) && next.depth < STIX_LIMITS.depth) walk(item, next, found);
    }
  }
}
