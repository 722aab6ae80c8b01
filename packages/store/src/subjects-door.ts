import type { SubjectAnswer, SubjectKind, SubjectState, TlpLevel } from '@tocsin/policy';
import type { Refusal } from './principal.ts';

/**
 * The register of what persons ask about data of theirs, for whoever speaks for an organization: its sharing officers
 * and representatives. The values asked about are for them alone, are looked for as them alone, are sealed under a key
 * of the request where they are kept, and are forgotten some time after it is closed, with all words about the person.
 */
export interface SubjectsHandle {
  /** Open ones first, by when they are due; for everybody else there are none. */
  requests(community: string): Promise<SubjectRequest[]>;
  request(community: string, id: string): Promise<SubjectRequest | undefined>;
  open(community: string, request: NewSubjectRequest): Promise<SubjectRequest | Refusal>;
  /** To `searched` only by {@link SubjectsHandle.search}. */
  move(community: string, id: string, step: SubjectStep): Promise<SubjectRequest | Refusal>;
  /** Two more months, for a reason, once. */
  extend(community: string, id: string, reason: string): Promise<SubjectRequest | Refusal>;
  /** Where the values stand, in what the reader may read; nothing else is looked at. */
  search(community: string, id: string): Promise<SubjectHits | Refusal>;
  /** Asks every other organization of the community to look in what it brought. The values are shown, or only compared. */
  ask(community: string, id: string, how: SubjectAsking): Promise<SubjectRequest | Refusal>;
  /** Asks one named source about one object of its that the reader may read; the values are not shown to it. */
  askSource(
    community: string,
    id: string,
    about: { object: string; source: string },
  ): Promise<SubjectRequest | Refusal>;
  /** What other organizations ask the reader's; those not answered first. */
  questions(community: string): Promise<SubjectQuestion[]>;
  /** Where the values of a question stand in what the reader's organization brought; for the reader alone. */
  look(community: string, id: string): Promise<SubjectHits | Refusal>;
  answer(community: string, id: string, answer: NewSubjectAnswer): Promise<true | Refusal>;
  /** What came of the requests of the reader's organization in a year. */
  figures(community: string, year: number): Promise<SubjectFigures | undefined>;
}

/** How others are asked: with the values, or without them, so that the hub compares for each. */
export type SubjectAsking = 'shown' | 'compared';

/** What somebody asks. */
export interface NewSubjectRequest {
  kind: SubjectKind;
  /** Names, addresses, numbers. */
  sought: readonly string[];
  /** When it came; absent: now. */
  receivedAt?: number;
}

/** A step of a request. */
export interface SubjectStep {
  to: Exclude<SubjectState, 'received' | 'searched'>;
  words: string;
  /** What was sent to the person: always with an answer, at will with a refusal. */
  letter?: string;
}

/** A request as its organization's speakers see it. */
export interface SubjectRequest {
  id: string;
  kind: SubjectKind;
  state: SubjectState;
  receivedAt: number;
  dueAt: number;
  /** Why it takes longer. */
  extension?: string;
  /** Absent: forgotten. */
  sought?: string[];
  askedHow?: SubjectAsking;
  askedAt?: number;
  answers: SubjectAnswered[];
  /** Sources asked one by one. */
  sources: SourceAsked[];
  /** What was answered. The hash stays; salt and text go with the values. */
  letter?: SubjectLetter;
  closedAt?: number;
  /** What was done last, in words. */
  words: string;
}

/** An answer as it was sent. `sha256`: of salt, a line feed and text, in hexadecimal, as the record names it. */
export interface SubjectLetter {
  sha256: string;
  salt?: string;
  text?: string;
}

/** What another organization said. It names what it found only when it chooses to. */
export interface SubjectAnswered extends NewSubjectAnswer {
  organization: string;
  at: number;
}

/** A source that was asked about one object of its. */
export interface SourceAsked {
  object: string;
  source: string;
  at: number;
  answered?: NewSubjectAnswer & { at: number };
}

/** What the reader's organization says to another's question. */
export interface NewSubjectAnswer {
  answer: SubjectAnswer;
  words: string;
}

/** A question of another organization. */
export interface SubjectQuestion {
  id: string;
  organization: string;
  kind: SubjectKind;
  askedAt: number;
  dueAt: number;
  /** It is about this object of the reader's organization alone; its title is there while it is. */
  object?: { id: string; title?: string };
  /** Only where whoever asks shows them. */
  sought?: string[];
  answered?: NewSubjectAnswer & { at: number };
}

/** Where values were found. */
export interface SubjectHits {
  items: SubjectHit[];
  /** There may be more. */
  isCut: boolean;
}

/** An object in which a value stands. */
export interface SubjectHit {
  id: string;
  type: string;
  title: string;
  origin: string;
  level: TlpLevel;
  /** The reader's organization brought it. */
  isOwn: boolean;
  /** The versions in which it stands. */
  versions: string[];
}

/** A year in numbers. */
export interface SubjectFigures {
  outcomes: { kind: SubjectKind; outcome: 'open' | 'answered' | 'refused'; count: number }[];
  /** From coming in to being closed; absent when none was closed. */
  meanDays?: number;
  /** Objects the reader could read that went because their time was over, and own ones determined about. */
  expired: number;
  determined: number;
}
