import type {
  ApplicationState,
  ApplicationWord,
  JoiningMode,
  LetterLanguage,
  MemberClass,
  MemberState,
  TlpLevel,
} from '@tocsin/policy';
import type { NewLetter } from './mail-door.ts';
import type { Refusal } from './principal.ts';

/**
 * Who wants to join, for those inside. Chairs see everything; whoever represents a member sees name and scope while an
 * application lies before the members, and what their own organization said, and nothing of what others said.
 */
export interface JoiningHandle {
  /** For chairs; `undefined` for everybody else. */
  setting(community: string): Promise<JoiningSetting | undefined>;
  setSetting(community: string, setting: JoiningSetting): Promise<JoiningSetting | Refusal>;
  /** The newest first. */
  applications(community: string): Promise<Application[]>;
  application(community: string, id: string): Promise<Application | undefined>;
  /** What a chair does with an application. */
  step(community: string, id: string, step: NewApplicationStep): Promise<Application | Refusal>;
  /** Vouches, objects, or lets it pass for the organization; the last word counts. */
  say(
    community: string,
    id: string,
    said: { word: ApplicationWord; words: string },
  ): Promise<Application | Refusal>;
  /** Takes the organization's word back while the members may speak. */
  takeBack(community: string, id: string): Promise<Application | Refusal>;
}

/** What strangers are shown and may do. Nothing here tells of members. */
export interface ApplicantDoor {
  /** `undefined` where a community shows itself to nobody, and where there is none. */
  page(slug: string): Promise<JoiningPage | undefined>;
  apply(slug: string, application: NewApplication): Promise<{ id: string } | Refusal>;
  /** What whoever holds the secret of an application is shown. */
  application(secretHash: Uint8Array): Promise<ApplicantView | undefined>;
  act(secretHash: Uint8Array, act: ApplicantAct): Promise<ApplicantView | Refusal>;
}

/** How a community takes new members. */
export interface JoiningSetting extends JoiningTexts {
  mode: JoiningMode;
  checklist: string[];
  windowDays: number;
  /** Two chairs decide together. */
  needsTwo: boolean;
  probationDays: number;
  /** The most an organization on probation is given; absent: no ceiling. */
  ceiling?: TlpLevel;
}

/** What strangers read. */
export interface JoiningTexts {
  about: string;
  who: string;
  expected: string;
  fee: string;
}

/** The page for strangers. */
export interface JoiningPage extends JoiningTexts {
  community: { slug: string; name: string };
  mode: 'invited' | 'open';
}

/** Who applies, and who writes for them. */
export interface Applicant {
  name: string;
  kind: string;
  sectors: string[];
  countries: string[];
  person: string;
  role: string;
  email: string;
  /** In which letters to them are written. */
  language: LetterLanguage;
}

/** A letter of intent to sign. */
export interface NewIntent {
  brings: string;
  needs: string;
  scope: string;
  /** `2026-12-01`. */
  from: string;
  /** The name of whoever signs, as they typed it. */
  signature: string;
  /** Of the text they read. */
  sha256: string;
}

/** An application to make: a question first, or a letter at once. */
export interface NewApplication {
  applicant: Applicant;
  question?: string;
  intent?: NewIntent;
  secretHash: Uint8Array;
  /** Goes to the applicant's address. */
  letter?: NewLetter;
}

/** What an applicant does. */
export type ApplicantAct =
  | { act: 'letter'; intent: NewIntent }
  | { act: 'answer'; words: string }
  | { act: 'withdraw' }
  | { act: 'appeal'; words: string }
  | { act: 'accept'; secretHash: Uint8Array; letter?: NewLetter };

/** What a chair does with an application. */
export type NewApplicationStep = (
  | { act: 'check'; item: string; isMet: boolean; words: string }
  | { act: 'ask'; words: string }
  | { act: 'eligible' | 'vetting' | 'hear' | 'agree' }
  | { act: 'window'; until?: number }
  | ({ act: 'accept' } & NewTerms)
  | { act: 'reject'; words: string }
) & { letter?: NewLetter };

/** Under which terms somebody is accepted. */
export interface NewTerms {
  /** Read by the applicant. */
  words: string;
  /** What they have to agree to; empty: nothing beside the papers. */
  conditions: string;
  /** Papers in force that whoever is not in yet may read, to be signed first. */
  papers: string[];
  class: MemberClass;
  probationDays: number;
  ceiling?: TlpLevel;
}

/** What was decided. */
export interface ApplicationDecision {
  isAccepted: boolean;
  words: string;
  by: { person: string; name: string };
  at: number;
  /** Of an acceptance. */
  terms?: Omit<NewTerms, 'words' | 'papers'> & { papers: { id: string; title: string }[] };
}

/** What was signed, word for word. */
export interface SignedIntent {
  text: string;
  sha256: string;
  signedAt: number;
}

/** An application as somebody inside sees it. */
export type Application = ChairsApplication | MembersApplication;

/** What chairs see. */
export interface ChairsApplication {
  side: 'chair';
  id: string;
  applicant: Applicant;
  scope: string;
  from: string;
  state: ApplicationState;
  madeAt: number;
  changedAt: number;
  letter?: SignedIntent;
  thread: ThreadEntry[];
  checks: { item: string; isMet: boolean; words: string; by?: string; at?: number }[];
  words: ApplicationSaid[];
  windowUntil?: number;
  /** What one of two chairs decided, and waits for another. */
  first?: ApplicationDecision;
  decision?: ApplicationDecision;
  appeal?: { words: string; at: number };
  /** Members and other applicants whose names are the same or look so. */
  alike: { name: string; what: 'member' | 'application' }[];
  /** What the organization became, and how its membership stands. */
  organization?: { id: string; state: MemberState };
  /** Titles of papers that wait for its signature. */
  unsigned: string[];
  waitsForMe: ('handle' | 'speak')[];
  may: ApplicationMay[];
}

/** What whoever represents a member sees. */
export interface MembersApplication {
  side: 'member';
  id: string;
  applicant: Pick<Applicant, 'name' | 'kind' | 'sectors' | 'countries'>;
  scope: string;
  from: string;
  state: 'window' | 'over';
  windowUntil: number;
  /** What the own organization said. */
  words: ApplicationSaid[];
  waitsForMe: 'speak'[];
  may: 'speak'[];
}

/** What the reader may do next. */
export type ApplicationMay = NewApplicationStep['act'] | 'speak';

/** A question or an answer. */
export interface ThreadEntry {
  from: 'community' | 'applicant';
  /** Who wrote it; to applicants no name of the community is told. */
  name?: string;
  words: string;
  at: number;
}

/** What an organization said. */
export interface ApplicationSaid {
  organization: { id: string; name: string };
  person: { id: string; name: string };
  word: ApplicationWord;
  words: string;
  at: number;
  takenBackAt?: number;
}

/** What an applicant sees. */
export interface ApplicantView {
  id: string;
  community: { slug: string; name: string };
  applicant: Applicant;
  state: ApplicationState;
  letter?: SignedIntent;
  thread: ThreadEntry[];
  windowUntil?: number;
  decision?: Omit<ApplicationDecision, 'by'>;
  appeal?: { words: string; at: number };
  may: ApplicantAct['act'][];
}
