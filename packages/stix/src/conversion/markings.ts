import { isRecord } from '../keys.ts';

type Members = Readonly<Record<string, unknown>>;

/** The object under work, with a note for each change. */
export interface MarkedDraft {
  readonly members: Record<string, unknown>;
  readonly notes: string[];
}

/**
 * Keeps granular markings true after a conversion. A selector whose content moved cannot be kept,
 * so its marking is put on the whole object instead: protection may grow but never shrinks.
 */
export function followMarkings(draft: MarkedDraft, before: Members): void {
  const { members, notes } = draft;
  const granular = members['granular_markings'];
  if (!Array.isArray(granular)) return;
  const kept: unknown[] = [];
  const raised: unknown[] = [];
  for (const marking of granular) {
    if (!isRecord(marking) || !hasMoved(marking, members, before)) kept.push(marking);
    else if (typeof marking['marking_ref'] === 'string') raised.push(marking['marking_ref']);
  }
  if (kept.length === granular.length) return;
  if (kept.length > 0) members['granular_markings'] = kept;
  else delete members['granular_markings'];
  const refs = members['object_marking_refs'];
  const all = [...(Array.isArray(refs) ? refs : []), ...raised];
  if (all.length > 0) members['object_marking_refs'] = [...new Set(all)];
  notes.push('Markings of content that moved now mark the whole object');
}

/** Says whether a selector starts at a property that the conversion took away or changed. */
function hasMoved(marking: Members, members: Members, before: Members): boolean {
  const { selectors } = marking;
  if (!Array.isArray(selectors)) return false;
  return selectors.some((selector) => {
    if (typeof selector !== 'string') return false;
    const [property = ''] = selector.split('.', 1);
    return Object.hasOwn(before, property) && members[property] !== before[property];
  });
}
