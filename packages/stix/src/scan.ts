import { isPoisonKey, isRecord } from './keys.ts';
import { withLimits, type StixLimits } from './limits.ts';
import type { ByteSpan, ScanResult, StixProblem } from './types.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Carries a problem out of the scan; never leaves this file. */
class ScanFault extends Error {
  readonly problem: StixProblem;
  constructor(problem: StixProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Where a scan stands in its body. */
interface Cursor {
  readonly bytes: Uint8Array;
  readonly limits: StixLimits;
  at: number;
}

/**
 * Walks a JSON body once, before any parsing, and finds the bytes of every object in it.
 * Accepts a bundle, a TAXII envelope, a list of objects, or one object. Faults of the body refuse
 * the whole; a fault inside one object is left for `readObject`, so that it refuses only itself.
 */
export function scanBundle(bytes: Uint8Array, limits?: Partial<StixLimits>): ScanResult {
  try {
    return scanBody(bytes, withLimits(limits));
  } catch (error) {
    if (error instanceof ScanFault) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** The text of one span of a scanned body. */
export function textOfSpan(bytes: Uint8Array, span: ByteSpan): string {
  return UTF8.decode(bytes.subarray(span.start, span.end));
}

function scanBody(bytes: Uint8Array, limits: StixLimits): ScanResult {
  if (bytes.length > limits.bodyBytes) {
    fail(
      'body-too-large',
      'limit bodyBytes',
      `The body has ${bytes.length} bytes and ${limits.bodyBytes} are accepted; send it in parts`,
    );
  }
  const cursor: Cursor = { bytes, limits, at: 0 };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) cursor.at = 3;
  const first = skipSpace(cursor);
  if (first === OPEN_LIST) {
    const objects = scanList(cursor);
    endOfBody(cursor);
    return { ok: true, kind: 'array', objects, rest: {} };
  }
  if (first === OPEN_OBJECT) return scanTop(cursor);
  if (first === undefined) fail('empty-body', 'RFC 8259 §2', 'The body is empty; send JSON');
  if (first === 0x3c) {
    fail(
      'stix-1-xml',
      'STIX 2.1 §1.2.10',
      'The body is XML, as in STIX 1.x, which is not accepted; convert it to STIX 2.1 JSON first',
    );
  }
  return fail('json-syntax', 'RFC 8259 §2', 'The body is neither a JSON object nor a JSON list');
}

/** What the members of the outermost object are. */
interface Top {
  readonly span: ByteSpan;
  /** The list of objects, and where it stands. */
  readonly list: { readonly objects: readonly ByteSpan[]; readonly span: ByteSpan } | undefined;
  /** Whether it has a member that only objects and bundles have. */
  readonly isTyped: boolean;
}

/** Tells a bundle, an envelope and a bare object apart. */
function scanTop(cursor: Cursor): ScanResult {
  const top = scanMembers(cursor);
  endOfBody(cursor);
  const { list, span } = top;
  if (list === undefined && top.isTyped) return bareOrEmpty(cursor, top);
  const rest = parseRest(cursor, top);
  const { type } = rest;
  const objects = list?.objects ?? [];
  if (type === 'bundle') return { ok: true, kind: 'bundle', objects, rest };
  if (type === undefined) return { ok: true, kind: 'envelope', objects, rest };
  return { ok: true, kind: 'object', objects: [span], rest: {} };
}

/** Reads the members of the outermost object, up to its closing brace. */
function scanMembers(cursor: Cursor): Top {
  const start = cursor.at;
  let list: Top['list'];
  let isTyped = false;
  cursor.at += 1;
  let next = skipSpace(cursor);
  while (next !== CLOSE_OBJECT) {
    if (next !== QUOTE) fault(cursor, 'a member name was expected');
    const key = scanKey(cursor);
    if (skipSpace(cursor) !== COLON) fault(cursor, 'a colon was expected');
    cursor.at += 1;
    const opener = skipSpace(cursor);
    if (key === 'objects' && opener === OPEN_LIST) {
      list = scanOnlyList(cursor, list);
    } else {
      isTyped ||= key === 'id' || key === 'type';
      skipValue(cursor);
    }
    next = nextItem(cursor, CLOSE_OBJECT);
  }
  cursor.at += 1;
  return { span: { start, end: cursor.at }, list, isTyped };
}

function scanOnlyList(cursor: Cursor, before: Top['list']): Top['list'] {
  if (before !== undefined) {
    fail('duplicate-objects', 'RFC 8259 §4', 'The body has "objects" twice; keep one list');
  }
  const start = cursor.at;
  const objects = scanList(cursor);
  return { objects, span: { start, end: cursor.at } };
}

/** Moves past the comma between items; gives the first byte of the next item, or the closer. */
function nextItem(cursor: Cursor, closer: number): number | undefined {
  let next = skipSpace(cursor);
  if (next === closer) return next;
  if (next !== COMMA) fault(cursor, 'a comma or a closing bracket was expected');
  cursor.at += 1;
  next = skipSpace(cursor);
  if (next === closer) fault(cursor, 'something was expected after the comma');
  return next;
}

/** Tells a bundle without objects from one bare object. */
function bareOrEmpty(cursor: Cursor, top: Top): ScanResult {
  const { span } = top;
  const bare: ScanResult = { ok: true, kind: 'object', objects: [span], rest: {} };
  // A bundle without a list of objects is short; anything longer is one object.
  if (span.end - span.start > 4096 || !textOfSpan(cursor.bytes, span).includes('bundle')) {
    return bare;
  }
  const rest = parseRest(cursor, top);
  if (rest['type'] !== 'bundle') return bare;
  if (Object.hasOwn(rest, 'objects')) {
    fail(
      'objects-not-a-list',
      'STIX 2.1 §8.1',
      'The bundle\'s "objects" is not a list; send a list of STIX objects',
    );
  }
  return { ok: true, kind: 'bundle', objects: [], rest };
}

/** Parses the outermost object with its list of objects left out. */
function parseRest(cursor: Cursor, top: Top): Record<string, unknown> {
  const { bytes, limits } = cursor;
  const { span, list } = top;
  const text =
    list === undefined
      ? textOfSpan(bytes, span)
      : `${textOfSpan(bytes, { start: span.start, end: list.span.start })}null${textOfSpan(bytes, { start: list.span.end, end: span.end })}`;
  if (isDeeperThan(text, limits.depth)) {
    fail(
      'too-deep',
      'limit depth',
      `The body is nested deeper than ${limits.depth} levels outside its objects; flatten it`,
    );
  }
  let value: Record<string, unknown>;
  try {
    // The text starts with a brace, so what it parses to is an object.
    value = JSON.parse(text);
  } catch (error) {
    fail('json-syntax', 'RFC 8259 §2', `The body is not valid JSON: ${reasonOf(error)}`);
  }
  if (list !== undefined) delete value['objects'];
  if (hasPoison(value)) {
    fail('poison-key', 'limit keys', 'The body has a member named "__proto__" or "prototype"');
  }
  return value;
}

/**
 * Says whether JSON text nests deeper than a number of levels, without parsing it:
 * `JSON.parse` itself takes any depth, and what walks its result would not.
 */
export function isDeeperThan(text: string, levels: number): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      index += 1;
      let inner = text.charCodeAt(index);
      while (inner !== QUOTE && index < text.length) {
        index += inner === BACKSLASH ? 2 : 1;
        inner = text.charCodeAt(index);
      }
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      depth += 1;
      if (depth > levels) return true;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      depth -= 1;
    }
  }
  return false;
}

function hasPoison(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasPoison);
  if (!isRecord(value)) return false;
  return Object.keys(value).some((key) => isPoisonKey(key) || hasPoison(value[key]));
}

function scanList(cursor: Cursor): ByteSpan[] {
  const { limits } = cursor;
  const spans: ByteSpan[] = [];
  cursor.at += 1;
  let next = skipSpace(cursor);
  while (next !== CLOSE_LIST) {
    const start = cursor.at;
    skipValue(cursor);
    if (spans.length === limits.objects) {
      fail(
        'too-many-objects',
        'limit objects',
        `The body has more than ${limits.objects} objects; send it in parts`,
      );
    }
    spans.push({ start, end: cursor.at });
    next = nextItem(cursor, CLOSE_LIST);
  }
  cursor.at += 1;
  return spans;
}

function scanKey(cursor: Cursor): string {
  const start = cursor.at;
  skipValue(cursor);
  const text = textOfSpan(cursor.bytes, { start, end: cursor.at });
  if (!text.includes('\\')) return text.slice(1, -1);
  try {
    return String(JSON.parse(text));
  } catch (error) {
    return fail('json-syntax', 'RFC 8259 §7', `A member name is not valid: ${reasonOf(error)}`);
  }
}

/** Moves past one value of any kind; `bytes[at]` is its first byte. */
function skipValue(cursor: Cursor): void {
  const { bytes } = cursor;
  const length = bytes.length;
  let at = cursor.at;
  let depth = 0;
  do {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = stringEnd(cursor, at + 1);
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      depth += 1;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      depth -= 1;
    } else if (depth === 0) {
      cursor.at = skipScalar(cursor, at);
      return;
    }
    at += 1;
  } while (depth > 0 && at < length);
  cursor.at = at;
  if (depth !== 0 || at > length) fault(cursor, 'the body ends inside a value');
}

/** Finds the closing quote of a string, and checks that its bytes are UTF-8 on the way. */
function stringEnd(cursor: Cursor, start: number): number {
  const { bytes } = cursor;
  let at = start;
  for (;;) {
    let byte = bytes[at];
    while (byte !== QUOTE && byte !== BACKSLASH && byte !== undefined && byte < 0x80) {
      at += 1;
      byte = bytes[at];
    }
    if (byte === QUOTE || byte === undefined) return Math.min(at, bytes.length);
    // An escape is two bytes long, unless what follows the backslash is a longer character.
    if (byte !== BACKSLASH) at += checkedSize(bytes, at);
    else at += (bytes[at + 1] ?? 0) < 0x80 ? 2 : 1;
  }
}

function checkedSize(bytes: Uint8Array, at: number): number {
  const size = characterSize(bytes, at);
  if (size > 0) return size;
  return fail(
    'not-utf8',
    'RFC 8259 §8.1',
    `The body is not valid UTF-8 at byte ${at}; encode it as UTF-8`,
  );
}

/** The bytes of the UTF-8 character at a place, 0 when it is none (RFC 3629 §4). */
function characterSize(bytes: Uint8Array, at: number): number {
  // Beyond the end of the body there is nothing that continues a character.
  const [lead = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  if (lead < 0xc2 || lead > 0xf4 || !isSecond(lead, second)) return 0;
  if (lead < 0xe0) return 2;
  if (!isContinuation(third)) return 0;
  if (lead < 0xf0) return 3;
  return isContinuation(fourth) ? 4 : 0;
}

/** Says whether a byte may follow a lead byte: overlong forms, surrogates and what is beyond Unicode may not. */
function isSecond(lead: number, second: number): boolean {
  if (lead === 0xe0) return second >= 0xa0 && second <= 0xbf;
  if (lead === 0xed) return second >= 0x80 && second <= 0x9f;
  if (lead === 0xf0) return second >= 0x90 && second <= 0xbf;
  if (lead === 0xf4) return second >= 0x80 && second <= 0x8f;
  return isContinuation(second);
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

function skipScalar(cursor: Cursor, start: number): number {
  const { bytes } = cursor;
  let at = start;
  while (isScalarByte(bytes[at] ?? 0)) at += 1;
  if (at === start) fault(cursor, 'a value was expected');
  return at;
}

/** Bytes of numbers and of true, false and null. */
function isScalarByte(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e ||
    byte === 0x45
  );
}

function skipSpace(cursor: Cursor): number | undefined {
  const { bytes } = cursor;
  let at = cursor.at;
  let byte = bytes[at];
  while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
    at += 1;
    byte = bytes[at];
  }
  cursor.at = at;
  return byte;
}

function endOfBody(cursor: Cursor): void {
  if (skipSpace(cursor) !== undefined) fault(cursor, 'more text follows the end of the JSON');
}

function fault(cursor: Cursor, what: string): never {
  return fail(
    'json-syntax',
    'RFC 8259 §2',
    `The body is not valid JSON at byte ${cursor.at}: ${what}`,
  );
}

function reasonOf(error: unknown): string {
  return String(error).replace('SyntaxError: ', '').slice(0, 200);
}

function fail(rule: string, section: string, message: string): never {
  throw new ScanFault({ path: '', rule, section, message });
}
