import { observablesOf, timestampMicros } from '@tocsin/stix';
import type { StixObject } from '@tocsin/stix';
import type { FeedCondition } from '../store.ts';
import type { Sightings } from './sightings.ts';

/** What a row is held against when SQL alone cannot tell. */
export interface CheckedRow {
  readonly object: StixObject;
  readonly sightings: Sightings | undefined;
  readonly isRevoked: boolean;
  readonly isMine: boolean;
  readonly isDone: boolean;
  /** Milliseconds. */
  readonly now: number;
}

/** Whether a condition that SQL lets through loosely holds for a row. */
export function holds(row: CheckedRow, condition: FeedCondition): boolean {
  return isMet(row, condition) !== condition.isNot;
}

function isMet(row: CheckedRow, condition: FeedCondition): boolean {
  const { object } = row;
  switch (condition.of) {
    case 'labels': {
      const labels: unknown = object['labels'];
      return Array.isArray(labels) && labels.some((label) => condition.labels.includes(label));
    }
    case 'confidence': {
      const { confidence } = object;
      if (typeof confidence !== 'number') return false;
      return confidence >= condition.from && confidence <= condition.to;
    }
    case 'kinds':
      return observablesOf(object).some(({ kind }) => condition.kinds.includes(kind));
    case 'seen':
      return isWithin(row.sightings?.lastSeen, condition);
    case 'flags':
      return condition.flags.some((flag) => isFlagged(row, flag));
    default:
      return !condition.isNot;
  }
}

function isWithin(
  time: string | undefined,
  { from, before }: { from?: number; before?: number },
): boolean {
  const at = time === undefined ? undefined : timestampMicros(time);
  return at !== undefined && at >= (from ?? 0) && at < (before ?? Infinity);
}

type Flag = Extract<FeedCondition, { of: 'flags' }>['flags'][number];

function isFlagged(row: CheckedRow, flag: Flag): boolean {
  switch (flag) {
    case 'revoked':
      return row.isRevoked;
    case 'mine':
      return row.isMine;
    case 'sighted':
      return (row.sightings?.count ?? 0) > 0;
    case 'done':
      return row.isDone;
    case 'expired': {
      const until: unknown = row.object['valid_until'];
      const at = typeof until === 'string' ? timestampMicros(until) : undefined;
      return at !== undefined && at <= row.now * 1000;
    }
  }
}
