import { openEntry } from '../archive.ts';
import { looseText } from '../bytes.ts';
import { step } from '../place.ts';
import type { Reading } from '../reading.ts';
import { allWords, xmlEvents } from '../xml.ts';
import type { Zip, ZipEntry } from '../zip.ts';
import { propertyRule } from './office-names.ts';
import { elementsIn, textIn } from './xml-text.ts';
import type { TextMarks } from './xml-text.ts';

/** Reads a document of OpenDocument 1.3: texts, and all that leaves with them unseen. */
export async function readOdf(zip: Zip, reading: Reading): Promise<void> {
  if (zip.isCut) reading.miss([], 'cut-off');
  const manifest = zip.entries.find(({ name }) => name === 'META-INF/manifest.xml');
  const said = manifest === undefined ? undefined : await openEntry(manifest, reading);
  // What is encrypted here is so by its own way, not by the archive's (OpenDocument 1.3-2 §3.4).
  const isEncrypted = said !== undefined && looseText(said).includes('encryption-data');
  for (const entry of zip.entries) {
    if (entry.isFolder || SILENT.test(entry.name)) continue;
    if (!reading.budget.takePart()) {
      reading.miss([], 'too-many');
      return;
    }
    if (isEncrypted) reading.miss([step('part', entry.name)], 'encrypted');
    else await readEntry(entry, reading);
  }
}

const SILENT =
  /^(?:mimetype|META-INF\/manifest\.xml|styles\.xml|settings\.xml|Configurations2\/.*)$/;

async function readEntry(entry: ZipEntry, reading: Reading): Promise<void> {
  const { name } = entry;
  const bytes = await openEntry(entry, reading);
  if (bytes === undefined) return;
  if (name === 'meta.xml') readMeta(looseText(bytes), reading);
  else if (/(?:^|\/)content\.xml$/.test(name)) readContent(looseText(bytes), reading);
  else if (/^(?:Basic|Scripts)\//.test(name)) reading.miss([step('part', name)], 'program');
  else if (/\.(?:xml|rdf)$/.test(name))
    reading.add([step('part', name)], { text: allWords(looseText(bytes)), goes: false });
  else {
    if (name.startsWith('Thumbnails/'))
      reading.addWhole([step('property', 'thumbnail')], 'hidden', name);
    reading.put([step('part', name)], { name, bytes });
  }
}

function readMeta(xml: string, reading: Reading): void {
  for (const { name, text, attributes } of elementsIn(xml)) {
    const own = attributes.get('name');
    const said = text === '' ? (attributes.get('href') ?? '') : text;
    const rule = name === 'user-defined' ? 'file-trace' : propertyRule(name);
    if (said === '' || /^\d{1,9}$/.test(said)) continue;
    reading.add([step('property', own ?? name)], {
      text: said,
      goes: false,
      ...(rule === undefined ? {} : { whole: rule }),
    });
  }
}

function readContent(xml: string, reading: Reading): void {
  const hidden = hiddenStyles(xml);
  const marks: TextMarks = {
    lines: new Set(['p', 'h', 'table-row', 'line-break']),
    gaps: new Set(['s', 'tab', 'table-cell']),
    silent: new Set(['date', 'date-string']),
    aside: (open) => {
      if (open.isEmpty) return undefined;
      if (open.name === 'annotation') return { list: 'comment', by: '' };
      if (open.name === 'deletion') return { list: 'change', by: '' };
      if (open.name === 'notes') return { list: 'hidden', by: '' };
      if (!HIDEABLE.has(open.name)) return undefined;
      const attributes = open.attributes();
      const isHidden =
        /^(?:collapse|filter)$/.test(attributes.get('visibility') ?? '') ||
        hidden.has(attributes.get('style-name') ?? '') ||
        attributes.get('display') === 'none';
      return isHidden ? { list: 'hidden', by: '' } : undefined;
    },
  };
  const { text, asides } = textIn(xml, marks);
  reading.add([step('part', 'content.xml')], { text, goes: true });
  for (const [place, aside] of asides.entries()) {
    const rule = aside.list === 'change' ? 'tracked-change' : aside.list;
    const kind = aside.list === 'hidden' ? 'part' : aside.list;
    reading.addWhole([step(kind, String(place + 1))], rule, aside.text);
  }
  for (const { name, text: said } of elementsIn(xml))
    if (name === 'creator') reading.addWhole([step('part', 'content.xml')], 'author', said);
  readLinks(xml, reading);
}

const HIDEABLE = new Set(['table', 'table-row', 'section', 'hidden-text', 'page']);

/** Styles whose tables or pages nobody sees. */
function hiddenStyles(xml: string): Set<string> {
  const found = new Set<string>();
  let style = '';
  for (const event of xmlEvents(xml)) {
    if (event.kind !== 'open') continue;
    if (event.name === 'style') style = event.attributes().get('name') ?? '';
    else if (/^(?:table|drawing-page|section)-properties$/.test(event.name)) {
      const attributes = event.attributes();
      const isHidden =
        attributes.get('display') === 'false' || attributes.get('visibility') === 'hidden';
      if (isHidden) found.add(style);
    }
  }
  return found;
}

function readLinks(xml: string, reading: Reading): void {
  const seen = new Set<string>();
  for (const event of xmlEvents(xml)) {
    const target = event.kind === 'open' ? event.attributes().get('href') : undefined;
    if (
      target === undefined ||
      seen.has(target) ||
      /^(?:Pictures|Object|#|\.\/Object)/.test(target)
    )
      continue;
    seen.add(target);
    const isPath = !/^(?:https?|ftp|mailto):/i.test(target);
    reading.add([step('link', target)], {
      text: target,
      goes: !isPath,
      ...(isPath ? { whole: 'file-trace' as const } : {}),
    });
  }
}
