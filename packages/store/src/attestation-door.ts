import type { AttestationRule, TlpLevel } from '@tocsin/policy';
import type { FeedRow } from './exchange-door.ts';
import type { Refusal } from './principal.ts';

/** Something whose content somebody is about to open. */
export interface OpenableRow {
  readonly labelId: number;
  readonly contribution: string;
}

/** What a person is asked, or has confirmed, of one share. */
export interface Attestation {
  /** The level to confirm; absent: nothing is asked (any more). */
  asked?: TlpLevel;
  /** The version they would open: what is confirmed is the marking of this one. */
  row: FeedRow;
  /** Whom the source named, where it named persons alone: how many. */
  named?: number;
  /** They confirmed before what the marking was then. */
  given?: { level: TlpLevel; at: number };
}

/** What a person confirms: the row as they were shown it, and the hash of what they were told. */
export interface NewAttestation {
  community: string;
  id: string;
  version?: string;
  labelId: number;
  /** SHA-256 of what was told, in hexadecimal digits. */
  shown: string;
  /** Why they need to know: for AMBER. */
  reason?: string;
}

/** What a community asks, and what an organization said for its programs. */
export interface AttestationSetting {
  asks: AttestationRule;
  maySet: boolean;
  programs: { by: { id: string; name: string }; at: number } | undefined;
  mayConfirm: boolean;
}

/** That whoever opens what is RED, or AMBER where it is asked, confirms first what that means. */
export interface AttestationHandle {
  /** Which of these rows of a community the reader has to confirm before they may open them, by place. */
  missing(community: string, rows: readonly OpenableRow[]): Promise<Set<number>>;
  /** What the reader is asked of an object; `undefined` for what they may not see. */
  of(id: string, community: string, version?: string): Promise<Attestation | undefined>;
  confirm(attestation: NewAttestation): Promise<true | Refusal>;
  setting(community: string): Promise<AttestationSetting | undefined>;
  /** A chair says at which levels the community asks. */
  setRule(community: string, asks: AttestationRule): Promise<AttestationSetting | Refusal>;
  /** Whoever speaks for the organization confirms for its programs, or takes that back. */
  setPrograms(community: string, isConfirmed: boolean): Promise<AttestationSetting | Refusal>;
}
