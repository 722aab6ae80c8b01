import { isStixId, typeOfId } from './ids.ts';
import { isRecord } from './keys.ts';
import { SEARCH_TEXT_LIMIT, STIX_LIMITS } from './limits.ts';
import { isTimestamp } from './timestamps.ts';
import { parsePattern } from './patterning/parser.ts';
import { patternValues } from './patterning/print.ts';
import type { StixObject } from './types.ts';

const TITLE_LENGTH = 160;

/** Properties that name an object, best first. */
const NAMING = ['name', 'value', 'key', 'path', 'abstract', 'subject', 'display_name'] as const;

/** Further properties that say what an object is, for types whose names are all optional. */
const TELLING: ReadonlyMap<string, readonly string[]> = new Map([
  ['artifact', ['url', 'mime_type']],
  ['grouping', ['context']],
  ['location', ['city', 'administrative_area', 'country', 'region']],
  ['malware-analysis', ['result_name', 'product']],
  ['note', ['content']],
  ['opinion', ['explanation', 'opinion']],
  ['process', ['command_line', 'cwd', 'pid']],
  ['user-account', ['account_login', 'user_id']],
  ['x509-certificate', ['serial_number', 'issuer']],
]);

/** Properties that full-text search does not look into. */
const UNSEARCHED: ReadonlySet<string> = new Set([
  'type',
  'spec_version',
  'id',
  'extension_type',
  'granular_markings',
  'pattern_type',
  'pattern_version',
  'lang',
]);

/** Properties that stand first in search text, so that a cut loses the rest. */
const FIRST = ['name', 'value', 'aliases', 'abstract', 'description', 'content'] as const;

/** Titles of the objects that a relationship or sighting points at, as far as whoever asks may read them. */
export type EndTitles = (id: string) => string | undefined;

/**
 * A short title for lists, on one line and at most 160 characters: the name or value when there is
 * one, else what the object says, else its type. A relationship reads "A uses B" by the titles of its ends; an end
 * without one is called by its type.
 */
export function titleOf(object: StixObject, ends?: EndTitles): string {
  if (ends !== undefined && endsIn(object).length > 0) return lineOf(linkTitle(object, ends));
  for (const property of NAMING) {
    const title = lineOf(object[property]);
    if (title !== '') return object.type === 'autonomous-system' ? asTitle(object, title) : title;
  }
  return lineOf(specialTitle(object)) || object.type.replaceAll('-', ' ').slice(0, TITLE_LENGTH);
}

/** The ids a title of this object is made of: the ends of a relationship, what a sighting is of. */
export function endsIn(object: StixObject): string[] {
  const properties = LINKS.get(object.type) ?? [];
  return properties.map((property) => object[property]).filter((id) => typeof id === 'string');
}

const LINKS: ReadonlyMap<string, readonly string[]> = new Map([
  ['relationship', ['source_ref', 'target_ref']],
  ['sighting', ['sighting_of_ref']],
]);
/** Both ends and the word between them fit. */
const END_LENGTH = 66;

function linkTitle(object: StixObject, ends: EndTitles): string {
  const [first = '', second = ''] = endsIn(object).map((id) => {
    const title = lineOf(ends(id));
    return title === '' ? kindOf(id).replaceAll('-', ' ') : cut(title, END_LENGTH);
  });
  if (object.type === 'sighting') return `Sighting of ${first}`;
  return `${first} ${lineOf(object['relationship_type']).replaceAll('-', ' ')} ${second}`;
}

/**
 * The human text of an object for full-text search: names, descriptions, labels, values, numbers
 * of external references, pattern constants and custom text, one a line, at most 32 KiB.
 * Ids, times and binary content are left out.
 */
export function searchText(object: StixObject): string {
  const lines: string[] = [];
  const budget = { left: SEARCH_TEXT_LIMIT };
  for (const property of FIRST) collect(object[property], { lines, budget, depth: 1 });
  for (const property of Object.keys(object)) {
    if (!isSearched(property) || FIRST.some((first) => first === property)) continue;
    const value = object[property];
    const isPattern = property === 'pattern' && typeof value === 'string';
    collect(isPattern ? patternTexts(value) : value, { lines, budget, depth: 1 });
  }
  return lines.join('\n');
}

interface Collection {
  readonly lines: string[];
  readonly budget: { left: number };
  readonly depth: number;
}

function collect(value: unknown, into: Collection): void {
  const { lines, budget, depth } = into;
  if (budget.left <= 0) return;
  if (typeof value === 'string') {
    if (isStixId(value) || isTimestamp(value)) return;
    const text = cut(clean(value), budget.left - 1);
    if (text === '') return;
    lines.push(text);
    budget.left -= text.length + 1;
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, into);
  } else if (isRecord(value) && depth < STIX_LIMITS.depth) {
    for (const key of Object.keys(value)) {
      if (isSearched(key)) collect(value[key], { lines, budget, depth: depth + 1 });
    }
  }
}

function isSearched(property: string): boolean {
  return (
    !UNSEARCHED.has(property) &&
    !property.endsWith('_ref') &&
    !property.endsWith('_refs') &&
    !property.endsWith('_bin')
  );
}

/** The constants of a STIX pattern; the whole text when it is another language. */
function patternTexts(pattern: string): string[] {
  const result = parsePattern(pattern);
  if (!result.ok) return [pattern];
  return patternValues(result.ast).map(({ value }) => String(value));
}

function asTitle(object: StixObject, name: string): string {
  const number = object['number'];
  return typeof number === 'number' ? cut(`AS${number} ${name}`, TITLE_LENGTH) : name;
}

function specialTitle(object: StixObject): unknown {
  switch (object.type) {
    case 'relationship':
      return `${kindOf(object['source_ref'])} ${lineOf(object['relationship_type'])} ${kindOf(object['target_ref'])}`;
    case 'sighting':
      return `sighting of ${kindOf(object['sighting_of_ref'])}`;
    case 'indicator':
      return patternTitle(object['pattern']);
    case 'autonomous-system':
      return `AS${String(object['number'])}`;
    case 'observed-data':
      return observedTitle(object);
    case 'network-traffic':
      return trafficTitle(object);
    case 'language-content':
      return `translation of ${kindOf(object['object_ref'])}`;
    case 'marking-definition':
      return markingTitle(object['definition']);
    default:
      return tellingTitle(object);
  }
}

function tellingTitle(object: StixObject): string {
  for (const property of TELLING.get(object.type) ?? []) {
    const value = object[property];
    const text = typeof value === 'number' ? `${property} ${value}` : lineOf(value);
    if (text !== '') return text;
  }
  const hashes = object['hashes'];
  return isRecord(hashes) ? lineOf(Object.values(hashes)[0]) : '';
}

function patternTitle(pattern: unknown): string {
  if (typeof pattern !== 'string') return '';
  const texts = patternTexts(pattern);
  const [first = ''] = texts;
  const more = texts.length - 1;
  return more > 0 ? `${cut(clean(first), TITLE_LENGTH - 20)} and ${more} more` : first;
}

function observedTitle(object: StixObject): string {
  const refs = object['object_refs'];
  const inner = object['objects'];
  const count = Array.isArray(refs) ? refs.length : isRecord(inner) ? Object.keys(inner).length : 0;
  return `observed data (${count} ${count === 1 ? 'object' : 'objects'})`;
}

function trafficTitle(object: StixObject): string {
  const protocols = object['protocols'];
  const names = Array.isArray(protocols)
    ? protocols.filter((name) => typeof name === 'string').join('/')
    : '';
  const port = object['dst_port'];
  return `${names} traffic${typeof port === 'number' ? ` to port ${port}` : ''}`;
}

function markingTitle(definition: unknown): unknown {
  if (!isRecord(definition)) return '';
  const tlp = definition['tlp'];
  return typeof tlp === 'string' ? `TLP:${tlp.toUpperCase()}` : definition['statement'];
}

function kindOf(id: unknown): string {
  return (typeof id === 'string' ? typeOfId(id) : undefined) ?? 'object';
}

function lineOf(value: unknown): string {
  if (typeof value !== 'string') return '';
  return cut(clean(value.slice(0, 4 * TITLE_LENGTH)).replaceAll(/\s+/g, ' '), TITLE_LENGTH);
}

/** Drops what databases and terminals cannot show: control characters and halves of characters. */
function clean(text: string): string {
  const printable = UNPRINTABLE.test(text) ? text.replaceAll(ALL_UNPRINTABLE, '') : text;
  return printable.toWellFormed().trim();
}

/** Control characters (Unicode category Cc) except tab and the two that break lines. */
const UNPRINTABLE = /[\0-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const ALL_UNPRINTABLE = new RegExp(UNPRINTABLE.source, 'g');

/** Cuts between characters, with an ellipsis. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  if (length < 1) return '';
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
