import { bytesOfLatin, latinOf, wholeText } from '../bytes.ts';
import { readPages } from './pdf/read-pages.ts';
import { stringAt, textOfString } from './pdf/strings.ts';
import { step } from '../place.ts';
import type { Reading } from '../reading.ts';
import { unpack } from '../unpack.ts';
import { allWords } from '../xml.ts';
import type { RuleName } from '../../rule-table.ts';

/** Entries of a PDF that are words about it or of it (ISO 32000-1 §14.3.3, §12.5, §12.6.4.7). */
const NAMED: Readonly<Record<string, RuleName | undefined>> = {
  Author: 'author',
  Company: 'author',
  Manager: 'author',
  Creator: 'file-trace',
  Producer: 'file-trace',
  CreationDate: 'file-trace',
  ModDate: 'file-trace',
  SourceModified: 'file-trace',
  T: 'author',
  Contents: 'comment',
  Title: undefined,
  Subject: undefined,
  Keywords: undefined,
  URI: undefined,
  F: undefined,
  UF: undefined,
};
const ENTRY = new RegExp(
  String.raw`\/(${Object.keys(NAMED).join('|')})\s{0,4}(?:\(|<(?=[\s0-9A-Fa-f]{2})|(\d{1,8})\s{1,2}\d{1,5}\s{1,2}R\b)`,
  'g',
);
/** Streams of one file that are looked into. */
export const STREAMS_MAX = 20_000;

/**
 * Reads what a PDF says: properties, annotations, links, files in it, and the text of its pages.
 */
export async function readPdf(bytes: Uint8Array, reading: Reading): Promise<void> {
  const text = latinOf(bytes);
  if (/\/Encrypt\s{1,4}\d{1,8}\s|\/Encrypt\s{0,4}<</.test(text)) {
    reading.miss([], 'encrypted');
    return;
  }
  if (!/%%EOF/.test(text.slice(-2048))) reading.miss([], 'cut-off');
  readEntries(text, text, reading);
  if (/\/(?:JavaScript|JS|Launch)\b/.test(text)) reading.miss([], 'program');
  await readStreams(text, bytes, reading);
  await readPages(text, bytes, reading);
}

function readEntries(text: string, all: string, reading: Reading): void {
  const seen = new Set<string>();
  for (const match of text.matchAll(ENTRY)) {
    const [whole, name = '', number] = match;
    const from = match.index + whole.length;
    const said =
      number === undefined ? textOfString(stringAt(text, from - 1).latin) : stringOf(all, number);
    const key = `${name} ${said}`;
    if (said.trim() === '' || seen.has(key)) continue;
    seen.add(key);
    const rule = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
    reading.add([step('property', name)], {
      text: said,
      goes: name === 'URI',
      ...(rule === undefined ? {} : { whole: rule }),
    });
  }
}

/** The string that is an object of its own. */
function stringOf(text: string, number: string): string {
  const found = new RegExp(String.raw`(?:^|[\r\n])${number}\s+\d+\s+obj\s{0,10}(?=[(<])`).exec(
    text,
  );
  return found === null ? '' : textOfString(stringAt(text, found.index + found[0].length).latin);
}

/** Descriptions in XMP, lists of objects, and files; what draws pages is left alone. */
async function readStreams(text: string, bytes: Uint8Array, reading: Reading): Promise<void> {
  const shape = /stream\r?\n/g;
  let count = 0;
  let files = 0;
  for (let match = shape.exec(text); match !== null; match = shape.exec(text)) {
    if (text.startsWith('end', match.index - 3)) continue;
    count += 1;
    if (count > STREAMS_MAX) {
      reading.miss([], 'too-many');
      return;
    }
    const from = match.index + match[0].length;
    const found = text.indexOf('endstream', from);
    const end = found < 0 ? text.length : found;
    shape.lastIndex = end;
    // The line break before the word is no part of the data.
    const size = text.slice(from, end).replace(/\r?\n$/, '').length;
    const head = text.slice(Math.max(0, match.index - 2000), match.index);
    const dictionary = head.slice(Math.max(0, head.lastIndexOf(' obj')));
    const kind = /\/(Metadata|ObjStm|EmbeddedFile)\b/.exec(dictionary)?.[1];
    if (kind === undefined) continue;
    const body = await streamBytes(bytes.subarray(from, from + size), dictionary, reading);
    if (body === undefined) continue;
    if (kind === 'Metadata') readXmp(latinOf(body), reading);
    else if (kind === 'ObjStm') readEntries(latinOf(body), text, reading);
    else {
      files += 1;
      reading.put([step('attachment', String(files))], { name: String(files), bytes: body });
    }
  }
}

async function streamBytes(
  packed: Uint8Array,
  dictionary: string,
  reading: Reading,
): Promise<Uint8Array | undefined> {
  if (!dictionary.includes('/Filter')) return packed;
  const at = [step('part', 'stream')];
  const [, filters = ''] = /\/Filter\s{0,4}(\[[^\]]{0,200}\]|\/\w{1,30})/.exec(dictionary) ?? [];
  if (!/^\[?\s*\/(?:FlateDecode|Fl)\s*\]?$/.test(filters)) {
    reading.miss(at, 'unknown-kind');
    return undefined;
  }
  const { bytes, ended } = await unpack(packed, 'deflate', reading.budget);
  // Line breaks behind the data are no part of it.
  if (ended === 'too-large' || (ended === 'broken' && bytes.length === 0)) {
    reading.miss(at, ended);
    return undefined;
  }
  return bytes;
}

function readXmp(latin: string, reading: Reading): void {
  const xmp = wholeText(bytesOfLatin(latin)) ?? latin;
  reading.addWhole([step('property', 'XMP')], 'file-trace', allWords(xmp));
}
