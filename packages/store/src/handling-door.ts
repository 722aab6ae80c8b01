import type { TlpLevel } from '@tocsin/policy';
import type { Refusal } from './principal.ts';
import type { Expiry } from './retention-door.ts';

/** By which way something was opened. */
export type HandlingWay = 'web' | 'api' | 'cli' | 'look-up';

/** Something whose content is about to be shown. */
export interface OpenedRow {
  readonly id: string;
  readonly origin: string;
  readonly labelId: number;
}

/** A person, as far as the source is told who it was. */
interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

/** Who opened an object by one way. Persons are named where they opened it while it was RED, else counted. */
export interface OpenedLine {
  organization: string;
  way: HandlingWay;
  person?: NamedPerson;
  persons: number;
  programs: number;
  /** Rounded down to the hour, as is {@link OpenedLine.lastAt}. Milliseconds since the epoch. */
  firstAt: number;
  lastAt: number;
}

/** Who confirmed what opening means before they did. At RED the person, else how many of an organization. */
export interface AttestedLine {
  organization: string;
  level: TlpLevel;
  person?: NamedPerson;
  persons: number;
  /** Rounded down to the hour, as is {@link AttestedLine.lastAt}. Milliseconds since the epoch. */
  firstAt: number;
  lastAt: number;
}

/** What a copy is made as. */
export type CopyForm = 'stix' | 'page' | 'print';

/** A copy somebody took: its id stands in the copy. */
export interface CopyLine {
  id: string;
  organization: string;
  /** Absent: a program. */
  person?: NamedPerson;
  way: 'web' | 'api' | 'cli';
  form: CopyForm;
  /** It was encrypted when it left. */
  isSealed: boolean;
  at: number;
  /** It was given to a client of the organization, and why; who that is stays with the organization. */
  reason?: string;
}

/** A client whom an organization protects (TLP:AMBER, marking rules M6). */
export interface Client {
  id: string;
  name: string;
  /** An age recipient; absent: what is given is encrypted under a passphrase. */
  recipient?: string;
  addedAt: number;
}

/** Who was sent an object by one way, first at what time, to the hour. */
export interface SentLine {
  organization: string;
  way: 'web' | 'api' | 'taxii' | 'stream' | 'cli';
  at: number;
}

/** By which ways somebody may hold something that was taken back. */
export type RecallWay = SentLine['way'] | 'look-up' | 'copy' | 'print';

/** One organization and way that a taking back has to reach. */
export interface RecallLine {
  organization: string;
  way: RecallWay;
  /** Persons and programs that were given it so; how many of them were told since, or said that it is deleted. */
  given: number;
  told: number;
  confirmed: number;
  state: 'open' | 'told' | 'confirmed';
}

/** How far a taking back, or a narrower marking, has come. */
export interface Recall {
  act: 'retracted' | 'tightened' | 'expired';
  /** For what expired: by which rule. */
  why?: Expiry;
  at: number;
  lines: RecallLine[];
  /** Of the lines, whole percent, rounded down; absent when nobody was given it. */
  takenNote?: number;
  confirmed?: number;
}

/** What a source is told about the handling of its own. */
export interface Handling {
  opened: OpenedLine[];
  attested: AttestedLine[];
  copies: CopyLine[];
  sent: SentLine[];
  recall?: Recall;
  /** How long an entry is kept. Milliseconds. */
  keptFor: number;
}

/** Something of one's own that was taken back or marked more narrowly. */
export interface Recalled {
  id: string;
  type: string;
  recall: Recall;
}

/** Something one was given and may read no longer. It tells nothing but what they were given: not whether others read it. */
export interface AskedToDelete {
  id: string;
  type: string;
  source: string;
  at: number;
  /** Its time was over; absent: its source took it back or marked it anew. */
  why?: Expiry;
}

/** A copy about to leave. */
export interface NewCopy {
  community: string;
  way: CopyLine['way'];
  form: CopyForm;
  isSealed: boolean;
  rows: readonly Pick<OpenedRow, 'id' | 'origin'>[];
  /** For what is printed: the number that stands on the paper already. */
  id?: string;
  /** To whom it is given, and why; absent: the organization keeps it. */
  gift?: { client: string; reason: string };
}

/** A copy as it is entered: what is written into it. */
export interface TakenCopy {
  id: string;
  at: number;
  /** The person's or program's name, and the organization's they act for. */
  by: string;
  organization: string;
  /** The client's name. */
  client?: string;
}

/** The handling of what is marked AMBER or RED, for its source; and what was taken back, for whoever was given it. */
export interface HandlingHandle {
  /** Enters that others' objects marked AMBER or RED are shown to this reader. Never waits for the disk. */
  opened(community: string, way: HandlingWay, rows: readonly OpenedRow[]): void;
  /** For the source alone, also after it was taken back; `undefined` for everybody else, as if it were not there. */
  of(id: string, community: string): Promise<Handling | undefined>;
  /** What my organization took back or marked more narrowly, newest first. */
  recalled(community: string): Promise<Recalled[]>;
  /** What I was given and am asked to delete, newest first. Whoever is given the list was told. */
  asked(community: string): Promise<AskedToDelete[]>;
  /** Enters that a tombstone was sent to this reader: of these ids, what went up to an instant of the feed. */
  told(community: string, ids: readonly string[], upTo: number): void;
  /** Enters a copy, durably and in the record, before it leaves. The reader must just have read what is in it. */
  took(copy: NewCopy): Promise<TakenCopy | Refusal>;
  /** The clients of my organization, by name; those that ended are left out. */
  clients(): Promise<Client[]>;
  /** Only who represents the organization, or is its sharing officer, says who its clients are. */
  addClient(client: { name: string; recipient?: string }): Promise<Client | Refusal>;
  endClient(id: string): Promise<true | Refusal>;
  /** A person says that the copies of something taken back are deleted. */
  confirm(id: string, community: string): Promise<true | Refusal>;
}

/** The levels whose handling is recorded. */
export const RECORDED_LEVELS: readonly TlpLevel[] = ['amber', 'amber+strict', 'red'];
