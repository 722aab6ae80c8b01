import {
  FILTER_KEYS,
  FILTER_MAX,
  FILTER_PROBLEMS_MAX,
  FILTER_TERMS_MAX,
  FILTER_VALUES_MAX,
  isFilterKey,
} from './filter.ts';
import type {
  FilterKey,
  FilterProblem,
  FilterTerm,
  FilterValue,
  ParsedFilter,
  Place,
} from './filter.ts';
import { readNumber, readTime, shortened } from './read-filter-value.ts';

/**
 * Reads a filter. Never throws: what cannot be read is told with its place, what was expected there and the way
 * out, and reading goes on with the next term. The grammar is in docs/filter.md.
 */
export function parseFilter(text: string): ParsedFilter {
  const problems: FilterProblem[] = [];
  if (text.length > FILTER_MAX) {
    const message = `A filter has at most ${String(FILTER_MAX)} characters; leave terms out`;
    problems.push({ code: 'too-long', start: FILTER_MAX, end: text.length, message, expected: [] });
    return { filter: { terms: [] }, problems };
  }
  const reader = new FilterReader(text, problems);
  return { filter: { terms: reader.terms() }, problems: problems.slice(0, FILTER_PROBLEMS_MAX) };
}

class FilterReader {
  readonly #text: string;
  readonly #problems: FilterProblem[];
  #at = 0;

  constructor(text: string, problems: FilterProblem[]) {
    this.#text = text;
    this.#problems = problems;
  }

  terms(): FilterTerm[] {
    const terms: FilterTerm[] = [];
    for (let read = 0; this.#skipSpace(); read++) {
      if (read === FILTER_TERMS_MAX) {
        const message = `A filter has at most ${String(FILTER_TERMS_MAX)} terms; leave some out`;
        this.#tell('too-many-terms', { start: this.#at, end: this.#text.length }, message);
        break;
      }
      const term = this.#term();
      if (term !== undefined) terms.push(term);
    }
    return terms;
  }

  #term(): FilterTerm | undefined {
    const start = this.#at;
    const isNot = this.#text[this.#at] === '-';
    if (isNot) this.#at += 1;
    if (this.#isAtEnd()) {
      const place = { start, end: this.#at };
      return this.#tell('nothing-negated', place, 'A minus stands right before what it excludes');
    }
    if (this.#text[this.#at] === '"') return this.#phrase(start, isNot);
    const word = /^([a-z_]+):(?!\/\/)/i.exec(this.#text.slice(this.#at, this.#at + 100))?.[1];
    return word === undefined ? this.#word(start, isNot) : this.#condition(start, isNot, word);
  }

  #phrase(start: number, isNot: boolean): FilterTerm | undefined {
    const text = this.#quoted();
    if (text === undefined) return undefined;
    const place = { start, end: this.#at };
    if (!this.#isAtEnd()) return this.#quoteInside();
    if (!hasWords(text)) return this.#noWords(place);
    return { is: 'text', isNot, text, isPhrase: true, ...place };
  }

  #word(start: number, isNot: boolean): FilterTerm | undefined {
    const text = this.#run(/[\s"]/);
    const place = { start, end: this.#at };
    if (this.#text[this.#at] === '"') return this.#quoteInside();
    if (/^(?:AND|OR|NOT)$/.test(text)) {
      const message = `"${text}" is no operator here: all terms must hold, a list such as type:indicator,malware means "one of", and -type:report excludes; for the word itself write "${text}" in quotes`;
      return this.#tell('operator-word', place, message);
    }
    if (!hasWords(text)) return this.#noWords(place);
    return { is: 'text', isNot, text, isPhrase: false, ...place };
  }

  #condition(start: number, isNot: boolean, word: string): FilterTerm | undefined {
    const keyPlace = { start: this.#at, end: this.#at + word.length };
    this.#at = keyPlace.end + 1;
    const key = word.toLowerCase();
    if (!isFilterKey(key)) {
      this.#run(/\s/);
      const message = `"${shortened(word)}:" is not known; take one of ${KEYS.join(', ')}, or put text with a colon in quotes`;
      return this.#tell('unknown-key', keyPlace, { message, expected: KEYS });
    }
    const values = this.#values(key);
    if (values === undefined) return undefined;
    return { is: 'condition', isNot, key, values, start, end: this.#at };
  }

  /** The list after a colon; `undefined` when anything in it was wrong. */
  #values(key: FilterKey): FilterValue[] | undefined {
    const values: FilterValue[] = [];
    const from = this.#at;
    let isGood = true;
    for (;;) {
      const value = this.#value(key);
      if (value === undefined) isGood = false;
      else if (!values.some((one) => isSame(one, value))) values.push(value);
      if (this.#text[this.#at] !== ',') break;
      this.#at += 1;
    }
    if (!this.#isAtEnd()) return this.#quoteInside();
    if (!isGood) return undefined;
    const place = { start: from, end: this.#at };
    const { shape, example } = FILTER_KEYS[key];
    if (values.length > 1 && (shape === 'number' || shape === 'time')) {
      const message = `"${key}:" takes one value; for a span write it as in ${example} or with two dots`;
      return this.#tell('one-value-only', place, message);
    }
    if (values.length > FILTER_VALUES_MAX) {
      const message = `A list has at most ${String(FILTER_VALUES_MAX)} values; leave some out`;
      return this.#tell('too-many-values', place, message);
    }
    return values;
  }

  #value(key: FilterKey): FilterValue | undefined {
    const start = this.#at;
    const text = this.#text[start] === '"' ? this.#quoted() : this.#run(/[\s,"]/);
    if (text === undefined) return undefined;
    const place = { start, end: this.#at };
    const { shape, values, example } = FILTER_KEYS[key];
    if (text.trim() === '') {
      const message = `Write what "${key}:" asks for, without a space before it, as in ${example}`;
      return this.#tell('value-missing', place, { message, expected: values });
    }
    if (shape === 'word') return { is: 'word', text: wordOf(key, text), ...place };
    if (shape === 'choice') return this.#choice(key, text, place);
    const read = shape === 'number' ? readNumber({ text, ...place }) : readTime({ text, ...place });
    return 'code' in read ? this.#tell(read.code, place, read.message) : read;
  }

  #choice(key: FilterKey, text: string, place: Place): FilterValue | undefined {
    const known: readonly string[] = FILTER_KEYS[key].values;
    const folded = text.trim().toLowerCase();
    const word = key === 'tlp' ? (TLP_WORDS.get(folded) ?? folded) : folded;
    if (known.includes(word)) return { is: 'word', text: word, ...place };
    const message = `"${key}:" does not know "${shortened(text)}"; take one of ${known.join(', ')}`;
    return this.#tell('value-unknown', place, { message, expected: known });
  }

  /** The text in quotes, `\"` and `\\` for the marks themselves. */
  #quoted(): string | undefined {
    const start = this.#at;
    let text = '';
    for (let at = start + 1; at < this.#text.length; at++) {
      const character = this.#text[at] ?? '';
      if (character === '"') {
        this.#at = at + 1;
        return text;
      }
      const next = this.#text[at + 1];
      const isEscape = character === '\\' && (next === '"' || next === '\\');
      text += isEscape ? next : character;
      if (isEscape) at += 1;
    }
    this.#at = this.#text.length;
    const place = { start, end: this.#at };
    const message = 'The quotes are not closed; write another " at the end';
    return this.#tell('quote-open', place, { message, expected: ['"'] });
  }

  #run(stop: RegExp): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !stop.test(this.#text[this.#at] ?? '')) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #skipSpace(): boolean {
    while (this.#at < this.#text.length && this.#isAtEnd()) this.#at += 1;
    return this.#at < this.#text.length;
  }

  /** Whether a term ends here. */
  #isAtEnd(): boolean {
    return this.#at >= this.#text.length || /\s/.test(this.#text[this.#at] ?? '');
  }

  #quoteInside(): undefined {
    const start = this.#at;
    this.#run(/\s/);
    const message =
      'Quotes stand around the whole of a value or phrase, with a space after it; for a quote within write \\"';
    return this.#tell('quote-inside', { start, end: this.#at }, message);
  }

  #noWords(place: Place): undefined {
    const message = 'There is no letter or digit to search for; write a word, or leave it out';
    return this.#tell('no-words', place, message);
  }

  #tell(code: FilterProblem['code'], { start, end }: Place, said: Said | string): undefined {
    const { message, expected } = typeof said === 'string' ? { message: said, expected: [] } : said;
    this.#problems.push({ code, message, expected, start, end });
    return undefined;
  }
}

interface Said {
  readonly message: string;
  readonly expected: readonly string[];
}

const KEYS = Object.keys(FILTER_KEYS);

/** Older and longer ways of writing a level; each as long as what it stands for, or longer. */
const TLP_WORDS: ReadonlyMap<string, string> = new Map([
  ['white', 'clear'],
  ['amber-strict', 'amber+strict'],
  ['amber_strict', 'amber+strict'],
]);

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Types are lower-case words (STIX 2.1 §3.1); other words keep their case. */
function wordOf(key: FilterKey, text: string): string {
  return key === 'type' ? text.trim().toLowerCase() : text.trim();
}

function isSame(a: FilterValue, b: FilterValue): boolean {
  return a.is === 'word' && b.is === 'word' && a.text === b.text;
}
