import type { Finding, Spot } from './finding.ts';
import { hintsIn, isOdd } from './hints.ts';
import type { Hints } from './hints.ts';
import { NO_PROFILE } from './profile.ts';
import type { MemberProfile } from './profile.ts';
import { readable } from './readable-text.ts';
import { RULES } from './rule-table.ts';
import type { RuleName, Severity } from './rule-table.ts';
import { moneySpots } from './rules/money.ts';
import { networkSpots } from './rules/network.ts';
import { ownSpots } from './rules/own.ts';
import { personSpots } from './rules/people.ts';
import { secretSpots } from './rules/secrets.ts';
import { wordSpots } from './rules/words.ts';

/** Characters of one text that are checked at once. */
export const CHECKED_TEXT_MAX = 52_428_800;
/** Findings told of one text; where there are so many, the text is not for sharing. */
export const FINDINGS_MAX = 5000;

const ORDER: Readonly<Record<Severity, number>> = { stop: 0, warn: 1, ask: 2, info: 3 };

/**
 * What a text gives away, in the order of the text; where two rules find the same place, the more serious one tells.
 * `only` are the rules to look by; absent: all. Throws a RangeError for a text longer than {@link CHECKED_TEXT_MAX}.
 */
export function checkText(text: string, profile: MemberProfile, only?: SomeRules): Finding[] {
  return findingsIn(text, { profile, only, most: FINDINGS_MAX });
}

/** How a text is looked through. */
export interface TextLook {
  readonly profile: MemberProfile;
  readonly only?: Only;
  /** What else is known to give something away in this text. */
  readonly more?: (text: string) => readonly Spot[];
  /** Findings told; absent: all of them, for whoever replaces them. */
  readonly most?: number;
}

/** Like {@link checkText}, for texts of which more is known. */
export function findingsIn(text: string, look: TextLook): Finding[] {
  if (text.length > CHECKED_TEXT_MAX)
    throw new RangeError(`At most ${String(CHECKED_TEXT_MAX)} characters are checked at once`);
  const hints = hintsIn(text);
  const { only, most = Number.POSITIVE_INFINITY } = look;
  if (only !== undefined && isSilent(hints, only)) return [];
  // What looks defanged may be no such thing: then the text says what it says as it stands.
  const plain = spotsIn(text, hints, look);
  const found = isOdd(hints) ? spotsBehind(text, look) : [];
  return apart(found.concat(plain))
    .slice(0, most)
    .map(({ rule, start, end }) => {
      const { severity, instead } = RULES[rule];
      return { rule, severity, instead, start, end };
    });
}

/** What is found in a text read past what hides in it, at its places in the text itself. */
function spotsBehind(text: string, look: TextLook): Spot[] {
  const read = readable(text);
  if (read.text === text) return [];
  return spotsIn(read.text, hintsIn(read.text), look).map((spot) => ({
    ...spot,
    ...read.place(spot.start, spot.end),
  }));
}

/** Some of the rules, with what a text must hold for any of them. */
export interface SomeRules {
  readonly rules: ReadonlySet<RuleName>;
  readonly needs: readonly Hints[];
}

/**
 * Only these rules: a text in which nothing of what they look for stands plainly costs one walk over it, and is not
 * read for what hides in it.
 */
export function onlyRules(names: readonly RuleName[]): SomeRules {
  const rules = new Set(names);
  const needed = EVERYBODYS.flatMap((look) => look.needed).filter(({ rule }) => rules.has(rule));
  return { rules, needs: [...new Set(needed.map(({ needs }) => needs))] };
}

/** Nothing that these rules look for stands plainly in a text. */
function isSilent(hints: Hints, { needs }: SomeRules): boolean {
  return needs.every((all) => (hints & all) !== all);
}

type Only = SomeRules | undefined;

const EVERYBODYS = [secretSpots, moneySpots, networkSpots, personSpots, wordSpots];

function spotsIn(text: string, hints: Hints, { profile, only, more }: TextLook): Spot[] {
  const looked = { text, hints, only: only?.rules };
  return EVERYBODYS.flatMap((look) => look(looked)).concat(
    profile === NO_PROFILE ? [] : ownSpots(text, profile),
    more?.(text) ?? [],
  );
}

/** Spots that do not overlap: of two that do, the more serious, then the longer one is whole; of the other stays the rest. */
function apart(spots: readonly Spot[]): Spot[] {
  return heaps(spots).flatMap((heap) => (heap.length === 1 ? heap : apartInHeap(heap)));
}

/** Spots that touch nobody's of another heap, in the order of the text: a log has a million spots, and small heaps. */
function heaps(spots: readonly Spot[]): Spot[][] {
  const made: Spot[][] = [];
  let heap: Spot[] = [];
  let end = -1;
  for (const spot of spots.toSorted((a, b) => a.start - b.start)) {
    if (spot.end <= spot.start) continue;
    if (spot.start >= end) {
      heap = [];
      made.push(heap);
    }
    heap.push(spot);
    end = Math.max(end, spot.end);
  }
  return made;
}

function apartInHeap(spots: readonly Spot[]): Spot[] {
  const byWeight = spots.toSorted(
    (a, b) =>
      ORDER[RULES[a.rule].severity] - ORDER[RULES[b.rule].severity] ||
      b.end - b.start - (a.end - a.start) ||
      a.start - b.start,
  );
  const taken: Spot[] = [];
  for (const spot of byWeight) take(taken, spot);
  return taken;
}

/** Puts in what of a spot is not taken yet. `taken` stays in the order of the text. */
function take(taken: Spot[], { rule, start, end }: Spot): void {
  let at = firstAfter(taken, start);
  let from = start;
  while (from < end) {
    const next = taken[at];
    const upTo = Math.min(end, next?.start ?? end);
    if (from < upTo) taken.splice(at++, 0, { rule, start: from, end: upTo });
    from = Math.max(upTo, next?.end ?? end);
    at += 1;
  }
}

/** The place of the first spot that ends after an offset. */
function firstAfter(taken: readonly Spot[], offset: number): number {
  let low = 0;
  let high = taken.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((taken[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
