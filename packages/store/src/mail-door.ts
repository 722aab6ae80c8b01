/** Where a letter to somebody invited stands. */
export const LETTER_STATES = ['waiting', 'sent', 'failed', 'dropped'] as const;
/** One of the states. */
export type LetterState = (typeof LETTER_STATES)[number];

/** When somebody is told of a duty: as it comes up, shortly before its time is over, and once after. */
export const TOLD_STAGES = ['new', 'before', 'after'] as const;
/** One of the moments. */
export type ToldStage = (typeof TOLD_STAGES)[number];

/** A letter to write together with an invitation: what it says, sealed by the hub's key. */
export interface NewLetter {
  sealed: string;
}

/** Mail as the acting person has it. */
export interface MailHandle {
  /** Why no mail goes to the person's address any more. */
  stopped(): Promise<MailStop | undefined>;
  /** Mail goes to it again. */
  resume(): Promise<void>;
}

/** An address that took no letter. */
export interface MailStop {
  /** What the mail server said, or when nothing: empty. */
  why: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/**
 * What the work of sending mail is given: letters and addresses, whom to look after, of what they were told. Nothing
 * of what is exchanged: what a letter about duties says is read as the person it goes to.
 */
export interface Mailroom {
  /** Letters that are due, each for {@link LETTER_TAKEN_MAX}; nobody else is given them meanwhile. */
  takeLetters(most: number): Promise<WaitingLetter[]>;
  sent(letter: string): Promise<void>;
  /** It did not go: another try later, or none when it is over. Gives what became of it. */
  notSent(letter: string, failure: { why: string; isForGood: boolean }): Promise<LetterState>;
  /** People whose duties were not looked at for a while, once per organization they act for; each is due again later. */
  takeRounds(most: number): Promise<MailRound[]>;
  told(round: MailRound): Promise<Told[]>;
  /** Notes of what somebody was told, and forgets duties that are no longer there. */
  tell(round: MailRound, told: { now: readonly Told[]; duties: readonly string[] }): Promise<void>;
  /** The mail server could not be asked: the round comes again at this time. */
  postpone(round: MailRound, until: number): Promise<void>;
  /** Their address takes no letters. */
  stop(round: MailRound, why: string): Promise<void>;
}

/** A letter to send. */
export interface WaitingLetter {
  id: string;
  address: string;
  sealed: string;
  /** How often it was tried before. */
  tries: number;
}

/** Somebody to look after. */
export interface MailRound {
  person: string;
  organization: string;
  name: string;
  address: string;
}

/** Somebody was told of a duty (a hash of up to 64 characters). */
export interface Told {
  duty: string;
  stage: ToldStage;
}
