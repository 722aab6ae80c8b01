import { SCO_TYPES } from '@tocsin/stix';

/** The kinds of what is kept, each with a time of its own. `quarantined`: texts set aside because they contradicted. */
export const RETENTION_KINDS = [
  'indicators',
  'observed',
  'sightings',
  'reports',
  'incidents',
  'answers',
  'other',
  'quarantined',
] as const;
/** One of {@link RETENTION_KINDS}. */
export type RetentionKind = (typeof RETENTION_KINDS)[number];

/** Longest time that can be set. Days. */
export const RETENTION_DAYS_MAX = 3650;
/** Between a shorter time is set for a community and it begins, so that nobody is surprised. Days. */
export const RETENTION_NOTICE_DAYS = 7;

const DAY_MS = 86_400_000;

/**
 * The kind an object of this STIX type is kept as, or `undefined` when it is kept for as long as anything may refer
 * to it: definitions carry no content of their own.
 */
export function retentionKindOf(type: string): RetentionKind | undefined {
  if (type === 'marking-definition' || type === 'extension-definition') return undefined;
  if (type === 'observed-data' || SCO_TYPES.has(type)) return 'observed';
  return BY_TYPE.get(type) ?? 'other';
}

const BY_TYPE: ReadonlyMap<string, RetentionKind> = new Map<string, RetentionKind>([
  ['indicator', 'indicators'],
  ['sighting', 'sightings'],
  ['report', 'reports'],
  ['grouping', 'reports'],
  ['incident', 'incidents'],
  ['note', 'answers'],
  ['opinion', 'answers'],
]);

/** How long one kind is kept, as somebody set it. */
export interface RetentionRule {
  readonly kind: RetentionKind;
  /** From the last version; absent: no limit. */
  readonly days?: number;
  /** Milliseconds since the epoch. Until then what was before goes on. */
  readonly startsAt: number;
  readonly before?: number;
  readonly reason: string;
  readonly setAt: number;
}

/** Days a rule keeps its kind at an instant; `undefined`: no limit. */
export function daysAt(rule: RetentionRule | undefined, now: number): number | undefined {
  if (rule === undefined) return undefined;
  return now >= rule.startsAt ? rule.days : rule.before;
}

/** The shorter of two times: a source may keep its own for a shorter time than its community, never longer. */
export function shorterDays(
  community: number | undefined,
  source: number | undefined,
): number | undefined {
  if (community === undefined) return source;
  return source === undefined ? community : Math.min(community, source);
}

/** What came before this instant is over. */
export function retentionCutoff(days: number, now: number): number {
  return now - days * DAY_MS;
}

/** Whether one time takes something away that the other keeps. */
export function isShorter(days: number | undefined, than: number | undefined): boolean {
  if (days === undefined) return false;
  return than === undefined || days < than;
}
