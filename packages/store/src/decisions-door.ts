import type { BallotOutcome, DecisionKind, TlpLevel } from '@tocsin/policy';
import type { Refusal } from './principal.ts';

/**
 * What a community decided, one line each: never edited, replaced by a later one. Whoever may read a decision's label
 * reads it. Only persons enter decisions; those of ballots are entered as they are counted.
 */
export interface DecisionsHandle {
  /** The newest entry first. */
  decisions(community: string, query: DecisionQuery): Promise<DecisionPage>;
  decision(community: string, id: string): Promise<Decision | undefined>;
  record(community: string, decision: NewDecision): Promise<Decision | Refusal>;
}

/** Which decisions. */
export interface DecisionQuery {
  kind?: DecisionKind;
  /** Words that stand in title or text. */
  words?: string;
  /** Only those that no later one replaces. */
  isStanding?: boolean;
  /** Only those entered before this instant. */
  before?: number;
  limit: number;
}

/** A page of decisions; where several were entered at the instant it ends with, all of those are on it. */
export interface DecisionPage {
  items: Decision[];
  more: boolean;
}

/** A decision as its readers see it: what it rests on and what it is linked with, as far as they may read that. */
export interface Decision {
  id: string;
  kind: DecisionKind;
  title: string;
  text: string;
  level: TlpLevel;
  labelId: number;
  decidedAt: number;
  recordedAt: number;
  /** Who entered it; of a ballot, who opened that. */
  by: { organization: string; person: string; name: string };
  paper?: { id: string; n: number; title: string };
  ballot?: { id: string; title: string };
  replaces?: { id: string; title: string };
  replacedBy?: { id: string; title: string };
  /** Of a ballot. */
  outcome?: BallotOutcome;
  /** What was chosen of several, in its words. */
  chosen?: string;
}

/** A decision to enter. */
export interface NewDecision {
  kind: DecisionKind;
  title: string;
  text: string;
  level: Exclude<TlpLevel, 'red'>;
  /** Groups that read it; absent: everybody who takes part. */
  groups?: string[];
  /** When it was agreed; absent: now. */
  decidedAt?: number;
  paper?: { id: string; n: number };
  ballot?: string;
  /** An earlier one, which holds no more. */
  replaces?: string;
}
