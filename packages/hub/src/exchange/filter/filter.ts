import { OBSERVABLE_KINDS, SCO_TYPES, SDO_TYPES, SRO_TYPES } from '@tocsin/stix';
import { TLP_LEVELS } from '@tocsin/policy';

/** Longest filter. Characters. */
export const FILTER_MAX = 2000;
/** Most terms of a filter. */
export const FILTER_TERMS_MAX = 32;
/** Most values in one list of a filter. */
export const FILTER_VALUES_MAX = 50;
/** Mistakes told of one filter; the rest waits until these are gone. */
export const FILTER_PROBLEMS_MAX = 10;

/** What `is:` may ask. */
export const FILTER_FLAGS = ['revoked', 'mine', 'sighted', 'expired', 'done'] as const;
/** One of them. */
export type FilterFlag = (typeof FILTER_FLAGS)[number];

/** How the values of a key are written. */
export type ValueShape = 'word' | 'choice' | 'number' | 'time';

/** One key of the language. */
export interface KeyRule {
  readonly shape: ValueShape;
  /** What it asks, in one sentence, for hints and for the documentation. */
  readonly words: string;
  /** What may stand there, for choices; for words, what is offered. */
  readonly values: readonly string[];
  readonly example: string;
}

const STIX_TYPES = [...SDO_TYPES, ...SCO_TYPES, ...SRO_TYPES];

/** The keys of the language. docs/filter.md explains each; a test compares. */
export const FILTER_KEYS = {
  type: {
    shape: 'word',
    words: 'The STIX type',
    values: STIX_TYPES,
    example: 'type:indicator,malware',
  },
  tlp: {
    shape: 'choice',
    words: 'The TLP level in force now',
    values: TLP_LEVELS,
    example: 'tlp:amber,green',
  },
  source: {
    shape: 'word',
    words: 'The organization that brought it, by name, short name or id',
    values: [],
    example: 'source:"Northern Grid CERT"',
  },
  kind: {
    shape: 'choice',
    words: 'The kind of value it holds',
    values: OBSERVABLE_KINDS,
    example: 'kind:url,domain',
  },
  value: {
    shape: 'word',
    words: 'A value it holds, defanged or not',
    values: [],
    example: 'value:198.51.100.23',
  },
  label: {
    shape: 'word',
    words: 'A label its source gave it',
    values: [],
    example: 'label:phishing',
  },
  confidence: {
    shape: 'number',
    words: 'The confidence its source states, from 0 to 100',
    values: [],
    example: 'confidence:>50',
  },
  seen: {
    shape: 'time',
    words: 'When it was last sighted, as far as you may see the sightings',
    values: [],
    example: 'seen:>7d',
  },
  added: {
    shape: 'time',
    words: 'When it came here for you',
    values: [],
    example: 'added:>2026-11-01',
  },
  modified: {
    shape: 'time',
    words: 'When its source last changed it',
    values: [],
    example: 'modified:30d..7d',
  },
  is: {
    shape: 'choice',
    words: 'What it is: revoked, of my organization, sighted, expired, or done by me',
    values: FILTER_FLAGS,
    example: 'is:sighted',
  },
} as const satisfies Readonly<Record<string, KeyRule>>;
/** A key of the language. */
export type FilterKey = keyof typeof FILTER_KEYS;

/** A place in the text, in UTF-16 units; the end is not included. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** How a number or a time is compared. `=` of a day means that day, of an age "no longer ago than". */
export type Comparison = '=' | '>' | '>=' | '<' | '<=';

/** An instant: fixed, or so long before now. */
export type TimePoint =
  | {
      readonly at: 'instant';
      /** As written: a day, or RFC 3339. */
      readonly text: string;
    }
  | { readonly at: 'ago'; readonly count: number; readonly unit: AgeUnit };

/** Minutes, hours, days, weeks. */
export const AGE_UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
/** One of them. */
export type AgeUnit = keyof typeof AGE_UNITS;

/** One value of a condition. */
export type FilterValue = Place &
  (
    | { readonly is: 'word'; readonly text: string }
    | { readonly is: 'number'; readonly compare: Comparison; readonly number: number }
    | { readonly is: 'numbers'; readonly from: number; readonly to: number }
    | { readonly is: 'time'; readonly compare: Comparison; readonly point: TimePoint }
    | { readonly is: 'times'; readonly from: TimePoint; readonly to: TimePoint }
  );

/** `key:value,value`: one of the values must hold; with `isNot` none may. */
export interface FilterCondition extends Place {
  readonly is: 'condition';
  readonly isNot: boolean;
  readonly key: FilterKey;
  readonly values: readonly FilterValue[];
}

/** A word that the text holds, or begins a word of it; in quotes: whole words next to each other. */
export interface FilterText extends Place {
  readonly is: 'text';
  readonly isNot: boolean;
  readonly text: string;
  readonly isPhrase: boolean;
}

/** One term; all terms must hold. */
export type FilterTerm = FilterCondition | FilterText;

/** A filter as a tree. */
export interface Filter {
  readonly terms: readonly FilterTerm[];
}

/** Something wrong with a filter: where, what, what was expected and the way out. */
export interface FilterProblem extends Place {
  readonly code: FilterProblemCode;
  readonly message: string;
  /** What could stand there; may be empty. */
  readonly expected: readonly string[];
}

/** The ways in which a filter can be wrong. */
export type FilterProblemCode =
  | 'too-long'
  | 'too-many-terms'
  | 'too-many-values'
  | 'unknown-key'
  | 'value-missing'
  | 'value-unknown'
  | 'not-a-number'
  | 'not-a-time'
  | 'range-backwards'
  | 'one-value-only'
  | 'quote-open'
  | 'quote-inside'
  | 'nothing-negated'
  | 'no-words'
  | 'operator-word';

/** A filter read: what was understood, and what was not. Use it only when there are no problems. */
export interface ParsedFilter {
  readonly filter: Filter;
  readonly problems: readonly FilterProblem[];
}

/** Whether a word is a key of the language. */
export function isFilterKey(word: string): word is FilterKey {
  return Object.hasOwn(FILTER_KEYS, word);
}
