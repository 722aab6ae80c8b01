import { openEntry } from '../archive.ts';
import { looseText } from '../bytes.ts';
import { step } from '../place.ts';
import type { PlaceStep } from '../place.ts';
import type { Reading } from '../reading.ts';
import type { Zip, ZipEntry } from '../zip.ts';
import { allWords, xmlEvents } from '../xml.ts';
import { propertyRule } from './office-names.ts';
import { sharedStrings, sheetText } from './sheets.ts';
import { elementsIn, textIn } from './xml-text.ts';
import type { TextMarks } from './xml-text.ts';

/** Reads a document, workbook or presentation of Office (ECMA-376): texts, and all that leaves with them unseen. */
export async function readOoxml(zip: Zip, reading: Reading): Promise<void> {
  await new OoxmlReader(zip, reading).read();
}

/** Text of WordprocessingML, DrawingML and comments of all three. */
const MARKS: TextMarks = {
  lines: new Set(['p', 'tr', 'br', 'cr']),
  gaps: new Set(['tab', 'tc']),
  silent: new Set(['instrText', 'posOffset', 'sizeRelH', 'sizeRelV', 'pctWidth', 'pctHeight']),
  aside: (open) => {
    if (open.isEmpty) return undefined;
    const { name } = open;
    if (name === 'del' || name === 'ins' || name === 'moveFrom' || name === 'moveTo')
      return { list: 'change', by: open.attributes().get('author') ?? '' };
    if (name === 'comment' || name === 'cm' || name === 'threadedComment')
      return { list: 'comment', by: open.attributes().get('author') ?? '' };
    return undefined;
  },
};
const NO_TEXT =
  /^(?:\[Content_Types\]\.xml|(?:word|xl|ppt)\/(?:styles|fontTable|webSettings|theme\/.*|tableStyles|presProps|viewProps|calcChain|numbering|stylesWithEffects)(?:\.xml)?)$/i;

class OoxmlReader {
  readonly #zip: Zip;
  readonly #reading: Reading;
  readonly #hiddenSheets = new Set<string>();
  readonly #sheetNames = new Map<string, string>();
  #strings: readonly string[] = [];

  constructor(zip: Zip, reading: Reading) {
    this.#zip = zip;
    this.#reading = reading;
  }

  async read(): Promise<void> {
    if (this.#zip.isCut) this.#reading.miss([], 'cut-off');
    await this.#readWorkbook();
    for (const entry of this.#zip.entries) {
      if (entry.isFolder || entry.name === SHARED_STRINGS) continue;
      if (!this.#reading.budget.takePart()) {
        this.#reading.miss([], 'too-many');
        return;
      }
      await this.#readEntry(entry);
    }
  }

  /** Which sheets nobody sees, and the strings of all of them, before the sheets themselves. */
  async #readWorkbook(): Promise<void> {
    const files = new Map<string, string>();
    for (const { name, attributes } of elementsIn(await this.#text('xl/_rels/workbook.xml.rels')))
      if (name === 'Relationship')
        files.set(
          attributes.get('Id') ?? '',
          (attributes.get('Target') ?? '').replace(/^\/?(?:xl\/)?/, 'xl/'),
        );
    for (const { name, attributes } of elementsIn(await this.#text('xl/workbook.xml'))) {
      if (name !== 'sheet') continue;
      const file = files.get(attributes.get('id') ?? '') ?? '';
      const title = attributes.get('name') ?? '';
      this.#sheetNames.set(file, title);
      if (/hidden/i.test(attributes.get('state') ?? '')) this.#hiddenSheets.add(file);
    }
    this.#strings = sharedStrings(await this.#text(SHARED_STRINGS));
  }

  async #readEntry(entry: ZipEntry): Promise<void> {
    const { name } = entry;
    const at = [step('part', name)];
    if (/vbaProject\.bin$/i.test(name)) {
      this.#reading.miss(at, 'program');
      return;
    }
    if (NO_TEXT.test(name)) return;
    const bytes = await openEntry(entry, this.#reading);
    if (bytes === undefined) return;
    if (/\.rels$/i.test(name)) this.#readLinks(looseText(bytes), at);
    else if (/\.(?:xml|vml)$/i.test(name)) this.#readXml(name, looseText(bytes));
    else this.#readOther(name, bytes);
  }

  #readOther(name: string, bytes: Uint8Array): void {
    if (/^docProps\/thumbnail\./i.test(name))
      this.#reading.addWhole([step('property', 'thumbnail')], 'hidden', name);
    this.#reading.put([step('part', name)], { name, bytes });
  }

  #readXml(name: string, xml: string): void {
    if (/^docProps\//i.test(name)) this.#readProperties(xml);
    else if (/^xl\/worksheets\/[^/]+\.xml$/i.test(name)) this.#readSheet(name, xml);
    else if (/\/(?:notesSlides)\//i.test(name)) this.#readNotes(name, xml);
    else if (/^ppt\/slides\//i.test(name)) this.#readSlide(name, xml);
    else if (/comment|persons?\/|people|authors/i.test(name)) this.#readComments(name, xml);
    else if (/^word\/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$/i.test(name))
      this.#readText([step('part', name)], xml, true);
    else this.#reading.add([step('part', name)], { text: allWords(xml), goes: false });
  }

  #readProperties(xml: string): void {
    for (const { name, text, attributes } of elementsIn(xml)) {
      if (text === '' || /^(?:\d{1,9}|true|false|0)$/.test(text)) continue;
      const property = attributes.get('name') ?? name;
      const rule = PLAIN_PROPERTIES.has(name) ? undefined : propertyRule(name);
      this.#reading.add([step('property', property)], {
        text,
        goes: false,
        ...(rule === undefined ? {} : { whole: rule }),
      });
    }
    this.#readOwnProperties(xml);
  }

  /** Properties that a person or a program added: their values lie one level down. */
  #readOwnProperties(xml: string): void {
    let custom = '';
    for (const event of xmlEvents(xml)) {
      if (event.kind === 'open' && event.name === 'property')
        custom = event.attributes().get('name') ?? '';
      else if (event.kind === 'close' && event.name === 'property') custom = '';
      else if (event.kind === 'text' && custom !== '')
        this.#reading.addWhole([step('property', custom)], 'file-trace', event.text.trim());
    }
  }

  #readSheet(name: string, xml: string): void {
    const at = [step('sheet', this.#sheetNames.get(name) ?? name)];
    const { seen, hidden } = sheetText(xml, this.#strings);
    if (this.#hiddenSheets.has(name)) this.#reading.addWhole(at, 'hidden', seen);
    else this.#reading.add(at, { text: seen, goes: true });
    this.#reading.addWhole(at, 'hidden', hidden);
  }

  #readSlide(name: string, xml: string): void {
    const at = [step('slide', numberIn(name))];
    const isHidden = /<(?:\w+:)?sld\b[^>]{0,2000}\sshow="(?:0|false)"/i.test(xml.slice(0, 8000));
    if (isHidden) this.#reading.addWhole(at, 'hidden', textIn(xml, MARKS).text);
    else this.#readText(at, xml, true);
  }

  #readNotes(name: string, xml: string): void {
    this.#reading.addWhole([step('notes', numberIn(name))], 'hidden', textIn(xml, MARKS).text);
  }

  /** Comments are text of their own kind; who wrote them stands beside or in a list. */
  #readComments(name: string, xml: string): void {
    const { text, asides } = textIn(xml, MARKS);
    for (const [place, { text: said, by }] of asides.entries()) {
      this.#reading.addWhole([step('comment', String(place + 1))], 'comment', said);
      this.#reading.addWhole([step('comment', String(place + 1))], 'author', by);
    }
    if (asides.length === 0) this.#reading.addWhole([step('part', name)], 'comment', text);
    for (const { name: element, text: word, attributes } of elementsIn(xml))
      if (/^(?:author|person|cmAuthor)$/.test(element))
        this.#reading.addWhole(
          [step('part', name)],
          'author',
          [
            word,
            attributes.get('displayName') ?? attributes.get('name') ?? '',
            attributes.get('userId') ?? '',
          ]
            .filter((one) => one !== '')
            .join(' '),
        );
  }

  #readText(at: readonly PlaceStep[], xml: string, goes: boolean): void {
    const { text, asides } = textIn(xml, MARKS);
    this.#reading.add(at, { text, goes });
    for (const [place, { text: said, by }] of asides.entries()) {
      const here = [...at, step('change', String(place + 1))];
      this.#reading.addWhole(here, 'tracked-change', said);
      this.#reading.addWhole(here, 'author', by);
    }
  }

  /** Where a document reaches outside: files by their paths, templates, addresses. */
  #readLinks(xml: string, at: readonly PlaceStep[]): void {
    for (const { name, attributes } of elementsIn(xml)) {
      if (name !== 'Relationship' || !/^external$/i.test(attributes.get('TargetMode') ?? ''))
        continue;
      const target = attributes.get('Target') ?? '';
      const isPath = !/^(?:https?|ftp|mailto):/i.test(target);
      this.#reading.add([...at, step('link', target)], {
        text: target,
        goes: !isPath,
        ...(isPath ? { whole: 'file-trace' as const } : {}),
      });
    }
  }

  async #text(name: string): Promise<string> {
    const entry = this.#zip.entries.find((one) => one.name === name);
    const bytes = entry === undefined ? undefined : await openEntry(entry, this.#reading);
    return bytes === undefined ? '' : looseText(bytes);
  }
}

const SHARED_STRINGS = 'xl/sharedStrings.xml';
/** Parts of what programs count in a document: names of sheets and headings among them are words. */
const PLAIN_PROPERTIES = new Set([
  'lpstr',
  'vector',
  'variant',
  'DocSecurity',
  'revision',
  'property',
]);

function numberIn(name: string): string {
  return /(\d+)\.xml$/.exec(name)?.[1] ?? name;
}
