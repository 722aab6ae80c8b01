import { isTlpLevel, rankOfLevel, TLP_LEVELS } from './levels.ts';
import type { TlpLevel } from './levels.ts';

/** A word of a classification scheme, and the level it is here. */
export interface SchemeWordHere {
  readonly word: string;
  readonly level: TlpLevel;
  /** What it means, in the community's own words; may be empty. */
  readonly means: string;
}

/** A scheme that members or authorities use elsewhere, beside this community's (ISO 22396 6.4.4 s4). */
export interface OtherScheme {
  readonly name: string;
  readonly words: readonly SchemeWordHere[];
}

/** The classification scheme of a community beside its levels: its own words, and those of others (6.4.4 s4). */
export interface ClassificationScheme {
  /** Words members may say instead of a TLP level. */
  readonly words: readonly SchemeWordHere[];
  readonly others: readonly OtherScheme[];
  /** False while it is a draft: then nothing can be shared (the first step of 6.4.4). */
  readonly agreed: boolean;
}

/** The scheme of the first day: the words of TLP alone, in force at once. */
export const DAY_ONE_SCHEME: ClassificationScheme = Object.freeze({
  words: Object.freeze([]),
  others: Object.freeze([]),
  agreed: true,
});

/** Most own words, and most words of one other scheme. */
export const SCHEME_WORDS_MAX = 20;
/** Most other schemes beside the community's own. */
export const OTHER_SCHEMES_MAX = 10;
/** Longest word or name of a scheme. Characters. */
export const SCHEME_WORD_MAX = 40;
/** Longest meaning of a word. Characters. */
export const SCHEME_MEANING_MAX = 300;

/** What competition law forbids to be exchanged here (ISO 22396 Introduction; requirements row 9). */
export interface CompetitionRules {
  /** Shown to whoever shares; empty: none. */
  readonly notice: string;
  /** Words that ask whoever uses them whether it belongs here. */
  readonly topics: readonly string[];
}

/** Nothing was agreed about competition. */
export const NO_COMPETITION_RULES: CompetitionRules = Object.freeze({
  notice: '',
  topics: Object.freeze([]),
});

/** Longest notice. Characters. */
export const NOTICE_MAX = 2000;
/** Most topics. */
export const TOPICS_MAX = 100;
/** Longest topic. Characters. */
export const TOPIC_MAX = 80;

/** Reads a word as the community's own; in any case, spaces around it do not count. */
export function ownWord(
  { words }: Pick<ClassificationScheme, 'words'>,
  said: string,
): SchemeWordHere | undefined {
  const plain = plainWord(said);
  return words.find(({ word }) => plainWord(word) === plain);
}

/**
 * What is wrong with a scheme, as sentences with the place: a word twice, one that reads as a TLP level and is another.
 * `undefined` when nothing is.
 */
export function schemeFault({
  words,
  others,
}: Pick<ClassificationScheme, 'words' | 'others'>): { at: string; words: string } | undefined {
  const own = listFault(words);
  if (own !== undefined) return { at: `words/${String(own.place)}`, words: own.words };
  for (const [place, other] of others.entries()) {
    const fault = listFault(other.words, { isOther: true });
    if (fault === undefined) continue;
    return { at: `others/${String(place)}/words/${String(fault.place)}`, words: fault.words };
  }
  return undefined;
}

function listFault(
  list: readonly SchemeWordHere[],
  { isOther = false } = {},
): { place: number; words: string } | undefined {
  const known = new Set<string>();
  for (const [place, { word, level }] of list.entries()) {
    const plain = plainWord(word);
    if (known.has(plain)) return { place, words: 'This word stands here twice' };
    known.add(plain);
    const tlp = plain.replace(/^tlp:\s*/, '');
    const reads = tlp === 'white' ? 'clear' : tlp;
    if (!isOther && isTlpLevel(reads) && reads !== level) {
      return { place, words: 'This word is a level of TLP: it cannot mean another one' };
    }
  }
  return undefined;
}

function plainWord(word: string): string {
  return word.normalize('NFKC').trim().toLowerCase();
}

/** The four questions a source answers for itself, each from 1 (hardly) to 4 (gravely). */
export const ASSESSED = ['value', 'criticality', 'disclosure', 'modification'] as const;

/**
 * How a source judged an item when it was marked (ISO 22396 6.4.4 s5 and s7): its value, how much depends on having it
 * (availability), what disclosure (confidentiality) and what a change (integrity) would do. For the source's own record.
 */
export type Assessment = Readonly<Record<(typeof ASSESSED)[number], number>>;

/** Whether a value is an assessment: each of the four from 1 to 4. */
export function isAssessment(value: unknown): value is Assessment {
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.entries(value);
  return (
    entries.length === ASSESSED.length &&
    ASSESSED.every((name) => {
      const given: unknown = entries.find(([key]) => key === name)?.[1];
      return typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= 4;
    })
  );
}

/**
 * The level the answers come to: what disclosure would do decides; grave value or dependence is one level more care.
 * Never CLEAR, which is a decision to publish, and never RED by itself, which names persons. A proposal, no rule.
 */
export function suggestedLevel({ value, criticality, disclosure }: Assessment): TlpLevel {
  const care = disclosure + (Math.max(value, criticality) === 4 && disclosure > 1 ? 1 : 0);
  const level = TLP_LEVELS[Math.min(care, rankOfLevel('amber+strict'))];
  return level ?? 'amber+strict';
}
