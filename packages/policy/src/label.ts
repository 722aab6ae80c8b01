import { isTlpLevel, PAP_LEVELS, isScheme, rankOfLevel } from './levels.ts';
import type { PapLevel, Scheme, TlpLevel } from './levels.ts';
import { RELEASES_MAX } from './release.ts';
import type { Release } from './release.ts';
import { isAssessment } from './scheme.ts';
import type { Assessment } from './scheme.ts';
import { isTerms } from './terms.ts';
import type { Terms } from './terms.ts';

/** Milliseconds since the epoch, UTC. */
export type Instant = number;

/**
 * Whom the source names. The parts are a union; an audience with no part names nobody.
 * `everyone` means every active member organization of the community.
 */
export interface Audience {
  readonly everyone?: boolean;
  readonly organizations?: readonly string[];
  readonly groups?: readonly string[];
  readonly persons?: readonly string[];
}

/** The source's own limits. They only ever narrow (M9). A missing field does not limit. */
export interface Limits {
  readonly organizations?: readonly string[];
  readonly persons?: readonly string[];
  readonly units?: readonly string[];
  readonly roles?: readonly string[];
  readonly sectors?: readonly string[];
  readonly countries?: readonly string[];
  readonly purposes?: readonly string[];
  readonly clients?: false;
  readonly providers?: false;
  readonly government?: false;
}

/** What the community's profile said when the item was published; the item keeps it (marking rules 2.2). */
export interface ProfileReach {
  readonly version: number;
  /** GREEN and AMBER reach member organizations of the class `provider`, and provider staff acting for a member. */
  readonly providers: boolean;
  /** AMBER+STRICT counts provider staff acting for a member as that member's own. */
  readonly providerStaff: boolean;
  /** GREEN reaches government partners. */
  readonly government: boolean;
}

/** A change of level the source set in advance: "GREEN from 20 December" (M12). */
export interface LevelChange {
  readonly at: Instant;
  readonly level: TlpLevel;
}

/** One source's marking on one item: who it came from, how narrow it is, whom it names, until when. */
export interface Clause {
  /** The organization that brought the item here and keeps the last word. */
  readonly origin: string;
  readonly community: string;
  readonly scheme: Scheme;
  readonly level: TlpLevel;
  /** The word of the source's scheme, when it differs from the level. */
  readonly declared?: string;
  readonly audience: Audience;
  readonly limits?: Limits;
  readonly reach: ProfileReach;
  /** The person or token that introduced the item; only kept where RED makes it matter. */
  readonly author?: string;
  readonly pap?: PapLevel;
  /** What the source asks of those who use it; nothing here lets anybody read more. */
  readonly terms?: Terms;
  /** How the source judged it; told to the source alone. */
  readonly assessment?: Assessment;
  /** Nobody but the origin reads before this instant. */
  readonly from?: Instant;
  /** Nobody but the origin reads from this instant on. */
  readonly until?: Instant;
  readonly changes?: readonly LevelChange[];
  /** Readings beyond the marking that the source granted on request. */
  readonly releases?: readonly Release[];
  /** Marking definitions nobody here knows yet: until they arrive, nobody but the origin reads. */
  readonly unknown?: readonly string[];
  /** The source gave no marking; the community's rule for unlabelled input was applied (M1). */
  readonly assumed?: boolean;
}

/**
 * A label: what every row carries. A reader may read a row when every clause lets them.
 * A contributed item has one clause; a derived one has the clauses of all it was made from.
 */
export interface Label {
  readonly clauses: readonly Clause[];
}

/** A label never holds more clauses; a join that would is readable by nobody. */
export const CLAUSES_MAX = 16;
/** Entries in one list of an audience or of limits. */
export const NAMES_MAX = 2000;

/** The label with no clause that anybody satisfies. */
export const NOBODY: Label = Object.freeze({ clauses: Object.freeze([]) });

/** A label of one clause. */
export function labelOf(clause: Clause): Label {
  return { clauses: [clause] };
}

/**
 * The label of a row derived from rows with these labels (M9, M10): whoever may read it may read all of them.
 * The join of nothing is readable by nobody, as is one of more than {@link CLAUSES_MAX} clauses.
 */
export function joinLabels(labels: readonly Label[]): Label {
  const clauses = new Map<string, Clause>();
  for (const label of labels) {
    if (label.clauses.length === 0) return NOBODY;
    for (const clause of label.clauses) clauses.set(clauseKey(clause), clause);
  }
  const kept = withoutImplied([...clauses.entries()]);
  if (kept.length === 0 || kept.length > CLAUSES_MAX) return NOBODY;
  return { clauses: kept };
}

/** The narrowest level of the label's clauses at an instant. A label without clauses is RED. */
export function levelOfLabel(label: Label, now: Instant): TlpLevel {
  let narrowest: TlpLevel = label.clauses.length === 0 ? 'red' : 'clear';
  for (const clause of label.clauses) {
    const level = levelAt(clause, now);
    if (rankOfLevel(level) > rankOfLevel(narrowest)) narrowest = level;
  }
  return narrowest;
}

/** The level of one clause at an instant, after the changes the source set in advance. */
export function levelAt(clause: Clause, now: Instant): TlpLevel {
  let level = clause.level;
  let latest = Number.NEGATIVE_INFINITY;
  for (const change of clause.changes ?? []) {
    if (change.at <= now && change.at >= latest) {
      level = change.level;
      latest = change.at;
    }
  }
  return level;
}

/** The next instant after `now` at which the label may mean something else, or `undefined`. */
export function nextBoundary(label: Label, now: Instant): Instant | undefined {
  let next: Instant | undefined;
  for (const clause of label.clauses) {
    const ends = (clause.releases ?? []).map((release) => release.until);
    const changes = (clause.changes ?? []).map((change) => change.at);
    for (const at of [clause.from, clause.until, ...changes, ...ends]) {
      if (at !== undefined && at > now) next = Math.min(at, next ?? Infinity);
    }
  }
  return next;
}

/** The organizations whose items the label covers, each once. */
export function originsOf(label: Label): string[] {
  return [...new Set(label.clauses.map((clause) => clause.origin))];
}

/** A text equal for labels that mean the same: the key under which equal labels are one row. */
export function labelKey(label: Label): string {
  return `[${label.clauses.map(clauseKey).sort().join(',')}]`;
}

/**
 * Reads a label from its stored text. What cannot be read, or names a level, scheme or field shape
 * that is not known, becomes {@link NOBODY}: a label fails closed.
 */
export function readLabel(text: string): Label {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return NOBODY;
  }
  if (!Array.isArray(value) || value.length === 0 || value.length > CLAUSES_MAX) return NOBODY;
  if (!value.every(isClause)) return NOBODY;
  return { clauses: value };
}

/** Whether a value has the shape of a clause: every field known and of its type. */
export function isClause(value: unknown): value is Clause {
  if (!isRecord(value)) return false;
  for (const [field, test] of CLAUSE_FIELDS) {
    const part = value[field];
    if (part === undefined ? !OPTIONAL_FIELDS.has(field) : !test(part)) return false;
  }
  return Object.keys(value).every((key) => CLAUSE_FIELDS.has(key));
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';

/** Every field a clause may have, with what it has to be; any other field makes the label unreadable. */
const CLAUSE_FIELDS: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['origin', isText],
  ['community', isText],
  ['scheme', isScheme],
  ['level', isTlpLevel],
  ['audience', isAudience],
  ['reach', isReach],
  ['declared', isText],
  ['limits', isLimits],
  ['author', isText],
  ['pap', (value: unknown) => (PAP_LEVELS as readonly unknown[]).includes(value)],
  ['terms', isTerms],
  ['assessment', isAssessment],
  ['from', isNumber],
  ['until', isNumber],
  ['changes', isChanges],
  ['releases', isReleases],
  ['unknown', isNames],
  ['assumed', (value: unknown) => typeof value === 'boolean'],
]);
const OPTIONAL_FIELDS = new Set([
  'declared',
  'limits',
  'author',
  'pap',
  'terms',
  'assessment',
  'from',
  'until',
  'changes',
  'releases',
  'unknown',
  'assumed',
]);
const LIMIT_LISTS = new Set([
  'organizations',
  'persons',
  'units',
  'roles',
  'sectors',
  'countries',
  'purposes',
]);
const LIMIT_FLAGS = new Set(['clients', 'providers', 'government']);

function isAudience(value: unknown): value is Audience {
  if (!isRecord(value)) return false;
  return Object.entries(value).every(([key, part]) => {
    if (key === 'everyone') return typeof part === 'boolean';
    return (key === 'organizations' || key === 'groups' || key === 'persons') && isNames(part);
  });
}

function isLimits(value: unknown): value is Limits {
  if (!isRecord(value)) return false;
  return Object.entries(value).every(([key, part]) => {
    if (LIMIT_FLAGS.has(key)) return part === false;
    return LIMIT_LISTS.has(key) && isNames(part);
  });
}

function isReach(value: unknown): value is ProfileReach {
  return (
    isRecord(value) &&
    typeof value['version'] === 'number' &&
    typeof value['providers'] === 'boolean' &&
    typeof value['providerStaff'] === 'boolean' &&
    typeof value['government'] === 'boolean'
  );
}

function isChanges(value: unknown): value is LevelChange[] {
  return (
    Array.isArray(value) &&
    value.every((c) => isRecord(c) && typeof c['at'] === 'number' && isTlpLevel(c['level']))
  );
}

function isReleases(value: unknown): value is Release[] {
  return Array.isArray(value) && value.length <= RELEASES_MAX && value.every(isRelease);
}

function isRelease(value: unknown): value is Release {
  if (!isRecord(value)) return false;
  const { request, at, organizations, persons, until, ...others } = value;
  return (
    isText(request) &&
    isNumber(at) &&
    (organizations === undefined || isNames(organizations)) &&
    (persons === undefined || isNames(persons)) &&
    (until === undefined || isNumber(until)) &&
    Object.keys(others).length === 0
  );
}

function isNames(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length <= NAMES_MAX &&
    value.every((name) => typeof name === 'string')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys in one order, lists as sets, fields that say nothing dropped, so that equal meanings give equal texts. */
function clauseKey(clause: Clause): string {
  return JSON.stringify(clause, (_key, value: unknown) => {
    if (Array.isArray(value)) return sortedList(value);
    if (!isRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key, part]) => !saysNothing(key, part))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  });
}

function sortedList(list: readonly unknown[]): unknown[] {
  if (list.every((one) => typeof one === 'string')) return [...new Set(list)].sort();
  // Changes of level and releases: of two changes at one instant the later in the list holds, so the order among equals stays.
  return (list as readonly { at: Instant }[]).toSorted((a, b) => a.at - b.at);
}

function saysNothing(key: string, part: unknown): boolean {
  if (key === 'everyone' || key === 'assumed') return part === false;
  if (key === 'changes' || key === 'unknown' || key === 'releases')
    return Array.isArray(part) && part.length === 0;
  return (key === 'limits' || key === 'terms') && isRecord(part) && Object.keys(part).length === 0;
}

/** Drops a clause that another one of the same source says more narrowly: same words, stricter level. */
function withoutImplied(clauses: readonly (readonly [string, Clause])[]): Clause[] {
  const narrowest = new Map<string, Clause>();
  for (const [, clause] of clauses) {
    // Equal changes end alike whatever the level before them; a word of one's own belongs to its level.
    const key = clauseKey(clause.declared === undefined ? { ...clause, level: 'clear' } : clause);
    const held = narrowest.get(key);
    if (held === undefined || rankOfLevel(clause.level) > rankOfLevel(held.level)) {
      narrowest.set(key, clause);
    }
  }
  return [...narrowest.values()];
}
