import { bytesOfLatin } from '../../bytes.ts';
import { isList, isOperator, isString, PdfLexer } from './lexer.ts';
import type { PdfValue, Steps } from './lexer.ts';

/** Codes that one range of a map may name. */
const RANGE_MAX = 65_536;

/** What the codes of a font say (ISO 32000-1 §9.10.3), and how many bytes they have. */
export interface CodeMap {
  readonly texts: ReadonlyMap<number, string>;
  /** Bytes of a code, where all have as many. */
  readonly bytes: 1 | 2 | undefined;
}

/** Reads a map of codes; what is malformed in it is passed over. */
export function readCodeMap(text: string, steps: Steps): CodeMap {
  const lexer = new PdfLexer(text, steps);
  const texts = new Map<number, string>();
  const widths = new Set<number>();
  let waiting: PdfValue[] = [];
  for (let value = lexer.next(); value !== undefined; value = lexer.next()) {
    if (!isOperator(value)) {
      waiting.push(value);
      continue;
    }
    if (value.word === 'endbfchar') addChars(waiting, texts);
    else if (value.word === 'endbfrange') addRanges(waiting, texts, steps);
    else if (value.word === 'endcodespacerange') addWidths(waiting, widths);
    waiting = [];
  }
  const [only] = widths;
  const isOne = widths.size === 1 && (only === 1 || only === 2);
  return { texts, bytes: isOne ? only : undefined };
}

function addWidths(values: readonly PdfValue[], widths: Set<number>): void {
  for (const one of values) if (isString(one)) widths.add(one.latin.length);
}

function addChars(values: readonly PdfValue[], texts: Map<number, string>): void {
  const strings = values.filter((one) => isString(one));
  for (let at = 0; at + 1 < strings.length; at += 2)
    texts.set(codeOf(strings[at]?.latin ?? ''), utf16(strings[at + 1]?.latin ?? ''));
}

function addRanges(values: readonly PdfValue[], texts: Map<number, string>, steps: Steps): void {
  for (let at = 0; at < values.length;) {
    const [first, last, to] = values.slice(at, at + 3);
    if (!isString(first) || !isString(last)) {
      // How many there are stands before them.
      at += 1;
      continue;
    }
    at += 3;
    const from = codeOf(first.latin);
    const count = Math.min(codeOf(last.latin) - from + 1, RANGE_MAX);
    for (let place = 0; place < count; place += 1) {
      steps.take();
      const one = isList(to) ? to[place] : to;
      if (!isString(one)) break;
      texts.set(from + place, isList(to) ? utf16(one.latin) : utf16(raised(one.latin, place)));
    }
  }
}

/** The last byte of a text counts up along a range. */
function raised(latin: string, by: number): string {
  const last = latin.charCodeAt(latin.length - 1) + by;
  if (last <= 0xff) return latin.slice(0, -1) + String.fromCharCode(last);
  const before = latin.charCodeAt(latin.length - 2) + (last >> 8);
  return latin.slice(0, -2) + String.fromCharCode(before & 0xff, last & 0xff);
}

/** A code as a number. */
export function codeOf(latin: string): number {
  let code = 0;
  for (const sign of latin.slice(0, 4)) code = code * 256 + sign.charCodeAt(0);
  return code;
}

/** Two bytes a sign, the greater first. */
export function utf16(latin: string): string {
  const even = latin.length % 2 === 0 ? latin : `\0${latin}`;
  return new TextDecoder('utf-16be').decode(new Uint8Array(bytesOfLatin(even)));
}
