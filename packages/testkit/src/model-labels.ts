import { reachOf } from '@tocsin/policy';
import { timestampMicros, tlpOfMarkingRef } from '@tocsin/stix';
import type { Clause, CommunityProfile, Label, Reader, TlpLevel } from '@tocsin/policy';
import type { Fate, MarkingInput } from '@tocsin/store';
import type { StixObject } from '@tocsin/stix';

/** The ids at the ends of a relationship or sighting: all that their label has to cover (M10). */
export function endsOf(object: StixObject): string[] {
  if (object.type !== 'relationship' && object.type !== 'sighting') return [];
  return [
    object['source_ref'],
    object['target_ref'],
    object['sighting_of_ref'],
    object['where_sighted_refs'],
    object['observed_data_refs'],
  ]
    .flat()
    .filter((id) => typeof id === 'string');
}

/** What was said for the whole batch; nothing said: the community's rule for unlabelled input (M1). */
export function batchClause(
  by: Reader,
  input: { community: string; marking?: MarkingInput },
  profile: CommunityProfile,
): Clause {
  const frame = {
    origin: by.organization,
    community: input.community,
    scheme: profile.scheme,
    reach: reachOf(profile),
  };
  if (input.marking === undefined)
    return { ...frame, level: profile.unlabelled, audience: { everyone: true }, assumed: true };
  const isEverRed = [input.marking, ...(input.marking.changes ?? [])].some(
    (m) => m.level === 'red',
  );
  const { changes, ...marking } = input.marking;
  return {
    ...frame,
    ...marking,
    ...(changes === undefined ? {} : { changes }),
    ...(isEverRed ? { author: by.id } : {}),
  };
}

/** The batch's clause, narrowed by what the object itself says; unlabelled input is replaced by it (M1, M2). */
export function objectClause(
  said: Clause,
  { object, unknown }: { object: StixObject; unknown: readonly string[] },
  author: string,
): Clause {
  const { levels } = markingsOf(object);
  const own = strictest(levels);
  let clause = said;
  if (own !== undefined) {
    const { assumed, changes, ...rest } = said;
    clause =
      assumed === true
        ? { ...rest, level: own }
        : {
            ...rest,
            level: strictest([own, said.level]) ?? own,
            ...(changes === undefined
              ? {}
              : {
                  changes: changes.map(({ at, level }) => ({
                    at,
                    level: strictest([own, level]) ?? own,
                  })),
                }),
          };
  }
  if (clause.level === 'red') clause = { ...clause, author: clause.author ?? author };
  return unknown.length === 0 ? clause : { ...clause, unknown: [...unknown] };
}

function strictest(levels: readonly TlpLevel[]): TlpLevel | undefined {
  const order: TlpLevel[] = ['red', 'amber+strict', 'amber', 'green', 'clear'];
  return order.find((level) => levels.includes(level));
}

/** What an object's own marking references say: TLP levels, and everything else. */
export function markingsOf(object: StixObject): { levels: TlpLevel[]; others: string[] } {
  const granular = (object.granular_markings ?? []).flatMap((part) => part.marking_ref ?? []);
  const refs = [...(object.object_marking_refs ?? []), ...granular];
  const levels = refs.flatMap((ref) => tlpOfMarkingRef(ref)?.level ?? []);
  return { levels, others: refs.filter((ref) => tlpOfMarkingRef(ref) === undefined) };
}

/** A marking definition that is a plain statement: it limits nobody. */
export function isStatement(object: StixObject): boolean {
  return object.type === 'marking-definition' && object['definition_type'] === 'statement';
}

/** The label after definitions its source's clauses waited for have arrived. */
export function freed(label: Label, origin: string, arriving: ReadonlySet<string>): Label {
  const waits = (clause: Clause): boolean =>
    clause.origin === origin && (clause.unknown ?? []).some((ref) => arriving.has(ref));
  if (!label.clauses.some(waits)) return label;
  return {
    clauses: label.clauses.map((clause) => {
      if (!waits(clause)) return clause;
      const { unknown, ...rest } = clause;
      const left = (unknown ?? []).filter((ref) => !arriving.has(ref));
      return left.length === 0 ? rest : { ...rest, unknown: left };
    }),
  };
}

/** What a receipt calls the fate of an object. */
export function fateOf(fate: Fate, isHeld: boolean, isRefusedWhole: boolean): Fate {
  if (isRefusedWhole) return 'refused';
  return fate === 'kept' && isHeld ? 'held' : fate;
}

/** A STIX version as microseconds. */
export function microsOf(version: string): number {
  return timestampMicros(version) ?? -1;
}

/** Whether two texts hold the same JSON. */
export function isSame(a: string, b: string): boolean {
  return a === b || JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b));
}
