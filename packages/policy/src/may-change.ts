import { levelAt } from './label.ts';
import { mayRead } from './may-read.ts';
import { rankOfLevel } from './levels.ts';
import { isNarrowerReleases } from './release.ts';
import { mayBring } from './review.ts';
import { isOwnName, isOwnVoice, speaksForSource, standingIn } from './reader.ts';
import type { Clause, Instant, Label, Limits } from './label.ts';
import type { Reader } from './reader.ts';

/** A change to an item or its marking. */
export type Change = 'revise' | 'retract' | 'lower' | 'tighten';

/** May it be changed, and why (not). `hidden` means the reader may not learn that it exists. */
export interface ChangeDecision {
  readonly allowed: boolean;
  readonly hidden: boolean;
  readonly words: string;
}

/**
 * May this reader change an item with this label (M11)? Only the source lowers, revises, retracts or tightens;
 * a derived item, which has several sources, is changed by none of them alone.
 */
export function mayChange(
  reader: Reader,
  label: Label,
  at: { change: Change; now: Instant },
): ChangeDecision {
  if (!mayRead(reader, label, at.now).allowed) {
    return { allowed: false, hidden: true, words: 'There is no such item.' };
  }
  const [clause, second] = label.clauses;
  if (clause === undefined || second !== undefined) {
    return refused('It was made from several items; change those instead.');
  }
  const standing = standingIn(reader, clause.community);
  if (standing === undefined || !isOwnName(reader, clause.origin) || reader.providerStaff) {
    return refused('Only the source may change it; ask the source.');
  }
  if (isAuthorOf(reader, clause) || at.change === 'tighten') return ALLOWED;
  if (at.change === 'revise' && mayBring(reader, standing)) return ALLOWED;
  if (speaksForSource(reader, standing)) return ALLOWED;
  return refused('Only a representative or sharing officer of the source may do this.');
}

/**
 * Whether moving from one label to another may give anybody, now or later, something they could not read
 * before. Only what is certainly no wider counts as narrower: naming an organization beats its class, so
 * naming anybody who was not named before is wider even when everybody was meant.
 */
export function isWider(from: Label, to: Label, now: Instant): boolean {
  const [before] = from.clauses;
  const [after] = to.clauses;
  if (before === undefined || after === undefined) return true;
  if (from.clauses.length + to.clauses.length > 2) return true;
  return !(
    isSameFrame(before, after) &&
    isNeverLower(before, after, now) &&
    isNarrowerAudience(before, after) &&
    isNarrowerLimits(before.limits ?? {}, after.limits ?? {}) &&
    isWithinTimes(before, after) &&
    isNarrowerReleases(before.releases, after.releases) &&
    isSubset(before.unknown, after.unknown)
  );
}

function isWithinTimes(before: Clause, after: Clause): boolean {
  const from = (after.from ?? 0) >= (before.from ?? 0);
  return from && (after.until ?? Infinity) <= (before.until ?? Infinity);
}

const ALLOWED: ChangeDecision = Object.freeze({ allowed: true, hidden: false, words: 'You may.' });

function isAuthorOf(reader: Reader, { author }: Clause): boolean {
  return author !== undefined && isOwnVoice(reader, author);
}

function refused(words: string): ChangeDecision {
  return { allowed: false, hidden: false, words };
}

/** Who it came from, where, and under which profile: these do not move by a change of marking. */
function isSameFrame(before: Clause, after: Clause): boolean {
  return (
    before.origin === after.origin &&
    before.community === after.community &&
    (before.author === after.author || after.author === undefined) &&
    before.reach.providers === after.reach.providers &&
    before.reach.providerStaff === after.reach.providerStaff &&
    before.reach.government === after.reach.government
  );
}

/** The level is at least as strict now and after every change either of them announces. */
function isNeverLower(before: Clause, after: Clause, now: Instant): boolean {
  const instants = [...(before.changes ?? []), ...(after.changes ?? [])].map((change) => change.at);
  return [now, ...instants.filter((at) => at > now)].every(
    (at) => rankOfLevel(levelAt(after, at)) >= rankOfLevel(levelAt(before, at)),
  );
}

function isNarrowerAudience(before: Clause, after: Clause): boolean {
  return (
    (after.audience.everyone !== true || before.audience.everyone === true) &&
    isSubset(after.audience.organizations, before.audience.organizations) &&
    isSubset(after.audience.groups, before.audience.groups) &&
    isSubset(after.audience.persons, before.audience.persons)
  );
}

function isNarrowerLimits(before: Limits, after: Limits): boolean {
  for (const flag of ['clients', 'providers', 'government'] as const) {
    if (before[flag] === false && after[flag] !== false) return false;
  }
  for (const name of LIMIT_LISTS) {
    const held = before[name];
    if (held !== undefined && (after[name] === undefined || !isSubset(after[name], held)))
      return false;
  }
  return true;
}

const LIMIT_LISTS = [
  'organizations',
  'persons',
  'units',
  'roles',
  'sectors',
  'countries',
  'purposes',
] as const;

function isSubset(
  inner: readonly string[] | undefined,
  outer: readonly string[] | undefined,
): boolean {
  return (inner ?? []).every((one) => (outer ?? []).includes(one));
}
