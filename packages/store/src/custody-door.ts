import type { Refusal } from './principal.ts';

/** A custodian of a community, with the key that new seals are made for. */
export interface Custodian {
  person: { id: string; name: string };
  organization: { id: string; name: string };
  since: number;
  /** Absent: they made none yet, and no seal is made for them. */
  key?: { id: string; recipient: string; madeAt: number };
  /** Whether they are a custodian now: not while they chair here, run the hub or take no part. */
  isActive: boolean;
}

/** One custodian's part of what opens a seal, encrypted to one of their keys. */
export interface SealPart {
  key: string;
  body: string;
}

/** A source to be sealed: everything about whose it is was encrypted before it came here. */
export interface NewSeal {
  community: string;
  ticketHash: Uint8Array;
  /** How many custodians it takes. */
  threshold: 1 | 2;
  body: string;
  proof: string;
  parts: readonly SealPart[];
}

/** A sealed source as whoever holds its ticket is told. */
export interface SealedSource {
  alias: string;
  /** The day, in milliseconds. */
  madeOn: number;
  threshold: number;
  custodians: {
    person: { id: string; name: string };
    organization: { id: string; name: string };
  }[];
}

/** How an opening stands: waiting for another custodian, open, or declined. */
export type OpeningState = 'asked' | 'open' | 'declined';

/** Somebody asked to open a seal, as its source and the custodians it is sealed to are told. */
export interface SealOpening {
  id: string;
  /** Absent for another custodian who may not read it. */
  object?: string;
  alias: string;
  reason: string;
  at: number;
  asker: { id: string; name: string };
  /** Where the asker gets parts of others. */
  recipient: string;
  threshold: number;
  state: OpeningState;
  side: 'asker' | 'custodian' | 'source';
  answers: { person: { id: string; name: string }; gave: boolean; at: number }[];
  /** The reader's own part, while they need it to answer or to open. */
  part?: SealPart;
  /** For the asker of one that is open: what is sealed, and the parts others gave. */
  seal?: { body: string; proof: string; given: string[] };
}

/** Seals on who a source is, and the custodians who may open them (marking rules 2.8, custody). */
export interface CustodyHandle {
  custodians(community: string): Promise<Custodian[]>;
  /** For a chair. Refused, with the reason, for whoever chairs, runs the hub, or is of a custodian's organization. */
  name(community: string, person: string): Promise<true | Refusal>;
  dismiss(community: string, person: string): Promise<true | Refusal>;
  /** For a custodian: the key that seals are made for from now on; what older keys opened they still open. */
  publishKey(community: string, recipient: string): Promise<Custodian | Refusal>;
  /** Makes a sealed source. No row says who asked; asked again with the same ticket it is the same one. */
  seal(seal: NewSeal): Promise<SealedSource | Refusal>;
  /** For a sealed source: what it is. */
  source(): Promise<SealedSource | undefined>;
  /** For a custodian: asks to open the seal of an object they read. Recorded for both sides before anything is handed out. */
  open(at: { community: string; object: string; reason: string }): Promise<SealOpening | Refusal>;
  /** Those in which the reader has a part, newest first. */
  openings(community: string): Promise<SealOpening[]>;
  /** For another custodian: gives their part, encrypted to the asker, or declines. */
  answer(
    at: { community: string; id: string },
    said: { part: string } | 'decline',
  ): Promise<SealOpening | Refusal>;
}
