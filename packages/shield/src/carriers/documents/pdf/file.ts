import { bytesOfLatin, latinOf } from '../../bytes.ts';
import { unpack } from '../../unpack.ts';
import type { Budget } from '../../reading.ts';
import { isDictionary, isList, isName, isReference, PdfLexer, Steps } from './lexer.ts';
import type { PdfDictionary, PdfValue } from './lexer.ts';

/** Steps made for the pages of one file: about a thousand full pages, and seconds of whatever else it may be. */
export const STEPS_MAX = 5_000_000;
/** Objects of one file that are known. */
const OBJECTS_MAX = 1_000_000;
/** Filters one behind the other. */
const FILTERS_MAX = 4;
/** How often a reference may lead to another. */
const LEADS_MAX = 20;

/** A stream: what is said of it, and where its bytes lie. */
export interface PdfStream {
  readonly dictionary: PdfDictionary;
  readonly from: number;
  readonly to: number;
}

/** Why a stream could not be read. */
export type StreamFault = 'too-large' | 'broken' | 'unknown-kind';

interface Spot {
  readonly text: string;
  readonly at: number;
  readonly stream?: PdfStream;
}

const OBJECT = /(?<![\d.])(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj(?![A-Za-z])/g;
const STREAM = /[\0\t\n\f\r ]*stream(?:\r\n|\n|\r)/y;

/**
 * The objects of a PDF, found by looking for them: tables that say where they lie are not believed. Of several with one
 * number the last holds, as in files that were changed by adding to them.
 */
export class PdfFile {
  readonly steps = new Steps(STEPS_MAX);
  readonly #text: string;
  readonly #bytes: Uint8Array;
  readonly #budget: Budget;
  readonly #spots = new Map<number, Spot>();
  readonly #unpacked = new Map<PdfStream, Uint8Array | StreamFault>();
  /** Streams that later ones took the place of. */
  readonly replaced: PdfStream[] = [];

  private constructor(text: string, bytes: Uint8Array, budget: Budget) {
    this.#text = text;
    this.#bytes = bytes;
    this.#budget = budget;
  }

  static async open(text: string, bytes: Uint8Array, budget: Budget): Promise<PdfFile> {
    const file = new PdfFile(text, bytes, budget);
    await file.#index();
    return file;
  }

  /** What an entry says, however many references away. */
  resolve(value: PdfValue | undefined): PdfValue | undefined {
    let found = value;
    for (let leads = 0; isReference(found) && leads < LEADS_MAX; leads += 1) {
      const spot = this.#spots.get(found.object);
      found = spot === undefined ? undefined : new PdfLexer(spot.text, this.steps, spot.at).next();
    }
    return isReference(found) ? undefined : found;
  }

  dictionary(value: PdfValue | undefined): PdfDictionary | undefined {
    const found = this.resolve(value);
    return isDictionary(found) ? found : undefined;
  }

  list(value: PdfValue | undefined): readonly PdfValue[] {
    const found = this.resolve(value);
    return isList(found) ? found : [];
  }

  number(value: PdfValue | undefined): number | undefined {
    const found = this.resolve(value);
    return typeof found === 'number' ? found : undefined;
  }

  name(value: PdfValue | undefined): string | undefined {
    const found = this.resolve(value);
    return isName(found) ? found.name : undefined;
  }

  stream(value: PdfValue | undefined): PdfStream | undefined {
    let found = value;
    for (let leads = 0; isReference(found) && leads < LEADS_MAX; leads += 1) {
      const spot = this.#spots.get(found.object);
      if (spot?.stream !== undefined) return spot.stream;
      found = spot === undefined ? undefined : this.resolve(found);
    }
    return undefined;
  }

  /** All streams that hold, in the order of their numbers' first appearance. */
  *streams(): Generator<PdfStream> {
    for (const { stream } of this.#spots.values()) if (stream !== undefined) yield stream;
  }

  /** All dictionaries of a type, for files whose tree of pages is broken. */
  *ofType(type: string): Generator<PdfDictionary> {
    for (const object of this.#spots.keys()) {
      const found = this.dictionary({ object });
      if (found !== undefined && this.name(found.get('Type')) === type) yield found;
    }
  }

  /** Where the file says that its tree begins; the last word holds. */
  root(): PdfDictionary | undefined {
    const all = [
      ...this.#text.matchAll(/\/Root[\0\t\n\f\r ]+(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R/g),
    ];
    const object = all.at(-1)?.[1];
    return object === undefined ? undefined : this.dictionary({ object: Number(object) });
  }

  /** The bytes of a stream, unpacked once. */
  async bytes(stream: PdfStream): Promise<Uint8Array | StreamFault> {
    const known = this.#unpacked.get(stream);
    if (known !== undefined) return known;
    const bytes = await this.#unpack(stream);
    this.#unpacked.set(stream, bytes);
    return bytes;
  }

  async #unpack({ dictionary, from, to }: PdfStream): Promise<Uint8Array | StreamFault> {
    const said = this.resolve(dictionary.get('Filter') ?? dictionary.get('F'));
    const filters = isList(said) ? said.map((one) => this.name(one)) : [this.name(said)];
    if (filters.length > FILTERS_MAX || this.#isPredicted(dictionary)) return 'unknown-kind';
    let bytes = this.#bytes.subarray(from, to);
    for (const filter of filters) {
      const next = await this.#through(filter, bytes);
      if (typeof next === 'string') return next;
      bytes = next;
    }
    return bytes;
  }

  /** Whether rows were packed as the differences of rows: pictures are, words are not. */
  #isPredicted(dictionary: PdfDictionary): boolean {
    const said = this.resolve(dictionary.get('DecodeParms') ?? dictionary.get('DP'));
    const all = isList(said) ? said.map((one) => this.dictionary(one)) : [this.dictionary(said)];
    return all.some((one) => (this.number(one?.get('Predictor')) ?? 1) > 1);
  }

  async #through(
    filter: string | undefined,
    packed: Uint8Array,
  ): Promise<Uint8Array | StreamFault> {
    switch (filter) {
      case undefined:
        return packed;
      case 'FlateDecode':
      case 'Fl': {
        const { bytes, ended } = await unpack(packed, 'deflate', this.#budget);
        // Line breaks behind the data are no part of it.
        if (ended === 'too-large' || (ended === 'broken' && bytes.length === 0)) return ended;
        return bytes;
      }
      case 'ASCII85Decode':
      case 'A85':
        return fromAscii85(latinOf(packed));
      case 'ASCIIHexDecode':
      case 'AHx':
        return fromHexadecimal(latinOf(packed));
      default:
        return 'unknown-kind';
    }
  }

  async #index(): Promise<void> {
    const shape = new RegExp(OBJECT.source, 'g');
    for (let match = shape.exec(this.#text); match !== null; match = shape.exec(this.#text)) {
      this.steps.take();
      const at = match.index + match[0].length;
      const object = Number(match[1]);
      const stream = this.#streamAt(at);
      if (stream !== undefined) {
        shape.lastIndex = stream.to;
        if (this.name(stream.dictionary.get('Type')) === 'ObjStm') await this.#indexIn(stream);
      }
      this.#put(object, { text: this.#text, at, ...(stream === undefined ? {} : { stream }) });
    }
  }

  #put(object: number, spot: Spot): void {
    const before = this.#spots.get(object);
    if (before?.stream !== undefined) this.replaced.push(before.stream);
    if (before !== undefined || this.#spots.size < OBJECTS_MAX) this.#spots.set(object, spot);
  }

  #streamAt(at: number): PdfStream | undefined {
    const lexer = new PdfLexer(this.#text, this.steps, at);
    const dictionary = lexer.next();
    if (!isDictionary(dictionary)) return undefined;
    STREAM.lastIndex = lexer.at;
    const found = STREAM.exec(this.#text);
    if (found === null) return undefined;
    const from = lexer.at + found[0].length;
    const length = dictionary.get('Length');
    if (typeof length === 'number') {
      const to = from + length;
      // Its own word about its length is believed where the end stands there.
      if (/^[\0\t\n\f\r ]{0,3}endstream/.test(this.#text.slice(to, to + 12)))
        return { dictionary, from, to };
    }
    const end = this.#text.indexOf('endstream', from);
    return { dictionary, from, to: end < 0 ? this.#text.length : end };
  }

  /** Objects that lie packed in a stream (ISO 32000-1 §7.5.7). */
  async #indexIn(stream: PdfStream): Promise<void> {
    const bytes = await this.bytes(stream);
    if (typeof bytes === 'string') return;
    const text = latinOf(bytes);
    const first = this.number(stream.dictionary.get('First')) ?? 0;
    const lexer = new PdfLexer(text.slice(0, first), this.steps);
    for (;;) {
      const object = lexer.next();
      const offset = lexer.next();
      if (typeof object !== 'number' || typeof offset !== 'number') return;
      this.#put(object, { text, at: first + offset });
    }
  }
}

function fromHexadecimal(text: string): Uint8Array {
  const [digits = ''] = text.split('>', 1);
  const pairs = digits.replaceAll(/[^0-9A-Fa-f]/g, '').match(/.{1,2}/g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair.padEnd(2, '0'), 16));
}

/** Five signs of 85 for four bytes (ISO 32000-1 §7.4.3). */
function fromAscii85(text: string): Uint8Array {
  const [signs = ''] = text
    .replaceAll(/[\0\t\n\f\r ]/g, '')
    .replace(/^<~/, '')
    .split('~', 1);
  const out: string[] = [];
  for (let at = 0; at < signs.length;) {
    if (signs[at] === 'z') {
      out.push('\0\0\0\0');
      at += 1;
      continue;
    }
    const group = signs.slice(at, at + 5);
    at += 5;
    let value = 0;
    for (let place = 0; place < 5; place += 1)
      value = value * 85 + ((group.charCodeAt(place) || 117) - 33);
    const four = [24, 16, 8, 0].map((bits) => String.fromCharCode((value / 2 ** bits) & 255));
    out.push(four.slice(0, group.length - 1).join(''));
  }
  return bytesOfLatin(out.join(''));
}
