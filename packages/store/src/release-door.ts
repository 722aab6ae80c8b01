import type {
  Leaving,
  ReleaseContacts,
  ReleaseForm,
  ReleaseStage,
  ReleaseState,
  ReleaseUse,
  ReleaseWill,
  ReviewState,
  StandingConsent,
  TlpLevel,
} from '@tocsin/policy';
import type { Refusal } from './principal.ts';

/** Whom something is released to: members and persons of the community, or somebody outside in words. */
export interface ReleaseParties {
  organizations?: readonly string[];
  persons?: readonly string[];
  outside?: string;
}

/** A wish that the source lets somebody read more. */
export interface NewReleaseRequest {
  community: string;
  /** The STIX id of an object the asker reads. */
  object: string;
  wanted: ReleaseParties;
  purpose: string;
  /** What for in one of a few words; a standing consent goes by it. */
  use?: ReleaseUse;
  form: ReleaseForm;
  /** Silence until then is a no. Milliseconds since the epoch. */
  dueAt: number;
  /** Raises priority, never rights. */
  isUrgent: boolean;
  /** The source is not told who asks. */
  isAnonymous: boolean;
}

/** What the source answers. */
export type ReleaseAnswer =
  | { kind: 'grant'; to: ReleaseParties; until?: number; words?: string }
  /** `object`: what the source shared instead; the asker must be able to read it. */
  | { kind: 'sanitised'; object: string; words?: string }
  | { kind: 'refuse'; words?: string }
  | { kind: 'ask-back'; words: string };

/** An object; its title and level are there while this reader sees it. */
export interface TitledObject {
  id: string;
  title?: string;
  level?: TlpLevel;
}

/** A request as one of its two sides sees it; nobody else does. */
export interface ReleaseRequest {
  id: string;
  community: string;
  side: 'asker' | 'source';
  object: TitledObject;
  source: { id: string; name: string };
  /** Absent for the source when it was asked without a name. */
  asker?: { organization: { id: string; name: string }; person: { id: string; name: string } };
  wanted: NamedParties;
  purpose: string;
  use?: ReleaseUse;
  form: ReleaseForm;
  isUrgent: boolean;
  askedAt: number;
  dueAt: number;
  state: ReleaseState;
  answeredAt?: number;
  granted?: NamedParties;
  until?: number;
  /** What the source said with its answer. */
  words?: string;
  sanitised?: TitledObject;
  /** For the source while it waits for it: how long nobody answered, and whether the reader is the one asked now. */
  turn?: { stage: ReleaseStage; isYours: boolean };
  /** It was granted by a standing consent; by which, only the source is told. */
  byConsent?: { id?: string };
  /** The member that decides, or decided, in the place of a source of which nobody is here. */
  inStead?: { id: string; name: string };
  /** For the source, to whoever may know of it: a share of its own that is to answer this once it is released. */
  answering?: { review: string; state: ReviewState };
  notes: { side: 'asker' | 'source'; at: number; words: string }[];
  may: ('answer' | 'reply' | 'withdraw' | 'end')[];
}

/** Parties with their names. */
export interface NamedParties {
  organizations: { id: string; name: string }[];
  persons: { id: string; name: string }[];
  outside?: string;
}

/**
 * Asking the source to share wider (ISO 22396 6.4.4: the source has the last word). Only persons ask and answer; each
 * sees what they asked and what their own decision is wanted for.
 */
export interface ReleaseHandle {
  ask(request: NewReleaseRequest): Promise<ReleaseRequest | Refusal>;
  /** Those that wait first, the soonest due first; then the others, newest first. */
  requests(community: string): Promise<ReleaseRequest[]>;
  request(community: string, id: string): Promise<ReleaseRequest | undefined>;
  answer(community: string, id: string, answer: ReleaseAnswer): Promise<ReleaseRequest | Refusal>;
  /** The source answers with a share of its own that waits for a sharing officer, once that is released. */
  answerByReview(community: string, id: string, review: string): Promise<ReleaseRequest | Refusal>;
  /** The asker answers what the source asked back. */
  reply(community: string, id: string, words: string): Promise<ReleaseRequest | Refusal>;
  withdraw(community: string, id: string): Promise<ReleaseRequest | Refusal>;
  /** The source takes back a grant: it holds no longer for readings from now on. */
  end(community: string, id: string): Promise<ReleaseRequest | Refusal>;
  /** Who answers for the reader's own organization, and who decides once nobody of it is here. */
  setting(community: string): Promise<ReleaseSetting | undefined>;
  /** A representative says so. */
  setSetting(community: string, setting: NewReleaseSetting): Promise<ReleaseSetting | Refusal>;
  /** What the source allows in advance, in force first; nothing for whoever does not speak for it. */
  consents(community: string): Promise<Consent[]>;
  addConsent(community: string, consent: StandingConsent): Promise<Consent | Refusal>;
  /** Ends a consent for requests to come; what it gave is ended one by one. */
  endConsent(community: string, id: string): Promise<Consent | Refusal>;
}

/** Who is told of requests first and next, by id, and who decides in the place of an organization that is gone. */
export interface NewReleaseSetting extends ReleaseContacts, ReleaseWill {}

/** The same with names. */
export interface ReleaseSetting {
  first: { id: string; name: string }[];
  next: { id: string; name: string }[];
  successor?: { id: string; name: string };
  /** What becomes of what it shared under its own name when it leaves; absent: it stays as it is. */
  leaving?: Leaving;
  /** Who may decide for the organization here, by name: of them contacts are chosen. */
  able: { id: string; name: string }[];
  maySet: boolean;
}

/** A standing consent as its source sees it. */
export interface Consent extends Omit<StandingConsent, 'organizations'> {
  id: string;
  organizations: { id: string; name: string }[];
  madeAt: number;
  madeBy: string;
  endedAt?: number;
  isInForce: boolean;
  /** Requests granted by it so far. */
  used: number;
}
