import { isTimestamp } from '../timestamps.ts';
import type { PatternPosition } from './types.ts';

/** What a token is. Keywords and signs carry their own text as kind. */
export type TokenKind =
  | 'identifier'
  | 'hyphenated'
  | 'keyword'
  | 'sign'
  | 'integer'
  | 'float'
  | 'string'
  | 'hex'
  | 'binary'
  | 'timestamp'
  | 'end';

/** One token. `text` is the meaning: unescaped for strings, bare for constants. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: PatternPosition;
}

/** Carries a fault to `parsePattern`; never leaves this folder. */
export class PatternFault extends Error {
  readonly position: PatternPosition;
  constructor(message: string, position: PatternPosition) {
    super(message);
    this.position = position;
  }
}

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'AND OR NOT FOLLOWEDBY LIKE MATCHES ISSUPERSET ISSUBSET EXISTS LAST IN ' +
    'START STOP SECONDS true false WITHIN REPEATS TIMES'
  ).split(' '),
);

/** Blanks of the grammar: Unicode White_Space, as STIX 2.1 §9.4 asks. */
const BLANK = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/y;
const WORD = /[A-Za-z_][A-Za-z0-9_-]*/y;
const NUMBER = /[+-]?(?:\d*\.\d+|\d+)/y;
const SIGN = /==|=|!=|<>|<=|>=|<|>|[[\]():,.*]/y;
const PLAIN_TEXT = /[^'\\]*/y;

/** Says whether a text is a word that the language keeps for itself. */
export function isKeyword(text: string): boolean {
  return KEYWORDS.has(text);
}

/** Cuts a pattern into tokens, one at a time, in time linear in its length. */
export class Lexer {
  readonly #text: string;
  #offset = 0;
  #line = 1;
  #lineStart = 0;
  /** The next line feed, found once, so that counting lines stays linear. */
  #feed: number;

  constructor(text: string) {
    this.#text = text;
    this.#feed = text.indexOf('\n');
  }

  /** The next token; `end` for ever once the text is used up. */
  next(): Token {
    this.#skipBlanks();
    const at = this.#position();
    const first = this.#text[this.#offset];
    if (first === undefined) return { kind: 'end', text: '', at };
    if (first === "'") return { kind: 'string', text: this.#quoted(), at };
    const word = this.#take(WORD);
    if (word !== '') return this.#word(word, at);
    const number = this.#take(NUMBER);
    if (number !== '') return numberToken(number, at);
    const sign = this.#take(SIGN);
    if (sign !== '') return { kind: 'sign', text: sign, at };
    throw new PatternFault(`Unexpected character ${JSON.stringify(first)}`, at);
  }

  #word(word: string, at: PatternPosition): Token {
    if (word.length === 1 && this.#text[this.#offset] === "'") {
      if (word === 't') return this.#constant('timestamp', at, isTimestamp);
      if (word === 'h') return this.#constant('hex', at, isHex);
      if (word === 'b') return this.#constant('binary', at, isBase64);
    }
    if (KEYWORDS.has(word)) return { kind: 'keyword', text: word, at };
    return { kind: word.includes('-') ? 'hyphenated' : 'identifier', text: word, at };
  }

  #constant(
    kind: 'timestamp' | 'hex' | 'binary',
    at: PatternPosition,
    isValid: (text: string) => boolean,
  ): Token {
    const quoted = this.#quoted();
    // Line feeds in base64 are ignored (STIX 2.1 §9.2).
    const text = kind === 'binary' ? quoted.replaceAll(/[\r\n]/g, '') : quoted;
    if (isValid(text)) return { kind, text, at };
    throw new PatternFault(`Not a ${kind} constant: ${JSON.stringify(text.slice(0, 60))}`, at);
  }

  /** Reads a text between apostrophes; only `\'` and `\\` are escapes (STIX 2.1 §9.2). */
  #quoted(): string {
    const at = this.#position();
    let text = '';
    this.#offset += 1;
    for (;;) {
      text += this.#take(PLAIN_TEXT);
      const stop = this.#text[this.#offset];
      if (stop === undefined)
        throw new PatternFault('The text is not closed with an apostrophe', at);
      this.#offset += 1;
      if (stop === "'") return text;
      const escaped = this.#text[this.#offset];
      if (escaped !== "'" && escaped !== '\\') {
        this.#offset -= 1;
        throw new PatternFault(
          'A backslash is followed by neither an apostrophe nor a backslash; write it twice',
          this.#position(),
        );
      }
      text += escaped;
      this.#offset += 1;
    }
  }

  #skipBlanks(): void {
    for (;;) {
      if (this.#take(BLANK) === '' && !this.#skipComment()) return;
    }
  }

  #skipComment(): boolean {
    if (this.#text[this.#offset] !== '/') return false;
    const at = this.#position();
    const second = this.#text[this.#offset + 1];
    if (second === '/') {
      while (this.#offset < this.#text.length && !this.#isLineEnd()) this.#offset += 1;
      return true;
    }
    if (second !== '*') return false;
    const end = this.#text.indexOf('*/', this.#offset + 2);
    if (end < 0) throw new PatternFault('The comment is not closed with "*/"', at);
    this.#advance(end + 2);
    return true;
  }

  #isLineEnd(): boolean {
    const code = this.#text.charCodeAt(this.#offset);
    return code === 10 || code === 13;
  }

  /** Takes what has the shape here, possibly nothing. */
  #take(shape: RegExp): string {
    shape.lastIndex = this.#offset;
    const found = shape.exec(this.#text)?.[0] ?? '';
    this.#advance(this.#offset + found.length);
    return found;
  }

  #advance(end: number): void {
    while (this.#feed >= 0 && this.#feed < end) {
      this.#line += 1;
      this.#lineStart = this.#feed + 1;
      this.#feed = this.#text.indexOf('\n', this.#feed + 1);
    }
    this.#offset = end;
  }

  #position(): PatternPosition {
    return {
      offset: this.#offset,
      line: this.#line,
      column: this.#offset - this.#lineStart + 1,
    };
  }
}

function numberToken(text: string, at: PatternPosition): Token {
  if (text.includes('.')) return { kind: 'float', text, at };
  if (/^[+-]?0\d/.test(text)) {
    throw new PatternFault(`The number ${text.slice(0, 40)} has a leading zero`, at);
  }
  if (!Number.isSafeInteger(Number(text))) {
    throw new PatternFault(`The number ${text.slice(0, 40)} is beyond 2^53`, at);
  }
  return { kind: 'integer', text, at };
}

function isHex(text: string): boolean {
  return text.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(text);
}

function isBase64(text: string): boolean {
  return text.length > 0 && text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
