import type { ReleaseForm, ReleaseState, TlpLevel } from '@tocsin/policy';
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
  /** The asker answers what the source asked back. */
  reply(community: string, id: string, words: string): Promise<ReleaseRequest | Refusal>;
  withdraw(community: string, id: string): Promise<ReleaseRequest | Refusal>;
  /** The source takes back a grant: it holds no longer for readings from now on. */
  end(community: string, id: string): Promise<ReleaseRequest | Refusal>;
}
