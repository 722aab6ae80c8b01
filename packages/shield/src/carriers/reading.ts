import { CHECKED_TEXT_MAX } from '../check-text.ts';
import type { RuleName } from '../rule-table.ts';
import type { Place, PlaceStep } from './place.ts';

/** A file as it is handed in. */
export interface CarrierFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A text in a file. */
export interface Piece {
  readonly place: Place;
  readonly text: string;
  /** What it gives away by being there, whatever it says. */
  readonly whole?: RuleName;
  /** It goes along when only what may be shared is taken from the file. */
  readonly goes: boolean;
  /** A treated copy tells persons and machines apart, so that it still says who did the same again. */
  readonly tellsApart?: boolean;
  /** What else is known to give something away in it. */
  readonly more?: (text: string) => readonly Spot[];
}

interface Spot {
  readonly rule: RuleName;
  readonly start: number;
  readonly end: number;
}

/** Why a part of a file was not looked into. */
export const UNREAD_WORDS = {
  encrypted:
    'It is protected by a password or encrypted: it is kept as it is, and nothing in it was checked.',
  'unknown-kind': 'It is of a kind that is not read here.',
  'old-format': 'It is in an old binary format that is not read here. Save it in a current one.',
  broken: 'It is damaged, or not what it says it is.',
  'cut-off': 'It ends too early; what is there was checked.',
  encoding: 'Some of it is written in signs that cannot be read; the rest was checked.',
  charset: 'Its signs are of an unknown set; it was read as if they were Western European.',
  'too-large': 'It unpacks to more than is looked into: it may be made to fill a machine.',
  'too-many': 'There are more parts in it than are looked into.',
  'too-deep': 'It is packed into too many others.',
  'too-long': 'It is longer than is looked into; the beginning was checked.',
  picture: 'What is seen in the picture was not looked at.',
  pages:
    'What stands there is a picture or drawn: its text was not read. Copy it, and check it as a text.',
  earlier:
    'It keeps words that no page shows, from before it was changed; they were not read. Print it to a new file.',
  program: 'It holds a program or macros, which were not read.',
} as const;

/** See {@link UNREAD_WORDS}. */
export type UnreadWhy = keyof typeof UNREAD_WORDS;

/** A part that was not looked into, or not to its end. */
export interface Unread {
  readonly place: Place;
  readonly why: UnreadWhy;
}

/** A file within a file. */
export interface InnerFile extends CarrierFile {
  readonly place: Place;
  /** How many files it lies in. */
  readonly depth: number;
}

/** Most bytes that everything packed in one file may unpack to. */
export const UNPACKED_MAX = 200 * 1024 * 1024;
/** Most parts of one file: entries of archives, parts of mails. */
export const PARTS_MAX = 10_000;
/** How deep files may lie in each other. */
export const DEPTH_MAX = 5;
/** Most texts of one file that are kept for the report. */
const PIECES_MAX = 200_000;
/** Most parts told as not looked into. */
const UNREAD_MAX = 1000;

/** What all of one file may cost. */
export interface ReadingLimits {
  /** Bytes that everything packed in it may unpack to. */
  readonly unpacked: number;
  readonly parts: number;
}

/** What all of one file may still cost. */
export class Budget {
  #bytes: number;
  #parts: number;
  #pieces = PIECES_MAX;

  constructor(limits: Partial<ReadingLimits> = {}) {
    this.#bytes = limits.unpacked ?? UNPACKED_MAX;
    this.#parts = limits.parts ?? PARTS_MAX;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Takes what was unpacked; false when it is more than may be. */
  takeBytes(count: number): boolean {
    this.#bytes -= count;
    return this.#bytes >= 0;
  }

  takePart(): boolean {
    this.#parts -= 1;
    return this.#parts >= 0;
  }

  takePiece(): boolean {
    this.#pieces -= 1;
    return this.#pieces >= 0;
  }
}

/** What is read from one file, gathered while it is read. */
export class Reading {
  readonly pieces: Piece[] = [];
  readonly unread: Unread[] = [];
  readonly inner: InnerFile[] = [];
  readonly place: Place;
  readonly budget: Budget;
  readonly #depth: number;

  constructor({ place, depth }: Pick<InnerFile, 'place' | 'depth'>, budget: Budget) {
    this.place = place;
    this.#depth = depth;
    this.budget = budget;
  }

  /** A text at a place within this file. */
  add(steps: readonly PlaceStep[], piece: Omit<Piece, 'place'>): void {
    if (piece.text.trim() === '') return;
    if (!this.budget.takePiece()) {
      this.miss(steps.slice(0, 1), 'too-many');
      return;
    }
    // The lines of a log stand alone, and are looked through however many there are.
    const isLong = piece.tellsApart !== true && piece.text.length > CHECKED_TEXT_MAX;
    if (isLong) this.miss(steps, 'too-long');
    const text = isLong ? piece.text.slice(0, CHECKED_TEXT_MAX) : piece.text;
    this.pieces.push({ ...piece, text, place: this.at(steps) });
  }

  /** What gives something away by being there. */
  addWhole(steps: readonly PlaceStep[], whole: RuleName, text: string): void {
    this.add(steps, { text, whole, goes: false });
  }

  /** A part that is not looked into. The same is told once. */
  miss(steps: readonly PlaceStep[], why: UnreadWhy): void {
    const last = this.unread.at(-1);
    const place = this.at(steps);
    if (last?.why === why && sameWay(last.place, place)) return;
    if (this.unread.length < UNREAD_MAX) this.unread.push({ place, why });
  }

  /** A file in this one, to be read in its turn. */
  put(steps: readonly PlaceStep[], file: CarrierFile): void {
    this.inner.push({ ...file, place: this.at(steps), depth: this.#depth + 1 });
  }

  at(steps: readonly PlaceStep[]): Place {
    return [...this.place, ...steps];
  }
}

function sameWay(one: Place, other: Place): boolean {
  return (
    one.length === other.length &&
    one.every(({ kind, name }, at) => other[at]?.kind === kind && other[at].name === name)
  );
}
