import { stringAt } from './strings.ts';

/** A value of a PDF (ISO 32000-1 §7.3). Names, strings, references and operators are told apart by their member. */
export type PdfValue =
  | number
  | boolean
  | null
  | PdfName
  | PdfString
  | PdfReference
  | PdfOperator
  | readonly PdfValue[]
  | PdfDictionary;
export interface PdfName {
  readonly name: string;
}
export interface PdfString {
  readonly latin: string;
}
export interface PdfReference {
  readonly object: number;
}
/** A word that is none of the others: in a content stream, what is to be done. */
export interface PdfOperator {
  readonly word: string;
}
export type PdfDictionary = ReadonlyMap<string, PdfValue>;

/** How deep arrays and dictionaries may lie in each other. */
const NESTED_MAX = 40;

/** Thrown when a file would take more steps than are made for one. */
export class TooManySteps extends Error {
  override name = 'TooManySteps';
}

/** What reading all of one file may still take: the time it may cost, counted in what is looked at. */
export class Steps {
  #left: number;

  constructor(most: number) {
    this.#left = most;
  }

  take(count = 1): void {
    this.#left -= count;
    if (this.#left < 0) throw new TooManySteps();
  }
}

const SPACE = /(?:[\0\t\n\f\r ]+|%[^\r\n]*)*/y;
const NUMBER = /[+-]?(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const REFERENCE = /[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const WORD = /[^\0\t\n\f\r ()<>[\]{}/%]{1,200}/y;
const CLOSING = new Set([']', '>', '}', ')']);

/** Reads values one after the other. What is malformed is passed over; it always comes to an end. */
export class PdfLexer {
  readonly #text: string;
  readonly #steps: Steps;
  at: number;

  constructor(text: string, steps: Steps, at = 0) {
    this.#text = text;
    this.#steps = steps;
    this.at = at;
  }

  /** The next value; `undefined` at the end. */
  next(): PdfValue | undefined {
    return this.#value(0);
  }

  #value(depth: number): PdfValue | undefined {
    for (;;) {
      this.#steps.take();
      this.#match(SPACE);
      const sign = this.#text[this.at];
      if (sign === undefined) return undefined;
      const value = this.#at(sign, depth);
      if (value !== undefined) return value;
      this.at += 1;
    }
  }

  #at(sign: string, depth: number): PdfValue | undefined {
    if (sign === '/') return this.#name();
    if (sign === '(' || (sign === '<' && this.#text[this.at + 1] !== '<')) {
      const { latin, end } = stringAt(this.#text, this.at);
      this.#steps.take(latin.length >> 4);
      this.at = end;
      return { latin };
    }
    if (sign === '<' || sign === '[') return this.#nested(sign, depth);
    const number = this.#match(NUMBER);
    return number === undefined ? this.#word() : this.#number(Number(number));
  }

  #nested(sign: string, depth: number): PdfValue | undefined {
    // What lies deeper is passed over, bracket by bracket.
    if (depth >= NESTED_MAX) return undefined;
    return sign === '<' ? this.#dictionary(depth) : this.#list(depth);
  }

  #word(): PdfValue | undefined {
    const word = this.#match(WORD);
    if (word === undefined) return undefined;
    if (word === 'true' || word === 'false') return word === 'true';
    return word === 'null' ? null : { word };
  }

  #number(value: number): PdfValue {
    if (!Number.isSafeInteger(value) || value < 0) return value;
    return this.#match(REFERENCE) === undefined ? value : { object: value };
  }

  #name(): PdfName {
    this.at += 1;
    const raw = this.#match(WORD) ?? '';
    return {
      name: raw.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, digits: string) =>
        String.fromCharCode(Number.parseInt(digits, 16)),
      ),
    };
  }

  #list(depth: number): readonly PdfValue[] {
    this.at += 1;
    const values: PdfValue[] = [];
    while (!this.#ends(']')) {
      const value = this.#value(depth + 1);
      if (value === undefined) break;
      values.push(value);
    }
    return values;
  }

  #dictionary(depth: number): PdfDictionary {
    this.at += 2;
    const entries = new Map<string, PdfValue>();
    while (!this.#ends('>>')) {
      const key = this.#value(depth + 1);
      if (key === undefined) break;
      if (!isName(key)) continue;
      if (this.#ends('>>')) break;
      const value = this.#value(depth + 1);
      if (value === undefined) break;
      entries.set(key.name, value);
    }
    return entries;
  }

  /** Whether the list or dictionary is over here; what closes something else is passed over. */
  #ends(closing: string): boolean {
    for (;;) {
      this.#match(SPACE);
      if (this.#text.startsWith(closing, this.at)) {
        this.at += closing.length;
        return true;
      }
      if (!CLOSING.has(this.#text[this.at] ?? '')) return false;
      this.#steps.take();
      this.at += 1;
    }
  }

  #match(shape: RegExp): string | undefined {
    shape.lastIndex = this.at;
    const found = shape.exec(this.#text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}

export function isName(value: PdfValue | undefined): value is PdfName {
  return isPart(value) && 'name' in value;
}

export function isString(value: PdfValue | undefined): value is PdfString {
  return isPart(value) && 'latin' in value;
}

export function isReference(value: PdfValue | undefined): value is PdfReference {
  return isPart(value) && 'object' in value;
}

export function isOperator(value: PdfValue | undefined): value is PdfOperator {
  return isPart(value) && 'word' in value;
}

export function isList(value: PdfValue | undefined): value is readonly PdfValue[] {
  return Array.isArray(value);
}

export function isDictionary(value: PdfValue | undefined): value is PdfDictionary {
  return value instanceof Map;
}

function isPart(
  value: PdfValue | undefined,
): value is PdfName | PdfString | PdfReference | PdfOperator {
  return typeof value === 'object' && value !== null && !isList(value) && !isDictionary(value);
}
