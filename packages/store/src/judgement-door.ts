import type { JudgedTopic, Reliability } from '@tocsin/policy';
import type { Refusal } from './principal.ts';

/** How reliable the reader's organization found those it reads from. Nobody else is told, least of all they. */
export interface JudgementHandle {
  /** What is held of these sources. */
  of(sources: readonly string[]): Promise<Judgement[]>;
  /**
   * Judges a source the reader has something from in a community; without a letter it cannot be judged (F). Gives
   * all that is held of it then.
   */
  judge(community: string, judged: Judged): Promise<Judgement[] | Refusal>;
}

/** A source with the letter it is to have. */
export interface Judged {
  source: string;
  topic: JudgedTopic;
  letter?: Reliability;
  reason: string;
}

/** A letter, what it is for, and who gave it why. */
export interface Judgement {
  source: string;
  topic: JudgedTopic;
  letter: Reliability;
  reason: string;
  person: { id: string; name: string };
  /** Milliseconds since the epoch. */
  at: number;
}
