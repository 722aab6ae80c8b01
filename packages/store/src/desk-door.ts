import type { FeedRow } from './exchange-door.ts';
import type { Micros, Refusal } from './principal.ts';

/**
 * What a person keeps for their own work. Only persons have a desk: a token is refused, or given nothing. A person
 * acting for two organizations has two desks; only preferences are the same on both.
 */
export interface DeskHandle {
  /** The person's own views of a community and those shared with them, by name. */
  views(community: string): Promise<SavedView[]>;
  addView(community: string, view: NewView): Promise<SavedView | Refusal>;
  /** Only the owner changes a view. */
  setView(community: string, id: string, view: NewView): Promise<SavedView | Refusal>;
  /** The owner; a representative what is shared with the organization, a chair what is shared with the community. */
  removeView(community: string, id: string): Promise<true | Refusal>;
  /** Up to when the person has seen a community; `undefined` before the first mark. */
  visited(community: string): Promise<Micros | undefined>;
  /** Moves the mark forward, never back and not beyond now; gives where it stands. */
  markVisit(community: string, upTo: Micros): Promise<Micros | Refusal>;
  /** Marks objects as done or open again; what the person may not see is passed over without a word. */
  triage(community: string, ids: readonly string[], state: TriageState): Promise<true | Refusal>;
  inbox(community: string, since: Micros, limit: number): Promise<Inbox>;
  /** What waits for the person in a community, counted. */
  duties(community: string): Promise<DeskDuties>;
  /** The person's own newest shares in a community. */
  recentShares(community: string, limit: number): Promise<RecentShare[]>;
  /** Preferences as they were kept, as JSON; `undefined` when there are none. */
  preferences(): Promise<string | undefined>;
  /** Changes preferences in one step; `change` is given what is kept, and may be run again. */
  setPreferences(change: (kept: string | undefined) => string): Promise<true | Refusal>;
}

/** Done, or not. */
export type TriageState = 'done' | 'open';

/** With whom a view is shared. */
export type ViewShare = 'me' | 'organization' | 'community';

/** A view to keep. `body` is JSON the store does not read. */
export interface NewView {
  name: string;
  body: string;
  sharedWith: ViewShare;
}

/** A view as somebody it is shared with sees it. */
export interface SavedView extends NewView {
  id: string;
  owner: { id: string; name: string };
  organization: { id: string; name: string };
  maySet: boolean;
  mayRemove: boolean;
  changedAt: number;
}

/** What arrived since a mark and is not done, newest first. */
export interface Inbox {
  items: InboxItem[];
  /** Items there are, before the limit, what stands under a title not counted; at least so many when `isCut`. */
  count: number;
  /** Not everything since the mark was looked at. */
  isCut: boolean;
}

/** An arrival, or an answer to an object of the reader's organization. */
export interface InboxItem {
  reason: 'arrival' | 'answer' | 'contradiction';
  row: FeedRow;
  about?: { id: string; type: string; title: string };
  /** What came in the same share and stands under this, its only title: done with it. */
  under?: FeedRow[];
}

/** Numbers of what waits. */
export interface DeskDuties {
  /** Objects of the organization that only it sees, because their marking is not known here. */
  held: number;
  /** Objects of the person's own shares that were put into quarantine lately. */
  quarantined: number;
  /** For chairs: persons of the community with a password only. */
  withoutSecondFactor: number;
}

/** One of the person's own shares. */
export interface RecentShare {
  contribution: string;
  kind: string;
  title: string;
  at: number;
}
