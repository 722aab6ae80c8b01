const HYPHEN = 45;
/** The length of `--` and a UUID. */
const TAIL = 38;
const TYPE_LENGTH_MAX = 250;

/** How well a text serves as an identifier; see {@link rateStixId}. */
export type IdRating = 'bad' | 'upper-case' | 'good';

/**
 * Says whether a text is a STIX identifier: a type name, `--`, and a UUID of RFC 4122 or its
 * successor RFC 9562 (STIX 2.1 §2.9). Upper-case UUID digits pass, as RFC 4122 §3 asks of readers.
 */
export function isStixId(text: unknown): text is string {
  return typeof text === 'string' && rateStixId(text) !== 'bad';
}

/** The type part of an identifier, or undefined when the text is not an identifier. */
export function typeOfId(id: string): string | undefined {
  return rateStixId(id) === 'bad' ? undefined : id.slice(0, id.length - TAIL);
}

/** A new identifier of the type, with a random UUID (version 4). */
export function newStixId(type: string): string {
  if (!isTypeName(type, type.length)) {
    throw new TypeError(
      `Cannot make an id for type "${type.slice(0, 60)}": a type name has lower-case letters, digits and single hyphens`,
    );
  }
  return `${type}--${crypto.randomUUID()}`;
}

/** Tells a good identifier from one that works but has upper-case digits, and from none. */
export function rateStixId(text: string): IdRating {
  const at = text.length - TAIL;
  const rating = at < 1 ? 'bad' : rateTail(text, at);
  return rating !== 'bad' && isTypeName(text, at) ? rating : 'bad';
}

/** Says whether a text is an identifier of exactly this type; the type itself is not checked. */
export function isIdOfType(text: string, type: string): boolean {
  return text.startsWith(type) && rateTail(text, type.length) !== 'bad';
}

/**
 * Says whether the first `length` characters are a type name: lower-case ASCII letters, digits and
 * single hyphens, a letter first, at most 250 (STIX 2.1 §3.1, §7.3.2).
 */
export function isTypeName(text: string, length: number): boolean {
  if (length < 1 || length > TYPE_LENGTH_MAX) return false;
  let previous = HYPHEN;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    const isLetter = code >= 97 && code <= 122;
    const isDigit = code >= 48 && code <= 57;
    if (code === HYPHEN ? previous === HYPHEN : !isLetter && (!isDigit || index === 0)) {
      return false;
    }
    previous = code;
  }
  return previous !== HYPHEN;
}

/** What a character of a UUID is: 0 a digit or lower-case letter, 1 an upper-case one, 2 neither. */
const UUID_CHARACTER = new Uint8Array(128).fill(2);
UUID_CHARACTER.fill(0, 48, 58).fill(0, 97, 103).fill(1, 65, 71);

/** Rates the 38 characters from `--` on, which must be the last ones (RFC 9562 §4). */
export function rateTail(text: string, at: number): IdRating {
  if (text.length - at !== TAIL || !hasHyphens(text, at) || !isKnownUuid(text, at)) return 'bad';
  const found =
    classesOf(text, at + 2, at + 10) |
    classesOf(text, at + 11, at + 15) |
    classesOf(text, at + 16, at + 20) |
    classesOf(text, at + 21, at + 25) |
    classesOf(text, at + 26, at + 38);
  if (found > 1) return 'bad';
  return found === 0 ? 'good' : 'upper-case';
}

function hasHyphens(text: string, at: number): boolean {
  return (
    text.charCodeAt(at) === HYPHEN &&
    text.charCodeAt(at + 1) === HYPHEN &&
    text.charCodeAt(at + 10) === HYPHEN &&
    text.charCodeAt(at + 15) === HYPHEN &&
    text.charCodeAt(at + 20) === HYPHEN &&
    text.charCodeAt(at + 25) === HYPHEN
  );
}

/** Versions 1 to 8 of the variant of RFC 9562. */
function isKnownUuid(text: string, at: number): boolean {
  const version = text.charCodeAt(at + 16);
  const variant = text.charCodeAt(at + 21) | 32;
  const isVariant = variant === 97 || variant === 98 || variant === 56 || variant === 57;
  return isVariant && version >= 49 && version <= 56;
}

function classesOf(text: string, start: number, end: number): number {
  let found = 0;
  for (let index = start; index < end; index += 1) {
    found |= UUID_CHARACTER[text.charCodeAt(index)] ?? 2;
  }
  return found;
}
