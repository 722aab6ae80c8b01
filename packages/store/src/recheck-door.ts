import type { TlpLevel } from '@tocsin/policy';
import type { Refusal } from './principal.ts';

/**
 * Whether a marking still fits after some time: a question to its source, once in each period for each object (ISO
 * 22396 6.4.4). Nothing changes by itself.
 */
export interface RecheckHandle {
  /** What is asked of the reader, the oldest first; for whoever does not speak for a source nothing. */
  rechecks(community: string): Promise<Rechecks | undefined>;
  /** A chair says after how many days; 0: never. */
  setDays(community: string, days: number): Promise<Rechecks | Refusal>;
  /** The marking still fits: asked again after the same time. What is not asked of the reader is passed over. */
  keep(community: string, ids: readonly string[]): Promise<true | Refusal>;
}

/** What is asked, and after how many days. */
export interface Rechecks {
  days: number;
  maySet: boolean;
  items: Recheck[];
}

/** An object of the reader's organization that is marked AMBER or RED since long. */
export interface Recheck {
  id: string;
  type: string;
  title: string;
  level: TlpLevel;
  /** Since when. Milliseconds since the epoch. */
  since: number;
}

/** After how many days it is asked where nobody said otherwise. */
export const RECHECK_DAYS = 90;
