import type {
  AdoptionFault,
  PaperKind,
  PaperSection,
  PaperState,
  PaperWord,
  SectionChange,
  TlpLevel,
} from '@tocsin/policy';
import type { Refusal } from './principal.ts';

/**
 * What a community writes down and agrees: charter, guidelines, conduct, agreements. Whoever may read a paper's label
 * sees what was put before the members; what is only being written is for chairs and whoever writes it. Only persons
 * write, speak and decide.
 */
export interface PapersHandle {
  /** By kind, then by title. */
  papers(community: string): Promise<Paper[]>;
  paper(community: string, id: string): Promise<PaperDetail | undefined>;
  /** One version with its words, and what changed since the one it follows. */
  version(community: string, id: string, n: number): Promise<PaperVersionDetail | undefined>;
  /** Begins a paper with its first draft. */
  begin(community: string, paper: NewPaper): Promise<PaperDetail | Refusal>;
  /** Writes the version that is being written; makes one when there is none. */
  write(community: string, id: string, draft: NewPaperDraft): Promise<PaperDetail | Refusal>;
  /** Moves a version on. */
  move(community: string, id: string, step: NewPaperStep): Promise<PaperDetail | Refusal>;
  /** Says something about a version for the reader's organization; `sha256` is of the text they read. */
  say(community: string, id: string, word: NewPaperWord): Promise<PaperDetail | Refusal>;
  /** Takes an approval or an objection back. What binds stays. */
  takeBack(
    community: string,
    id: string,
    word: { n: number; word: 'approves' | 'objects' },
  ): Promise<PaperDetail | Refusal>;
  /** Whoever looks after a paper, or a chair, says when it is looked at again, or that it was and stands. */
  review(
    community: string,
    id: string,
    review: { due?: number; isConfirmed: boolean },
  ): Promise<PaperDetail | Refusal>;
  /** A chair looks after a paper from now on. */
  keep(community: string, id: string): Promise<PaperDetail | Refusal>;
}

/** A paper as it is listed. */
export interface Paper {
  id: string;
  kind: PaperKind;
  title: string;
  level: TlpLevel;
  keeper: { organization: string; person: string; name: string };
  createdAt: number;
  reviewDue?: number;
  reviewedAt?: number;
  /** The version in force. */
  inForce?: { n: number; since: number };
  /** The version that is written or open. That one is being written is no secret of a paper one knows; its text is. */
  next?: { n: number; state: 'draft' | 'open'; openUntil?: number };
  /**
   * What the reader owes it: for their organization a word on what is open (`speak`), a signature or the word that they
   * keep to it; as a chair a decision once the time for objections is over; as its keeper a review.
   */
  waitsForMe: ('speak' | 'signs' | 'attests' | 'decide' | 'review')[];
}

/** A paper with its versions. */
export interface PaperDetail extends Paper {
  labelId: number;
  /** The newest first; those the reader may see. */
  versions: PaperVersion[];
  /** The version the next is made from, when the reader may write it now. */
  base?: number;
  may: ('write' | 'speak' | 'bind' | 'review' | 'keep')[];
}

/** A version as it is listed. */
export interface PaperVersion {
  n: number;
  state: PaperState;
  sha256: string;
  note: string;
  author: { organization: string; person: string; name: string };
  writtenAt: number;
  openUntil?: number;
  decided?: { at: number; by: string; words?: string };
  words: PaperSaid[];
  /** Organizations of the community that read it, and how many of them are bound by their word. */
  bound: { done: number; of: number };
  /** What the reader may move it to. */
  may: Exclude<PaperState, 'superseded'>[];
  /** What stands in the way of putting it in force; for chairs, of the version that is open. */
  inTheWay?: AdoptionFault;
}

/** What an organization said about a version. */
export interface PaperSaid {
  organization: string;
  word: PaperWord;
  person: { id: string; name: string };
  at: number;
  words: string;
  sha256: string;
  /** For the chairs alone, and for whoever said it. */
  isPrivate: boolean;
  /** By what they had signed in; empty where that was not written down. */
  how: string;
  takenBackAt?: number;
}

/** A version with its text. */
export interface PaperVersionDetail extends PaperVersion {
  sections: PaperSection[];
  missing: string[];
  /** Compared with the version in force, or with the one before it. */
  since?: { n: number; changes: SectionChange[] };
}

/** A paper to begin. */
export interface NewPaper {
  kind: PaperKind;
  title: string;
  level: Exclude<TlpLevel, 'red'>;
  /** Groups that read it; absent: everybody who takes part. */
  groups?: string[];
  sections: PaperSection[];
  note: string;
}

/** A text to write. `sha256`: of the text it was made from, so that nobody's change is lost; absent for the first. */
export interface NewPaperDraft {
  sections: PaperSection[];
  note: string;
  sha256?: string;
}

/** A step of a version. */
export interface NewPaperStep {
  n: number;
  to: Exclude<PaperState, 'superseded'>;
  /** For `open`: until when objections are waited for. */
  until?: number;
  /** Why: needed to overrule objections, to go back to writing, to drop and to withdraw. */
  words?: string;
}

/** A word about a version. */
export interface NewPaperWord {
  n: number;
  word: PaperWord;
  sha256: string;
  /** Why; needed for an objection. */
  words: string;
  /** Only an objection: the chairs alone read it. */
  isPrivate?: boolean;
}
