import { latinOf } from '../../bytes.ts';
import { fontOf, NO_FONT } from './fonts.ts';
import type { PdfFont } from './fonts.ts';
import type { PdfFile, PdfStream, StreamFault } from './file.ts';
import { isList, isName, isOperator, isReference, isString, PdfLexer } from './lexer.ts';
import type { PdfDictionary, PdfValue } from './lexer.ts';
import { Lines } from './lines.ts';
import { IDENTITY, times } from './matrix.ts';
import type { Matrix } from './matrix.ts';

/** How deep what is drawn may draw something else. */
const FORMS_DEEP = 8;
/** What drawing something by its name costs before its first sign, in steps. */
const FORM_STEPS = 200;
/** Graphics states put aside. */
const STATES_MAX = 256;
/** Values before one operator. */
const OPERANDS_MAX = 64;

/** What a page shows. */
export interface PageText {
  readonly text: string;
  /** Some of its signs are drawn by fonts that do not say which they are. */
  readonly hasUnknown: boolean;
  /** There are pictures on it. */
  readonly hasPictures: boolean;
  /** Something is drawn on it, whatever it is. */
  readonly isPainted: boolean;
  /** What of it could not be unpacked. */
  readonly faults: readonly StreamFault[];
}

interface State {
  matrix: Matrix;
  font: PdfFont;
  size: number;
  spacing: number;
  wordSpacing: number;
  stretch: number;
  leading: number;
}

interface Drawing {
  readonly resources: PdfDictionary | undefined;
  readonly depth: number;
}

/** Reads the texts that pages draw, in the order in which they draw them (ISO 32000-1 §9.4). */
export class PageReader {
  readonly #file: PdfFile;
  readonly #fonts = new Map<string, PdfFont>();
  /** Streams that were drawn from. */
  readonly drawn = new Set<PdfStream>();

  constructor(file: PdfFile) {
    this.#file = file;
  }

  /** What a page draws, and what its notes and fields look like. */
  async read(page: PdfDictionary, resources: PdfDictionary | undefined): Promise<PageText> {
    const canvas = new Canvas(this.#file, this.#fonts, this.drawn);
    const contents = this.#file.resolve(page.get('Contents'));
    const parts = isList(contents) ? contents : [page.get('Contents')];
    await canvas.drawAll(parts, { resources, depth: 0 });
    for (const note of this.#file.list(page.get('Annots'))) {
      const looks = this.#file.dictionary(note)?.get('AP');
      const normal = this.#file.dictionary(looks)?.get('N');
      const states = [...(this.#file.dictionary(normal)?.values() ?? [])];
      const shown = this.#file.stream(normal) === undefined ? states : [normal];
      for (const one of shown) await canvas.drawForm(one, { resources, depth: 0 });
    }
    return canvas.shown();
  }
}

/** One page while it is drawn. */
class Canvas {
  readonly #file: PdfFile;
  readonly #fonts: Map<string, PdfFont>;
  readonly #drawn: Set<PdfStream>;
  readonly #lines = new Lines();
  readonly #faults = new Set<StreamFault>();
  #hasUnknown = false;
  #hasPictures = false;
  #isPainted = false;
  #state: State = {
    matrix: IDENTITY,
    font: NO_FONT,
    size: 1,
    spacing: 0,
    wordSpacing: 0,
    stretch: 1,
    leading: 0,
  };
  #kept: State[] = [];
  /** Where the next sign goes, and where the line began. */
  #at: Matrix = IDENTITY;
  #line: Matrix = IDENTITY;

  constructor(file: PdfFile, fonts: Map<string, PdfFont>, drawn: Set<PdfStream>) {
    this.#file = file;
    this.#fonts = fonts;
    this.#drawn = drawn;
  }

  shown(): PageText {
    return {
      text: this.#lines.text(),
      hasUnknown: this.#hasUnknown,
      hasPictures: this.#hasPictures,
      isPainted: this.#isPainted || this.#hasPictures,
      faults: [...this.#faults],
    };
  }

  /** Contents in several streams are one (ISO 32000-1 §7.8.2). */
  async drawAll(parts: readonly (PdfValue | undefined)[], drawing: Drawing): Promise<void> {
    const texts: string[] = [];
    for (const part of parts) {
      const stream = this.#file.stream(part);
      if (stream === undefined) {
        // What is said to be drawn and is not there.
        if (part !== undefined) this.#faults.add('broken');
        continue;
      }
      this.#drawn.add(stream);
      const bytes = await this.#file.bytes(stream);
      if (typeof bytes === 'string') this.#faults.add(bytes);
      else texts.push(latinOf(bytes));
    }
    await this.#draw(texts.join('\n'), drawing);
  }

  async drawForm(entry: PdfValue | undefined, { resources, depth }: Drawing): Promise<void> {
    this.#file.steps.take(FORM_STEPS);
    const stream = this.#file.stream(entry);
    if (stream === undefined || depth >= FORMS_DEEP) return;
    const { dictionary } = stream;
    if (this.#file.name(dictionary.get('Subtype')) === 'Image') {
      this.#hasPictures = true;
      return;
    }
    const own = this.#file.dictionary(dictionary.get('Resources')) ?? resources;
    const before = { state: { ...this.#state }, kept: this.#kept };
    this.#kept = [];
    const placed = this.#file.list(dictionary.get('Matrix')).map((one) => this.#file.number(one));
    this.#state.matrix = times(matrixOf(placed), this.#state.matrix);
    await this.drawAll([entry], { resources: own, depth: depth + 1 });
    this.#state = before.state;
    this.#kept = before.kept;
  }

  async #draw(text: string, drawing: Drawing): Promise<void> {
    const lexer = new PdfLexer(text, this.#file.steps);
    let operands: PdfValue[] = [];
    for (let value = lexer.next(); value !== undefined; value = lexer.next()) {
      if (!isOperator(value)) {
        if (operands.length < OPERANDS_MAX) operands.push(value);
        continue;
      }
      if (value.word === 'ID') this.#passPicture(lexer, text);
      else if (value.word === 'Tf') await this.#setFont(operands, drawing);
      else if (value.word === 'Do') await this.#drawNamed(operands, drawing);
      else this.#do(value.word, operands);
      operands = [];
    }
  }

  /** A picture that lies in the contents themselves. */
  #passPicture(lexer: PdfLexer, text: string): void {
    this.#hasPictures = true;
    const end = /[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)/g;
    end.lastIndex = lexer.at;
    const found = end.exec(text);
    lexer.at = found === null ? text.length : found.index + found[0].length;
  }

  async #setFont([name, size]: readonly PdfValue[], { resources }: Drawing): Promise<void> {
    this.#state.size = numberOf(size);
    const fonts = this.#file.dictionary(resources?.get('Font'));
    const entry = isName(name) ? fonts?.get(name.name) : undefined;
    this.#state.font = NO_FONT;
    const font = this.#file.dictionary(entry);
    if (font === undefined) return;
    const key = isReference(entry) ? String(entry.object) : undefined;
    const known = key === undefined ? undefined : this.#fonts.get(key);
    this.#state.font = known ?? (await fontOf(this.#file, font));
    if (key !== undefined) this.#fonts.set(key, this.#state.font);
  }

  async #drawNamed([name]: readonly PdfValue[], drawing: Drawing): Promise<void> {
    const all = this.#file.dictionary(drawing.resources?.get('XObject'));
    if (isName(name)) await this.drawForm(all?.get(name.name), drawing);
  }

  #do(word: string, operands: readonly PdfValue[]): void {
    const state = this.#state;
    const numbers = operands.map(numberOf);
    const [first = 0, second = 0] = numbers;
    switch (word) {
      case 'q':
        if (this.#kept.length < STATES_MAX) this.#kept.push({ ...state });
        break;
      case 'Q':
        this.#state = this.#kept.pop() ?? state;
        break;
      case 'cm':
        state.matrix = times(matrixOf(numbers), state.matrix);
        break;
      case 'BT':
        this.#at = IDENTITY;
        this.#line = IDENTITY;
        break;
      case 'Tc':
        state.spacing = first;
        break;
      case 'Tw':
        state.wordSpacing = first;
        break;
      case 'Tz':
        state.stretch = first / 100;
        break;
      case 'TL':
        state.leading = first;
        break;
      case 'Tm':
        this.#line = matrixOf(numbers);
        this.#at = this.#line;
        break;
      case 'TD':
        state.leading = -second;
        this.#move(first, second);
        break;
      case 'Td':
        this.#move(first, second);
        break;
      default:
        this.#show(word, operands);
    }
  }

  #show(word: string, operands: readonly PdfValue[]): void {
    if (PAINTS.has(word)) this.#isPainted = true;
    if (word === '"') {
      this.#state.wordSpacing = numberOf(operands[0]);
      this.#state.spacing = numberOf(operands[1]);
    }
    if (NEXT_LINE.has(word)) this.#move(0, -this.#state.leading);
    const last = operands.at(-1);
    if (word === 'TJ' && isList(last)) this.#writeSpaced(last);
    else if (SHOWS.has(word) && isString(last)) this.#write(last.latin);
  }

  /** Strings, and how far to go back between them, in thousandths. */
  #writeSpaced(parts: readonly PdfValue[]): void {
    const { size, stretch } = this.#state;
    for (const one of parts) {
      if (isString(one)) this.#write(one.latin);
      else this.#advance((-numberOf(one) / 1000) * size * stretch);
    }
  }

  #write(latin: string): void {
    const { font, size, spacing, wordSpacing, stretch } = this.#state;
    this.#isPainted = true;
    const drawn = font.draw(latin);
    this.#file.steps.take(drawn.length);
    const on = times(this.#at, this.#state.matrix);
    let along = 0;
    for (const { text, width, isSpace } of drawn) {
      const ahead = (width / 1000) * size * stretch;
      if (text === undefined) this.#hasUnknown = true;
      else this.#lines.add(text, { on, size, from: along, to: along + ahead });
      along += ahead + (spacing + (isSpace ? wordSpacing : 0)) * stretch;
    }
    this.#advance(along);
  }

  #advance(by: number): void {
    this.#at = times([1, 0, 0, 1, by, 0], this.#at);
  }

  #move(x: number, y: number): void {
    this.#line = times([1, 0, 0, 1, x, y], this.#line);
    this.#at = this.#line;
  }
}

/** What goes to the next line first, and what shows one string. */
const NEXT_LINE: ReadonlySet<string> = new Set(['T*', "'", '"']);
const SHOWS: ReadonlySet<string> = new Set(['Tj', "'", '"']);
/** What leaves something to see that is not a text. */
const PAINTS: ReadonlySet<string> = new Set(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's', 'sh']);

function numberOf(value: PdfValue | undefined): number {
  return typeof value === 'number' ? value : 0;
}

function matrixOf(numbers: readonly (number | undefined)[]): Matrix {
  if (numbers.length !== 6) return IDENTITY;
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = numbers;
  return [a, b, c, d, x, y];
}
