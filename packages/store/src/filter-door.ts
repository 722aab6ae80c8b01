import type { TlpLevel } from '@tocsin/policy';
import type { Observable, ObservableKind } from '@tocsin/stix';
import type { FeedQuery, FeedRow } from './exchange-door.ts';
import type { Micros } from './principal.ts';

/** From an instant on, and before another one. */
export interface TimeSpan {
  from?: Micros;
  before?: Micros;
}

/** One condition of a filter: one of its values must hold. */
export type Condition =
  | { of: 'types'; types: readonly string[] }
  | { of: 'levels'; levels: readonly TlpLevel[] }
  | { of: 'origins'; origins: readonly string[] }
  | { of: 'kinds'; kinds: readonly ObservableKind[] }
  | { of: 'values'; values: readonly Observable[] }
  | { of: 'labels'; labels: readonly string[] }
  | { of: 'confidence'; from: number; to: number }
  | ({ of: 'added' | 'modified' | 'seen' } & TimeSpan)
  | { of: 'flags'; flags: readonly ConditionFlag[] }
  | { of: 'words'; text: string; isPhrase: boolean };

/** What an object may be. */
export type ConditionFlag = 'revoked' | 'mine' | 'sighted' | 'expired' | 'done';

/** A condition that must hold, or must not. */
export type FeedCondition = Condition & { isNot: boolean };

/** A reading of a feed under conditions that all must hold. */
export interface FilteredQuery extends FeedQuery {
  conditions: readonly FeedCondition[];
}

/** A page under conditions. Every condition is asked over what the reader may see. */
export interface FilteredPage {
  rows: FeedRow[];
  /** Where to go on, in the reader's own dates; absent at the end. */
  next?: Micros;
  /** The page ended before it was full, because as much was looked at as one request may. */
  isShort: boolean;
}

/** A number of rows: of all when `isExact`, else at least so many. */
export interface RowCount {
  value: number;
  isExact: boolean;
}

/** What a table shows of an object beside its row. */
export interface RowFacts {
  /** Sightings the reader may see, at most {@link SIGHTINGS_TOLD_MAX}. */
  sightings: number;
  lastSeen?: string;
  /** The person marked it as done. */
  isDone: boolean;
  /** The share it came with, for those who may read that: what has the same came together. */
  share?: string;
}

/** Sightings of one object that are counted; further ones are not. */
export const SIGHTINGS_TOLD_MAX = 100;

/** Matching rows counted by what they are. */
export interface Facets {
  isExact: boolean;
  types: { type: string; count: number }[];
  levels: { level: TlpLevel; count: number }[];
  origins: { origin: string; count: number }[];
}

/** Reading under conditions, bounded in what one request looks at. */
export interface FilterHandle {
  filtered(query: FilteredQuery): Promise<FilteredPage>;
  /** How many rows all pages together would give, looking at no more than `looked` rows. */
  countFiltered(query: Omit<FilteredQuery, 'limit'>, looked: number): Promise<RowCount>;
  facets(query: Omit<FilteredQuery, 'limit'>): Promise<Facets>;
  /** The facts of rows this store gave out, in their order. */
  facts(rows: readonly FeedRow[]): Promise<RowFacts[]>;
}
