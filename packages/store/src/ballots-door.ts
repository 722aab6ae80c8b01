import type { BallotCount, BallotRule, BallotState, TlpLevel } from '@tocsin/policy';
import type { Refusal } from './principal.ts';

/**
 * Ballots of a community. One vote of each organization on the roll, which is fixed when a ballot opens. Before it is
 * closed nobody learns how many voted or what they chose; of an anonymous one, nobody ever learns who chose what.
 */
export interface BallotsHandle {
  /** Those that are open first, then the newest. */
  ballots(community: string): Promise<Ballot[]>;
  ballot(community: string, id: string): Promise<BallotDetail | undefined>;
  begin(community: string, ballot: NewBallot): Promise<BallotDetail | Refusal>;
  /** Writes one that is not open yet; who reads it stays. */
  write(community: string, id: string, draft: BallotDraft): Promise<BallotDetail | Refusal>;
  move(community: string, id: string, step: NewBallotStep): Promise<BallotDetail | Refusal>;
  /** Votes for the reader's organization; a later vote takes the place of an earlier one, but in an anonymous ballot. */
  vote(community: string, id: string, vote: NewVote): Promise<BallotDetail | Refusal>;
  /** Whom the reader's organization named to vote for it; `undefined` for whoever takes no part. */
  voters(community: string): Promise<Voters | undefined>;
  nameVoters(community: string, persons: readonly string[]): Promise<Voters | Refusal>;
}

/** A ballot as it is listed. */
export interface Ballot {
  id: string;
  title: string;
  level: TlpLevel;
  type: BallotRule['type'];
  state: BallotState;
  isAnonymous: boolean;
  by: { organization: string; person: string; name: string };
  madeAt: number;
  openedAt?: number;
  openUntil?: number;
  closedAt?: number;
  outcome?: BallotCount['outcome'];
  /** What was chosen of several, in its words. */
  chosen?: string;
  /** A vote for their organization; as a chair, to decide between what is tied. */
  waitsForMe: ('vote' | 'settle')[];
}

/** What can be chosen among. */
export interface BallotOption {
  key: string;
  text: string;
}

/** A ballot with all that its reader may know of it. */
export interface BallotDetail extends Ballot {
  labelId: number;
  text: string;
  options: BallotOption[];
  majority: BallotRule['majority'];
  quorum: BallotRule['quorum'];
  tie: BallotRule['tie'];
  /** Organizations on the roll, once it was opened; those that left meanwhile are not on it. */
  roll: string[];
  /** Organizations whose votes are needed, of the roll as it is now. */
  needed: number;
  /** Fewer are on the roll than are needed. */
  isOutOfReach: boolean;
  /** Of the reader's organization, when it is on the roll. */
  own?: { hasVoted: boolean; vote?: BallotVote };
  /** Once it is closed. */
  count?: BallotCount;
  /** Once it is closed, of one that is not anonymous. */
  votes: BallotVote[];
  /** The decision it made, where the reader may read that. */
  decision?: string;
  /** Why it was dropped, or why the chairs decided a tie as they did. */
  words?: string;
  may: ('write' | 'open' | 'drop' | 'vote' | 'close' | 'settle')[];
}

/** What an organization chose. */
export interface BallotVote {
  organization: string;
  person: { id: string; name: string };
  at: number;
  choice: string[];
  words: string;
}

/** What a ballot asks, and by which rule it is counted. */
export interface BallotDraft {
  title: string;
  text: string;
  type: BallotRule['type'];
  /** For the types that choose among several. */
  options: string[];
  majority: BallotRule['majority'];
  quorum: BallotRule['quorum'];
  tie: BallotRule['tie'];
  isAnonymous: boolean;
}

/** A ballot to begin. */
export interface NewBallot extends BallotDraft {
  level: Exclude<TlpLevel, 'red'>;
  /** Groups that read it and vote; absent: everybody who takes part. */
  groups?: string[];
}

/** A step of a ballot. */
export interface NewBallotStep {
  to: 'open' | 'dropped' | 'closed' | 'settled';
  /** For `open`: until when is voted. */
  until?: number;
  /** For `settled`: which of what is tied. */
  choice?: string;
  /** Why: needed to drop and to settle. */
  words?: string;
}

/** A vote. */
export interface NewVote {
  /** Keys, in the order of preference where it is a ranking; none abstains. */
  choice: string[];
  /** Why; needed for an objection, and not taken in an anonymous ballot. */
  words?: string;
}

/** Whom an organization named to vote for it. */
export interface Voters {
  persons: { id: string; name: string }[];
  /** Who could be named. */
  people: { id: string; name: string }[];
  mayName: boolean;
}
