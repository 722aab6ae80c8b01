/** The members of a JSON body, apart: STIX as bytes, the rest as one small JSON text. */
export interface SplitBody {
  /** The body with the value of each split member replaced by `null`. */
  readonly rest: Uint8Array;
  /** The bytes of the split members' values, by name. */
  readonly parts: ReadonlyMap<string, Uint8Array>;
}

/**
 * Takes members of the outermost object out of a JSON body without parsing them, so that what they hold is kept to
 * the byte and one bad object refuses only itself. Anything that is not an object comes back whole as the rest; a
 * member that stands twice stands twice in the rest as well, where it is refused.
 */
export function splitBody(bytes: Uint8Array, names: ReadonlySet<string>): SplitBody {
  const parts = new Map<string, Uint8Array>();
  const kept: Uint8Array[] = [];
  let from = 0;
  let at = skipSpace(bytes, startOf(bytes));
  if (bytes[at] !== OPEN_OBJECT) return { rest: bytes, parts };
  at += 1;
  for (;;) {
    at = skipSpace(bytes, at);
    if (bytes[at] !== QUOTE) break;
    const keyStart = at;
    at = endOfString(bytes, at);
    const name = TEXT.decode(bytes.subarray(keyStart + 1, at - 1));
    at = skipSpace(bytes, at);
    if (bytes[at] !== COLON) break;
    const start = skipSpace(bytes, at + 1);
    at = endOfValue(bytes, start);
    if (names.has(name) && at > start) {
      parts.set(name, bytes.subarray(start, at));
      kept.push(bytes.subarray(from, start), NULL);
      from = at;
    }
    at = skipSpace(bytes, at);
    if (bytes[at] !== COMMA) break;
    at += 1;
  }
  if (parts.size === 0) return { rest: bytes, parts };
  return { rest: Buffer.concat([...kept, bytes.subarray(from)]), parts };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const NULL = Buffer.from('null');
const TEXT = new TextDecoder();

function startOf(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) {
    at += 1;
  }
  return at;
}

/** The place after a string that begins here. */
function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

/** The place after a value that begins here; whether it is well formed is for its parser to say. */
function endOfValue(bytes: Uint8Array, start: number): number {
  let depth = 0;
  let at = start;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfString(bytes, at);
      if (depth === 0) return at;
      continue;
    }
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth += 1;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && byte === COMMA) return at;
    at += 1;
  }
  return at;
}
