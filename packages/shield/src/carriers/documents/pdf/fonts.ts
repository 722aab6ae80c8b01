import { latinOf } from '../../bytes.ts';
import { codeOf, readCodeMap, utf16 } from './cmap.ts';
import type { CodeMap } from './cmap.ts';
import type { PdfFile } from './file.ts';
import { textOfGlyph } from './glyph-names.ts';
import { isDictionary, isList, isName } from './lexer.ts';
import type { PdfDictionary, PdfValue } from './lexer.ts';

/** One sign that is drawn: what it says, `undefined` when that cannot be known, and how wide it is, in thousandths. */
export interface Drawn {
  readonly text: string | undefined;
  readonly width: number;
  readonly isSpace: boolean;
}

/** A font: what the bytes of a string draw. */
export interface PdfFont {
  draw(latin: string): Drawn[];
}

/** A width where a font says none: about that of a Latin letter. */
const USUAL_WIDTH = 500;

/** A font that says nothing: what it draws is not read. */
export const NO_FONT: PdfFont = {
  draw: (latin) =>
    Array.from(latin, () => ({ text: undefined, width: USUAL_WIDTH, isSpace: false })),
};

export async function fontOf(file: PdfFile, font: PdfDictionary): Promise<PdfFont> {
  const map = await mapOf(file, font.get('ToUnicode'));
  return file.name(font.get('Subtype')) === 'Type0'
    ? composite(file, font, map)
    : simple(file, font, map);
}

async function mapOf(file: PdfFile, entry: PdfValue | undefined): Promise<CodeMap | undefined> {
  const stream = file.stream(entry);
  if (stream === undefined) return undefined;
  const bytes = await file.bytes(stream);
  return typeof bytes === 'string' ? undefined : readCodeMap(latinOf(bytes), file.steps);
}

/** Of many signs, mostly two bytes a code (ISO 32000-1 §9.7). */
async function composite(
  file: PdfFile,
  font: PdfDictionary,
  map: CodeMap | undefined,
): Promise<PdfFont> {
  const encoding = file.name(font.get('Encoding'));
  // Those whose codes are signs of Unicode already.
  const isUnicode = encoding !== undefined && /^Uni\w+-(?:UCS2|UTF16)-[HV]$/.test(encoding);
  const own = isUnicode || encoding?.startsWith('Identity-') === true ? undefined : map?.bytes;
  const size = own ?? (await mapOf(file, font.get('Encoding')))?.bytes ?? 2;
  const [first] = file.list(font.get('DescendantFonts'));
  const descendant = file.dictionary(first);
  const widths = compositeWidths(file, descendant?.get('W'));
  const usual = file.number(descendant?.get('DW')) ?? 1000;
  return {
    draw: (latin) => {
      const drawn: Drawn[] = [];
      for (let at = 0; at < latin.length; at += size) {
        const signs = latin.slice(at, at + size);
        const code = codeOf(signs);
        const text = said(map?.texts.get(code)) ?? (isUnicode ? utf16(signs) : undefined);
        // Spaces between words are widened for codes of one byte alone.
        drawn.push({ text, width: widths.get(code) ?? usual, isSpace: size === 1 && code === 32 });
      }
      return drawn;
    },
  };
}

/** `c [w1 w2 …]` or `first last w` (ISO 32000-1 §9.7.4.3). */
function compositeWidths(file: PdfFile, entry: PdfValue | undefined): Map<number, number> {
  const widths = new Map<number, number>();
  const values = file.list(entry);
  for (let at = 0; at < values.length;) {
    const from = file.number(values[at]);
    const next = file.resolve(values[at + 1]);
    if (from === undefined) return widths;
    if (isList(next)) {
      next.forEach((one, place) => widths.set(from + place, file.number(one) ?? USUAL_WIDTH));
      at += 2;
      continue;
    }
    const last = Math.min(typeof next === 'number' ? next : from, from + 65_535);
    const width = file.number(values[at + 2]) ?? USUAL_WIDTH;
    file.steps.take(Math.max(0, last - from));
    for (let code = from; code <= last; code += 1) widths.set(code, width);
    at += 3;
  }
  return widths;
}

/** One byte a code (ISO 32000-1 §9.6). */
async function simple(
  file: PdfFile,
  font: PdfDictionary,
  map: CodeMap | undefined,
): Promise<PdfFont> {
  const encoding = await encodingOf(file, font);
  const first = file.number(font.get('FirstChar')) ?? 0;
  const widths = file.list(font.get('Widths')).map((one) => file.number(one));
  // The widths of fonts that are drawn by the file itself are in its own measure.
  const [scale] = file.list(font.get('FontMatrix')).map((one) => file.number(one));
  const measure = file.name(font.get('Subtype')) === 'Type3' ? (scale ?? 0.001) * 1000 : 1;
  return {
    draw: (latin) =>
      Array.from(latin, (sign) => {
        const code = sign.charCodeAt(0);
        const width = (widths[code - first] ?? USUAL_WIDTH / measure) * measure;
        const text = said(map?.texts.get(code)) ?? encoding(code);
        return { text, width, isSpace: code === 32 };
      }),
  };
}

/** A map may name a sign that says nothing: that is as if it named none. */
function said(text: string | undefined): string | undefined {
  return text === undefined || /^[\0\ufffd]*$/.test(text) ? undefined : text;
}

type Encoding = (code: number) => string | undefined;

/** What the codes of a font of one byte mean by its encoding, and by the names of its glyphs. */
async function encodingOf(file: PdfFile, font: PdfDictionary): Promise<Encoding> {
  const entry = file.resolve(font.get('Encoding'));
  const said = isDictionary(entry) ? file.name(entry.get('BaseEncoding')) : nameOf(entry);
  const base = said === undefined ? await builtIn(file, font) : TABLES.get(said);
  const names = isDictionary(entry) ? differences(file, entry.get('Differences')) : new Map();
  return (code) => {
    const name: unknown = names.get(code);
    return typeof name === 'string' ? textOfGlyph(name) : base?.(code);
  };
}

function nameOf(value: PdfValue | undefined): string | undefined {
  return isName(value) ? value.name : undefined;
}

function differences(file: PdfFile, entry: PdfValue | undefined): Map<number, string> {
  const names = new Map<number, string>();
  let code = 0;
  for (const value of file.list(entry)) {
    if (typeof value === 'number') code = value;
    else if (isName(value)) names.set(code++, value.name);
  }
  return names;
}

/** Where the file says nothing: what the font itself has, as far as that is read here. */
async function builtIn(file: PdfFile, font: PdfDictionary): Promise<Encoding | undefined> {
  const descriptor = file.dictionary(font.get('FontDescriptor'));
  const name = file.name(font.get('BaseFont')) ?? '';
  if (/(?:Symbol|Dingbats|Wingdings|Webdings)/i.test(name)) return undefined;
  const isInFile = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor?.has(key));
  if (!isInFile) return file.name(font.get('Subtype')) === 'Type3' ? undefined : standard;
  const program = file.stream(descriptor?.get('FontFile'));
  if (program === undefined) return undefined;
  const bytes = await file.bytes(program);
  return typeof bytes === 'string' ? undefined : encodingOfProgram(latinOf(bytes));
}

/** The part of a Type 1 font that is a text says which glyph each code draws. */
function encodingOfProgram(program: string): Encoding | undefined {
  const clear = program.slice(0, 100_000);
  if (/\/Encoding\s+StandardEncoding\s+def/.test(clear)) return standard;
  const names = new Map<number, string>();
  for (const [, code, name = ''] of clear.matchAll(/\bdup\s+(\d{1,3})\s*\/([\w.]{1,60})\s+put\b/g))
    names.set(Number(code), name);
  return names.size === 0 ? undefined : (code) => textOfGlyph(names.get(code) ?? '');
}

/** Adobe's standard encoding: ASCII but for two quotation marks, and a few signs above. */
const STANDARD_ABOVE = new Map<number, string>(
  Object.entries({
    161: '¡',
    162: '¢',
    163: '£',
    164: '⁄',
    165: '¥',
    167: '§',
    168: '¤',
    169: "'",
    170: '“',
    171: '«',
    172: '‹',
    173: '›',
    174: 'fi',
    175: 'fl',
    177: '–',
    178: '†',
    179: '‡',
    180: '·',
    182: '¶',
    183: '•',
    184: '‚',
    185: '„',
    186: '”',
    187: '»',
    188: '…',
    191: '¿',
    208: '—',
    225: 'Æ',
    232: 'Ł',
    233: 'Ø',
    234: 'Œ',
    241: 'æ',
    245: 'ı',
    248: 'ł',
    249: 'ø',
    250: 'œ',
    251: 'ß',
    39: '’',
    96: '‘',
  }).map(([code, text]) => [Number(code), text]),
);

function standard(code: number): string | undefined {
  const known = STANDARD_ABOVE.get(code);
  if (known !== undefined) return known;
  return code >= 32 && code < 127 ? String.fromCharCode(code) : undefined;
}

/** A table of one byte that the platform knows. */
function byPlatform(set: string): Encoding {
  const decoder = new TextDecoder(set);
  const signs = Array.from({ length: 256 }, (_, code) => decoder.decode(Uint8Array.of(code)));
  return (code) => (code < 32 ? undefined : signs[code]);
}

const TABLES: ReadonlyMap<string, Encoding> = new Map([
  ['WinAnsiEncoding', byPlatform('windows-1252')],
  ['MacRomanEncoding', byPlatform('macintosh')],
  ['StandardEncoding', standard],
]);
