import { isUtf8 } from 'node:buffer';
import { repeatedMember } from '@tocsin/stix';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';

/** What a JSON body may be. */
export interface JsonLimits {
  /** Deepest nesting of arrays and objects, checked on the bytes: the parser itself takes any depth. */
  readonly depthMax: number;
}

/**
 * Reads JSON of a request: UTF-8, of bounded depth, without members that stand twice, without keys that reach into
 * prototypes and without text that no database keeps (NUL, halves of surrogate pairs). Nothing for an empty body.
 */
export function readJson(bytes: Uint8Array, limits: JsonLimits): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) return refuse('bad-request', 'Cannot read the body: it is not UTF-8');
  if (depthOf(bytes) > limits.depthMax) {
    return refuse(
      'bad-request',
      `Cannot read the body: it is nested more than ${String(limits.depthMax)} deep`,
    );
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    return refuse('bad-request', 'Cannot read the body: it is not JSON');
  }
  const poison = SUSPECT.test(text) ? poisonIn(value, '') : undefined;
  if (poison !== undefined) return poison;
  const repeated = repeatedMember(text, value);
  return repeated === undefined ? value : notTaken(repeated.path, repeated);
}

/** The deepest nesting in bytes of JSON, found without parsing; brackets inside strings do not count. */
export function depthOf(bytes: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfString(bytes, at);
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth -= 1;
    }
  }
  return deepest;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Only bodies that could hold such keys or characters are walked; escapes can hide either. */
const SUSPECT = /__proto__|constructor|\\u(?:00|d[89a-f])/i;

function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

/** The first thing in a value that must not come in, as a refusal with its place. */
function poisonIn(value: unknown, pointer: string): Refused | undefined {
  if (typeof value === 'string') return isKept(value) ? undefined : poisoned(pointer, TEXT_WORDS);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (key === '__proto__' || (key === 'constructor' && hasPrototype(part))) {
      return poisoned(place, 'This key is not taken');
    }
    const found = isKept(key) ? poisonIn(part, place) : poisoned(pointer, TEXT_WORDS);
    if (found !== undefined) return found;
  }
  return undefined;
}

const TEXT_WORDS = 'The text holds a NUL character or half a surrogate pair';

function isKept(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function hasPrototype(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
}

function poisoned(pointer: string, message: string): Refused {
  return notTaken(pointer, { rule: 'not-taken', message });
}

function notTaken(pointer: string, { rule, message }: { rule: string; message: string }): Refused {
  const shown = pointer.toWellFormed().replaceAll('\0', '');
  return refuse('bad-request', 'Cannot take the body: see the errors', {
    faults: [{ pointer: shown, code: rule, message }],
  });
}
