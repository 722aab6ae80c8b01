import type { RetentionKind, RetentionRule } from '@tocsin/policy';
import type { Refusal } from './principal.ts';

/** Whose rule: the community's for all, or the reader's organization's for its own. */
export type RetentionScope = 'community' | 'own';

/**
 * How long what kind of thing is kept. When its time is over the content goes, as if it were taken back; a tombstone
 * stays, which says by which rule.
 */
export interface RetentionHandle {
  /** `undefined` for whoever is not in the community. */
  rules(community: string): Promise<RetentionRules | undefined>;
  /** What would go at once if a rule began at an instant, of what the reader may see; never of what they may not. */
  preview(community: string, wish: RetentionWish): Promise<RetentionPreview | Refusal>;
  /** A chair for the community, a representative or sharing officer for what their organization brought. */
  set(community: string, rule: NewRetentionRule): Promise<RetentionRules | Refusal>;
  /** What is held: of their own for a source's speakers, what chairs hold for chairs. */
  holds(community: string): Promise<RetentionHold[]>;
  /** Keeps an object beyond its time, until the hold is ended. Its source may still take it back. */
  hold(id: string, community: string, reason: string): Promise<RetentionHold | Refusal>;
  endHold(id: string, community: string): Promise<true | Refusal>;
  /** How long an object is kept that the reader may read. */
  of(id: string, community: string): Promise<KeptFor | undefined>;
  /** Evidence that an object went because its time was over; `undefined` for whoever could not read it until then. */
  removal(id: string, community: string): Promise<Removal | undefined>;
}

/** The rules of a community and of the reader's organization in it; a kind without a rule has no limit. */
export interface RetentionRules {
  community: RetentionRule[];
  own: RetentionRule[];
  maySet: RetentionScope[];
}

/** What a rule would be. */
export interface RetentionWish {
  scope: RetentionScope;
  kind: RetentionKind;
  /** Absent: no limit. */
  days?: number;
  /** Milliseconds since the epoch. Absent: as soon as it may begin. */
  startsAt?: number;
}

/** A rule to set. */
export interface NewRetentionRule extends RetentionWish {
  reason: string;
}

/** Objects that would go on the day a rule begins. */
export interface RetentionPreview {
  objects: number;
  /** There are more. */
  isCut: boolean;
  startsAt: number;
}

/** Something kept beyond its time. */
export interface RetentionHold {
  id: string;
  /** There while the reader sees it. */
  title?: string;
  /** Whose hold: a chair's or the source's own. */
  by: 'chair' | 'source';
  reason: string;
  person: { id: string; name: string };
  at: number;
  /** The reader may end it. */
  mayEnd: boolean;
}

/** How long an object is kept. */
export interface KeptFor {
  kind?: RetentionKind;
  /** By the community's rule, and by its source's own when that is shorter. */
  community?: number;
  source?: number;
  /** For its source alone: when its content goes unless a new version comes. */
  goesAt?: number;
  /** For its source and chairs. */
  holds: RetentionHold[];
  mayHold: boolean;
}

/** Why something went of itself: what a tombstone says. */
export interface Expiry {
  kind: RetentionKind;
  days: number;
  /** Whose rule. */
  by: 'community' | 'source';
  /** When the rule was set. */
  ruleAt: number;
}

/** Evidence of a removal. Hashes are SHA-256 in hexadecimal, of parts with a line feed between them. */
export interface Removal {
  id: string;
  source: string;
  at: number;
  why: Expiry;
  /** `sha256`: of salt and text. `leaf`: of salt, id, version and `sha256`. */
  versions: { version: string; salt: string; sha256: string; leaf: string }[];
  /**
   * For its source: the entry of its record, which names the hash of all leaves, sorted. What went with it and may not
   * be told is there as a leaf alone.
   */
  entry?: { id: string; leaves: string[]; isCut: boolean };
}
