import { latinOf } from '../../bytes.ts';
import { step } from '../../place.ts';
import type { Reading } from '../../reading.ts';
import { PdfFile } from './file.ts';
import type { PdfStream } from './file.ts';
import { TooManySteps } from './lexer.ts';
import type { PdfDictionary, PdfValue } from './lexer.ts';
import { PageReader } from './page-text.ts';
import type { PageText } from './page-text.ts';

/** Pages of one file that are read. */
export const PAGES_MAX = 2000;
/** How deep the tree of pages may be. */
const TREE_DEEP = 50;
/** Of a stream that no page draws, where it is looked for words. */
const ORPHAN_LOOK = 200_000;

/**
 * Reads the text of pages, each at its place. What cannot be read is named: pages that are pictures or drawn
 * outlines, signs of fonts that do not say what they are, what stood on pages before they were changed.
 */
export async function readPages(text: string, bytes: Uint8Array, reading: Reading): Promise<void> {
  try {
    const file = await PdfFile.open(text, bytes, reading.budget);
    const reader = new PageReader(file);
    const before = reading.unread.length;
    const hasText = await eachPage(file, reader, reading);
    // A file of which nothing was read is never passed off as one in which nothing stands.
    if (!hasText && reading.unread.length === before) reading.miss([], 'pages');
    if (await hasEarlier(file, reader.drawn)) reading.miss([], 'earlier');
  } catch (fault) {
    if (!(fault instanceof TooManySteps)) throw fault;
    reading.miss([], 'too-long');
  }
}

/** Whether a text was found on any of them. */
async function eachPage(file: PdfFile, reader: PageReader, reading: Reading): Promise<boolean> {
  let count = 0;
  let hasText = false;
  for (const { page, resources } of pagesOf(file)) {
    count += 1;
    if (count > PAGES_MAX) {
      reading.miss([], 'too-many');
      break;
    }
    const shown = await reader.read(page, resources);
    if (shown.text.trim() !== '') hasText = true;
    tell(reading, String(count), shown);
  }
  return hasText;
}

function tell(reading: Reading, number: string, page: PageText): void {
  const at = [step('page', number)];
  reading.add(at, { text: page.text, goes: true });
  for (const fault of page.faults) reading.miss(at, fault);
  const isBlank = page.text.trim() === '';
  if (page.hasUnknown) reading.miss(at, 'encoding');
  else if (isBlank && page.isPainted) reading.miss(at, 'pages');
  else if (page.hasPictures) reading.miss(at, 'picture');
}

interface Page {
  readonly page: PdfDictionary;
  /** Its own, or those of what it lies in. */
  readonly resources: PdfDictionary | undefined;
}

/** The pages in their order; of a file whose tree is broken all there are. */
function* pagesOf(file: PdfFile): Generator<Page> {
  const pages = file.root()?.get('Pages');
  let hasPage = false;
  for (const page of under(file, pages, { resources: undefined, depth: 0 })) {
    hasPage = true;
    yield page;
  }
  if (hasPage) return;
  for (const page of file.ofType('Page'))
    yield { page, resources: file.dictionary(page.get('Resources')) };
}

interface Branch {
  readonly resources: PdfDictionary | undefined;
  readonly depth: number;
}

function* under(
  file: PdfFile,
  entry: PdfValue | undefined,
  { resources, depth }: Branch,
): Generator<Page> {
  const node = file.dictionary(entry);
  if (node === undefined || depth > TREE_DEEP) return;
  const own = file.dictionary(node.get('Resources')) ?? resources;
  if (!node.has('Kids')) {
    yield { page: node, resources: own };
    return;
  }
  for (const kid of file.list(node.get('Kids')))
    yield* under(file, kid, { resources: own, depth: depth + 1 });
}

/** Whether words are kept that no page shows: a file that was changed by adding to it has them still. */
async function hasEarlier(file: PdfFile, drawn: ReadonlySet<PdfStream>): Promise<boolean> {
  for (const stream of [...file.replaced, ...file.streams()]) {
    if (drawn.has(stream) || !mayDraw(file, stream)) continue;
    const bytes = await file.bytes(stream);
    if (typeof bytes === 'string') continue;
    if (/\bBT\b[^]{0,20000}?\bT[jJ]\b/.test(latinOf(bytes.subarray(0, ORPHAN_LOOK)))) return true;
  }
  return false;
}

/** Not what says by itself that it is something else: a picture, a font, a map, a file. */
function mayDraw(file: PdfFile, { dictionary }: PdfStream): boolean {
  const kind = file.name(dictionary.get('Subtype'));
  if (kind !== undefined && kind !== 'Form') return false;
  const type = file.name(dictionary.get('Type'));
  if (type !== undefined && type !== 'XObject') return false;
  return !OTHER.some((key) => dictionary.has(key));
}

const OTHER = ['Length1', 'Length2', 'N', 'FunctionType', 'PatternType', 'ShadingType', 'CMapName'];
