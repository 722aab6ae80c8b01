import { xmlEvents } from '../xml.ts';

/** A sheet of a workbook: what is seen of it, and what is not. */
export interface SheetText {
  readonly seen: string;
  readonly hidden: string;
}

/** The strings that cells point at (ECMA-376-1 §18.4). */
export function sharedStrings(xml: string): string[] {
  const found: string[] = [];
  let parts: string[] | undefined;
  // Readings for the pronunciation are no part of the string.
  let isAside = false;
  for (const event of xmlEvents(xml)) {
    if (event.kind === 'text') {
      if (!isAside) parts?.push(event.text);
    } else if (event.name === 'rPh') isAside = event.kind === 'open';
    else if (event.name === 'si') {
      if (event.kind === 'open') parts = [];
      else {
        found.push((parts ?? []).join(''));
        parts = undefined;
      }
    }
  }
  return found;
}

/** The rows of a sheet (ECMA-376-1 §18.3), a line each; rows and columns nobody sees apart. */
export function sheetText(xml: string, strings: readonly string[]): SheetText {
  const reader = new SheetReader(strings);
  for (const event of xmlEvents(xml)) {
    if (event.kind === 'text') reader.text(event.text);
    else if (event.kind === 'close') reader.close(event.name);
    else if (SheetReader.OPENED.has(event.name)) reader.open(event.name, event.attributes());
  }
  return reader.done();
}

class SheetReader {
  static readonly OPENED = new Set(['col', 'row', 'c', 'v', 't', 'f', 'is']);
  readonly #strings: readonly string[];
  readonly #seen: string[] = [];
  readonly #hidden: string[] = [];
  readonly #hiddenColumns: (readonly [from: number, to: number])[] = [];
  #isRowHidden = false;
  #cell = { kind: '', column: 0, parts: [] as string[], formula: '' };
  #inside = '';

  constructor(strings: readonly string[]) {
    this.#strings = strings;
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    const isHidden = /^(?:1|true)$/.test(attributes.get('hidden') ?? '');
    if (name === 'col' && isHidden)
      this.#hiddenColumns.push([Number(attributes.get('min')), Number(attributes.get('max'))]);
    else if (name === 'row') this.#isRowHidden = isHidden;
    else if (name === 'c')
      this.#cell = {
        kind: attributes.get('t') ?? '',
        column: columnOf(attributes.get('r') ?? ''),
        parts: [],
        formula: '',
      };
    else this.#inside = name;
  }

  text(text: string): void {
    if (this.#inside === 'f') this.#cell.formula += text;
    else if (this.#inside !== '') this.#cell.parts.push(text);
  }

  close(name: string): void {
    if (name === 'c') this.#take();
    else if (name === 'row') (this.#isRowHidden ? this.#hidden : this.#seen).push('\n');
    if (name !== 'col') this.#inside = '';
  }

  done(): SheetText {
    return { seen: this.#seen.join(''), hidden: this.#hidden.join('') };
  }

  /** What a formula reaches for (files, addresses) is not what its cell shows: both are text. */
  #take(): void {
    const { kind, column, parts, formula } = this.#cell;
    const own = parts.join('');
    const shown = kind === 's' ? (this.#strings[Number(own)] ?? '') : own;
    const isHidden =
      this.#isRowHidden || this.#hiddenColumns.some(([from, to]) => column >= from && column <= to);
    if (shown !== '') (isHidden ? this.#hidden : this.#seen).push(`${shown}\t`);
    if (/["'\\[@]|:\/\//.test(formula))
      (isHidden ? this.#hidden : this.#seen).push(`=${formula}\t`);
  }
}

/** "BC12" is column 55. */
function columnOf(cell: string): number {
  const [letters = ''] = /^[A-Z]{1,3}/.exec(cell) ?? [];
  return letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
