import type { MisuseRule, MisuseSide, MisuseState, TlpLevel } from '@tocsin/policy';
import type { Refusal } from './principal.ts';

/**
 * The register of misuse: what was done with something that was shared against the rules it was shared under. Chairs
 * handle a case; its source, the accused and whoever reported it each see their own part; for everybody else there
 * is none. Only persons take part.
 */
export interface MisuseHandle {
  /** Reports what was done with an object the reader may read. */
  report(report: NewMisuse): Promise<MisuseCase | Refusal>;
  /** Open ones first, the oldest before the newer; then the closed, newest first. */
  cases(community: string): Promise<MisuseCase[]>;
  case(community: string, id: string): Promise<MisuseCase | undefined>;
  /** Moves a case on: handlers, and the accused with an appeal. */
  move(community: string, id: string, step: NewMisuseStep): Promise<MisuseCase | Refusal>;
}

/** Something that was done against the rules. */
export interface NewMisuse {
  community: string;
  /** The STIX id of an object the reporter reads. */
  object: string;
  rule: MisuseRule;
  /** What happened. */
  words: string;
  /** A member. */
  against?: string;
  /** Somebody else, or who it may have been. */
  againstWords?: string;
}

/** A step of a case. */
export interface NewMisuseStep {
  to: Exclude<MisuseState, 'reported'>;
  words: string;
  /** What was done so that it goes no further. */
  contained?: string;
  /** Until when a sanction lasts. */
  until?: number;
}

/** A case as one of its sides sees it. */
export interface MisuseCase {
  id: string;
  community: string;
  side: MisuseSide;
  state: MisuseState;
  rule: MisuseRule;
  reportedAt: number;
  /** Title and level are there while this reader sees the object. */
  object: { id: string; version: string; title?: string; level?: TlpLevel };
  /** The name the object stood under, which may be an alias. */
  origin: string;
  /** For handlers and the source. */
  against?: { organization?: string; words?: string };
  /** For handlers, and for whoever it was. */
  reporter?: { organization: string; person: { id: string; name: string } };
  steps: MisuseStep[];
  may: Exclude<MisuseState, 'reported'>[];
}

/** A step as one side sees it. */
export interface MisuseStep {
  state: MisuseState;
  at: number;
  words?: string;
  contained?: string;
  until?: number;
  /** For handlers. */
  by?: { id: string; name: string };
}
