import { joinLabels, levelAt } from './label.ts';
import { rankOfLevel, stricterLevel } from './levels.ts';
import type { Clause, Instant, Label } from './label.ts';
import type { TlpLevel } from './levels.ts';

/** What a source may have its markings lowered to when it leaves. */
export const LEAVING_LEVELS = ['green', 'clear'] as const;
export type LeavingLevel = (typeof LEAVING_LEVELS)[number];

/** Most days after leaving until it is carried out. */
export const LEAVING_DAYS_MAX = 1095;

/**
 * What an organization lays down for what it shared under its own name, for when it leaves the community (SM-REL,
 * "dead source"): lower it or take it back, so many days later. Without one everything stays as it is.
 */
export type Leaving = { readonly afterDays: number } & (
  { readonly act: 'lower'; readonly to: LeavingLevel } | { readonly act: 'take-back' }
);

/** When what was laid down is carried out, for a membership that ended at an instant. */
export function leavingDueAt({ afterDays }: Leaving, leftAt: Instant): Instant {
  return leftAt + afterDays * DAY;
}

const DAY = 86_400_000;

/** Whose clauses, and how far. */
export interface LeavingLow {
  readonly origin: string;
  readonly community: string;
  readonly to: LeavingLevel;
  /** What the object itself says in its own text: it is never lowered below that. */
  readonly own?: TlpLevel;
  /** From when it is lower; not after `now`. */
  readonly at: Instant;
  readonly now: Instant;
}

/**
 * A label as what was laid down leaves it: the level of the source's own clauses changes as one announced
 * in advance does (M12). Nothing else moves: whom it names, limits, terms, and what came from others (M9).
 * RED is for nobody to inherit and stays (M4); a level nobody said, and one whose source announced a change of its
 * own that is still to come, are not what was meant.
 */
export function loweredOnLeaving(label: Label, low: LeavingLow): Label {
  const clauses = label.clauses.map((clause) => loweredClause(clause, low));
  return clauses.every((clause, place) => clause === label.clauses[place])
    ? label
    : joinLabels([{ clauses }]);
}

function loweredClause(
  clause: Clause,
  { origin, community, to, own, at, now }: LeavingLow,
): Clause {
  if (clause.origin !== origin || clause.community !== community || clause.assumed === true)
    return clause;
  if (clause.changes?.some((change) => change.at > now) === true) return clause;
  const level = levelAt(clause, now);
  const lower = own === undefined ? to : stricterLevel(own, to);
  if (level === 'red' || rankOfLevel(lower) >= rankOfLevel(level)) return clause;
  return { ...clause, changes: [{ at, level: lower }] };
}
