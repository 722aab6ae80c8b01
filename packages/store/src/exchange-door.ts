import type {
  Assessment,
  Audience,
  Clause,
  Decision,
  Label,
  Limits,
  MemberClass,
  PapLevel,
  ReshareDecision,
  Terms,
  ReviewState,
  TlpLevel,
} from '@tocsin/policy';
import type { ObservableKind, StixObject, StixProblem } from '@tocsin/stix';

import type { Micros } from './principal.ts';

/** Which versions of an object a reading gives (TAXII 2.1 §3.4.1 `match[version]`). */
export type VersionFilter = ('last' | 'first' | 'all' | string)[];

/** A reading of a community's feed. Everything is optional but the community. */
export interface FeedQuery {
  community: string;
  /** Strictly later than this, in the reader's own `dateAdded`. */
  addedAfter?: Micros;
  /** Strictly earlier than this; for reading backwards. */
  addedBefore?: Micros;
  order?: 'oldest-first' | 'newest-first';
  /** 1 to {@link PAGE_MAX}. */
  limit: number;
  ids?: readonly string[];
  types?: readonly string[];
  specVersions?: readonly string[];
  /** Default `['last']`. */
  versions?: VersionFilter;
  /** Only what this organization brought. */
  origin?: string;
  levels?: readonly TlpLevel[];
  contribution?: string;
}

/** Most ids whose titles are asked for at once: the ends of the relationships of one page. */
export const TITLES_MAX = 20_000;

/** Most rows one page may hold. */
export const PAGE_MAX = 10_000;

/** A page of a feed as one reader sees it. */
export interface FeedPage {
  rows: FeedRow[];
  /** There are more rows that match. */
  more: boolean;
}

/** Where a follower's reading stood. It has no content of its own, and is good for the same reader only. */
export interface FollowMark {
  readonly isMark: true;
}

/** Something a reader could read and no longer can. */
export interface Gone {
  /** The STIX id. */
  id: string;
  /** Only these versions went; absent when nothing of the object is left for this reader. */
  versions?: string[];
}

/** One reading by somebody who follows. */
export interface Followed extends FeedPage {
  gone: Gone[];
  /** The reader's own date of the last of {@link Followed.gone}; a date no row has. */
  goneAt: Micros | undefined;
  /** There is more that went: read again with {@link Followed.mark}. */
  moreGone: boolean;
  mark: FollowMark;
}

/** One version of one object, as one reader sees it. */
export interface FeedRow {
  /** The STIX id. */
  id: string;
  type: string;
  /** `modified`, or `created`, or for objects without either the date added: TAXII 2.1 §5.8. */
  version: string;
  specVersion: string;
  /** Strictly increasing over the reader's view of the community. Microseconds. */
  dateAdded: Micros;
  /** The object as it was received. */
  text: string;
  /** Title for lists. */
  title: string;
  origin: string;
  labelId: number;
  contribution: string;
  revoked: boolean;
}

/** The guarded door to what is exchanged. */
export interface ExchangeHandle {
  page(query: FeedQuery): Promise<FeedPage>;
  /**
   * A reading by somebody who follows: a page, and what they could read before and no longer can. `since` is the mark
   * of their reading before; `'now'` when they begin; for somebody who comes back, the date up to which they were told.
   */
  follow(query: FeedQuery, since: FollowMark | 'now' | { after: Micros }): Promise<Followed>;
  /** Number of rows {@link ExchangeHandle.page} would give over all pages. */
  count(query: Omit<FeedQuery, 'limit'>): Promise<number>;
  /** The newest version the reader may see, in whichever of their communities, or `undefined`. */
  object(id: string, community?: string): Promise<ObjectDetail | undefined>;
  versions(id: string, community: string): Promise<FeedRow[]>;
  /** Titles of objects as the reader sees them; what they may not see has none. At most {@link TITLES_MAX} ids. */
  titles(ids: readonly string[], community: string): Promise<ReadonlyMap<string, string>>;
  /** What refers to the object: relationships, sightings, opinions, notes, reports, of which the reader may see both ends. */
  references(id: string, community: string, limit?: number): Promise<ReferenceRow[]>;
  /** Is this value known to my communities? In the order asked; at most {@link LOOKUP_MAX}. */
  lookup(values: readonly { kind: ObservableKind; value: string }[]): Promise<LookupHit[][]>;
  /** Newest first; no ranking by statistics over what the reader may not see. */
  search(query: {
    text: string;
    community?: string;
    types?: readonly string[];
    limit: number;
  }): Promise<FeedRow[]>;
  label(labelId: number): Promise<Label | undefined>;
  /** Brings a batch of objects, all or (not atomic) the good ones. */
  contribute(contribution: NewContribution): Promise<Receipt>;
  receipt(id: string): Promise<Receipt | undefined>;
  /** The reader's organization's own contributions, newest first. */
  receipts(query: { community: string; limit: number; before?: number }): Promise<Receipt[]>;
  /** What a share was said to be: its title, text and kind, for those who may see it. */
  contribution(id: string): Promise<ContributionView | undefined>;
  /** Gives an object (all its versions from this origin) another label, at a new position. */
  remark(
    id: string,
    community: string,
    marking: MarkingInput,
  ): Promise<'done' | 'hidden' | 'refused'>;
  /** Takes versions back; a tombstone stays. Only the source, or the person or token that brought them. */
  retract(
    id: string,
    community: string,
    versions: 'all' | 'last' | readonly string[],
  ): Promise<'done' | 'hidden' | 'refused'>;
  /** Enters what is about to be sent in the delivery ledger. */
  delivered(delivery: Delivery): Promise<void>;
  /** Enters that this reader begins to receive by a way, so that the first sending need not wait for it. */
  opened(community: string, way: Delivery['way']): Promise<void>;
  /** For the source: who was sent an object of theirs, by which way, when. */
  deliveries(id: string, community: string): Promise<DeliveryRow[]>;
  /** Who would see an item marked so, counted over the reader's community's directory. */
  audience(community: string, marking: MarkingInput): Promise<AudienceCount>;
  /** What the policy says of an item marked so, for a person or an organization of the reader's community. */
  preview(
    community: string,
    marking: MarkingInput,
    recipient: { person: string } | { organization: string },
  ): Promise<Preview | undefined>;
  /** The same of an object of the reader's own organization as it is marked now; `undefined` for everybody else's. */
  previewObject(at: {
    id: string;
    community: string;
    recipient: { person: string } | { organization: string };
  }): Promise<Preview | undefined>;
}

/** Most values in one {@link ExchangeHandle.lookup}. */
export const LOOKUP_MAX = 1000;

/** An object with what its page needs. */
export interface ObjectDetail extends FeedRow {
  community: string;
  label: Label;
  /** Every origin the reader sees this id from, earliest first; the first is the one shown. */
  origins: string[];
  addedAt: Micros;
}

/** Something that refers to an object. */
export interface ReferenceRow {
  /** `source_ref`, `target_ref`, `sighting_of_ref`, `object_refs` … of the referring object. */
  property: string;
  row: FeedRow;
  /** For a relationship: the other end, when the reader may see it. */
  other?: { id: string; type: string; title: string };
}

/** A value somebody brought. */
export interface LookupHit {
  id: string;
  type: string;
  title: string;
  community: string;
  origin: string;
  labelId: number;
  dateAdded: Micros;
  revoked: boolean;
}

/** A marking as a person or program says it, before it becomes a label. */
export interface MarkingInput {
  level: TlpLevel;
  audience: Audience;
  limits?: Limits;
  pap?: PapLevel;
  terms?: Terms;
  /** The word of the community's own it was said with. */
  declared?: string;
  assessment?: Assessment;
  from?: number;
  until?: number;
  changes?: Clause['changes'];
  /** Granted on request; only for counting who reads: a marking anew grants nothing. */
  releases?: NonNullable<Clause['releases']>;
}

/** Kinds of contribution a person may choose (requirements row 6). */
export const CONTRIBUTION_KINDS = [
  'indicators',
  'report',
  'alert',
  'incident-note',
  'vulnerability',
  'best-practice',
  'question',
  'answer',
  'sighting',
  'feedback',
  'bundle',
] as const;
/** One kind. */
export type ContributionKind = (typeof CONTRIBUTION_KINDS)[number];

/** A batch somebody brings. */
export interface NewContribution {
  community: string;
  kind: ContributionKind;
  title?: string;
  text?: string;
  via: 'web' | 'api' | 'taxii' | 'cli';
  /** The alias it is shared under; absent: the organization's own name. */
  as?: string;
  /** Said for the whole batch; an object's own stricter TLP still holds. Absent: each object's own marking, else the community's rule for unlabelled input. */
  marking?: MarkingInput;
  objects: NewObject[];
  /** Objects already refused while reading the body: they appear on the receipt. */
  refused?: RefusedObject[];
  /** Keep all or nothing. */
  atomic?: boolean;
  /** What the shield found in it and what was done about it. */
  shield?: ShieldReport;
  /** The label must also cover these objects (answers, sightings): join with their labels. */
  about?: readonly string[];
}

/**
 * What a shield found in a share and what was done about it. It never holds what was found: rules, places and numbers
 * only.
 */
export interface ShieldReport {
  /** The version of the rules. */
  rules: string;
  /** SHA-256 of exactly what arrived, in hexadecimal digits, and its length in bytes. */
  sha256: string;
  bytes: number;
  /** What the hub found, by rule and by what it did. */
  found: ShieldTally[];
  /** Why the sender lets through what would be refused. */
  reason?: string;
  /** What the sender's own check found and what they did about it, as they say. */
  sender?: { rules: string; profile: boolean; decided: ShieldDecision[] };
}

/** Findings of one rule. */
export interface ShieldTally {
  rule: string;
  severity: string;
  done: 'refused' | 'told' | 'kept';
  count: number;
}

/** What a sender decided about findings of one rule. */
export interface ShieldDecision {
  rule: string;
  done: 'kept' | 'changed';
  count: number;
  reason?: string;
}

/** One object of a batch, already read and valid. */
export interface NewObject {
  /** Its place in what was sent, from 0. */
  index: number;
  object: StixObject;
  /** As received, byte for byte. */
  text: string;
  warnings?: StixProblem[];
  notes?: string[];
}

/** An object that was not kept. */
export interface RefusedObject {
  index: number;
  id?: string;
  version?: string;
  problems: StixProblem[];
}

/** What became of one object. */
export type Fate = 'kept' | 'already-here' | 'held' | 'quarantined' | 'refused';

/** One line of a receipt. */
export interface ReceiptLine {
  index: number;
  id?: string;
  version?: string;
  fate: Fate;
  /** Why, and the way out; empty for what was simply kept. */
  problems: StixProblem[];
  level?: TlpLevel;
}

/** What became of a share, object by object; its id serves as the TAXII status id. Only the sender's organization sees it. */
export interface Receipt {
  id: string;
  community: string;
  kind: ContributionKind;
  title: string;
  at: number;
  atomicRefused: boolean;
  counts: Record<Fate, number>;
  lines: ReceiptLine[];
  /** For those who see every line. `hash` is the SHA-256 of the report as the record has it. */
  shield?: ShieldReport & { hash: string };
  /** It waits for a sharing officer of the organization, or did. */
  review?: {
    state: ReviewState;
    /** The objects that wait, or did when they were returned. */
    waiting: { index: number; id: string; version?: string }[];
    decidedAt?: number;
    /** What the officer said. */
    words?: string;
  };
}

/** A share as its readers see it. */
export interface ContributionView {
  id: string;
  community: string;
  kind: ContributionKind;
  title: string;
  text: string;
  origin: string;
  at: number;
  labelId: number;
}

/** A sending. */
export interface Delivery {
  community: string;
  way: 'web' | 'api' | 'taxii' | 'stream' | 'cli';
  rows: readonly FeedRow[];
}

/** A line of the ledger as the source sees it. */
export interface DeliveryRow {
  organization: string;
  way: Delivery['way'];
  at: number;
}

/** What somebody would see. */
export interface Preview {
  recipient: { id: string; name: string };
  organization: { id: string; name: string };
  decision: Decision;
  /** For an organization: its people who would see it. */
  persons?: number;
  reshare: ReshareDecision[];
}

/** "41 people in 14 organizations". */
export interface AudienceCount {
  organizations: { id: string; name: string; class: MemberClass }[];
  persons: number;
  tokens: number;
  /** Organizations of the community that would not see it. */
  without: { id: string; name: string; class: MemberClass }[];
}
