import type {
  DeterminationKind,
  ReviewRules,
  ReviewState,
  ReviewWhen,
  TlpLevel,
} from '@tocsin/policy';
import type {
  ContributionKind,
  NewContribution,
  NewObject,
  Receipt,
  ShieldReport,
} from './exchange-door.ts';
import type { Refusal } from './principal.ts';

/**
 * The sharing officer's desk: what waits before it leaves an organization. A share that waits is seen by whoever
 * shared it and by the sharing officers of their organization in that community, and by nobody else.
 */
export interface ReviewHandle {
  /** What waits in the reader's own organization, for everybody who takes part for it; `undefined` for others. */
  rules(community: string): Promise<ReviewSetting | undefined>;
  /** A representative says what waits from now on. */
  setRules(community: string, rules: ReviewRules): Promise<ReviewSetting | Refusal>;
  /** What waits first, the oldest before the newer; then what is over, newest first. */
  reviews(community: string): Promise<Review[]>;
  /** With what is in it, as long as that is kept. */
  review(community: string, id: string): Promise<ReviewedContent | undefined>;
  /** Publishes in the name of whoever shared it, under the rules in force now, or does nothing. */
  release(community: string, id: string, released: Released): Promise<Receipt | Refusal>;
  /** An officer keeps it back for now. */
  hold(community: string, id: string, words?: string): Promise<Review | Refusal>;
  /** An officer gives it back with a reason. */
  giveBack(community: string, id: string, words: string): Promise<Review | Refusal>;
  /** Whoever shared it takes it back before it left. */
  withdraw(community: string, id: string): Promise<Review | Refusal>;
  /** What the source determined about the version the reader is shown. */
  determination(id: string, community: string): Promise<Determination | undefined>;
  /** A sharing officer of the source signs what they determined about its newest version. */
  determine(
    id: string,
    community: string,
    what: DeterminationKind,
  ): Promise<Determination | Refusal>;
}

/** What waits in one organization. */
export interface ReviewSetting {
  rules: ReviewRules;
  /** Sharing officers the organization has in this community. */
  officers: { id: string; name: string }[];
  maySet: boolean;
}

/** A share that waits, or did. */
export interface Review {
  id: string;
  community: string;
  kind: ContributionKind;
  /** Empty once it is released or withdrawn. */
  title: string;
  via: NewContribution['via'];
  /** The alias it is shared under. */
  alias?: string;
  author: { kind: 'person' | 'token'; id: string; name: string };
  /** The reader shared it, or their own program did. */
  isOwn: boolean;
  at: number;
  why: Exclude<ReviewWhen, 'never'>;
  levels: TlpLevel[];
  objects: number;
  state: ReviewState;
  /** The request to share wider that is answered with it when it is released. */
  answers?: string;
  decided?: { at: number; by: { id: string; name: string }; words?: string };
  may: ReviewAct[];
  /** Only another officer releases it: the reader shared it themselves. */
  needsAnother: boolean;
}

/** What somebody may do about a share that waits. */
export type ReviewAct = 'release' | 'hold' | 'return' | 'withdraw';

/** A share that waits, with what is in it. */
export interface ReviewedContent extends Review {
  content?: NewContribution;
}

/** What an officer lets out. */
export interface Released {
  title: string;
  text: string;
  objects: NewObject[];
  shield?: ShieldReport;
  words?: string;
  /** Signed for every object that is kept. */
  determination?: DeterminationKind;
  /** The officer changed something. */
  isChanged: boolean;
}

/** What a source said about personal data in one version of an object. */
export interface Determination {
  what: DeterminationKind;
  /** The organization, or the name it shared under. */
  by: string;
  at: number;
  /** SHA-256 of the version's text, in hexadecimal digits. */
  sha256: string;
  /** For the source's own people: who signed. */
  person?: { id: string; name: string };
}
