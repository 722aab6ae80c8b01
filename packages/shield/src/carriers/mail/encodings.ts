import { bytesOfLatin } from '../bytes.ts';

/** What was decoded. `isBroken`: some of it could not be. */
export interface Decoded<T> {
  readonly is: T;
  readonly isBroken: boolean;
}

/** The bytes of a body (RFC 2045 §6). What is of no known encoding is taken as it stands. */
export function decodeBody(body: string, encoding: string): Decoded<Uint8Array> {
  if (encoding === 'base64') return fromBase64(body);
  if (encoding === 'quoted-printable') return fromQuotedPrintable(body);
  const isKnown = ['', '7bit', '8bit', 'binary'].includes(encoding);
  return { is: bytesOfLatin(body), isBroken: !isKnown };
}

/** RFC 4648, with line breaks; whatever else stands in it is left out, as readers of mail do. */
function fromBase64(body: string): Decoded<Uint8Array> {
  const signs = body.replaceAll(/[^A-Za-z0-9+/]/g, '');
  const isOdd = /[^A-Za-z0-9+/=\s]/.test(body) || signs.length % 4 === 1;
  const usable = signs.slice(0, signs.length - (signs.length % 4 === 1 ? 1 : 0));
  return { is: bytesOfLatin(atob(usable)), isBroken: isOdd };
}

function fromQuotedPrintable(body: string): Decoded<Uint8Array> {
  let isBroken = false;
  const text = body
    .replaceAll(/[ \t]+(?=\r?\n|$)/g, '')
    .replaceAll(/=(?:([0-9A-Fa-f]{2})|\r?\n|$)?/g, (whole, hex: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (whole === '=' && !body.endsWith('=')) isBroken = true;
      return whole === '=' ? '=' : '';
    });
  return { is: bytesOfLatin(text), isBroken };
}

/** Bytes as text. Where the set of signs is unknown, they are read as Western European, and it is told. */
export function decodeSet(
  bytes: Uint8Array,
  set: string,
): Decoded<string> & { readonly isUnknown: boolean } {
  const decoder = decoderOf(set);
  const text = (decoder ?? new TextDecoder('windows-1252')).decode(bytes);
  return { is: text, isBroken: text.includes('\ufffd'), isUnknown: decoder === undefined };
}

function decoderOf(set: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(set === '' || /^us-ascii$/i.test(set) ? 'utf-8' : set);
  } catch {
    return undefined;
  }
}

const WORD = /=\?[\w.:-]{1,60}(?:\*[\w-]{0,20})?\?[bq]\?[^?\s]{0,2000}\?=(?:\s+(?==\?))?/gi;

/** A header as it is read: encoded words (RFC 2047), and UTF-8 as it stands (RFC 6532). */
export function decodeHeader(raw: string): string {
  const unfolded = raw.replaceAll(/\r?\n[ \t]+|\r(?!\n)/g, ' ').trim();
  const eight = /[\u0080-\u00ff]/.test(unfolded)
    ? decodeSet(bytesOfLatin(unfolded), '').is
    : unfolded;
  return eight.replaceAll(WORD, decodeWord);
}

/** One encoded word, with the space before the next one. */
function decodeWord(word: string): string {
  const [, set = '', kind = '', text = ''] = word.trim().split(/=\?|\?=|\?/);
  const { is } =
    kind.toLowerCase() === 'b'
      ? fromBase64(text)
      : fromQuotedPrintable(text.replaceAll('_', ' ').replaceAll(/=$/g, ''));
  return decodeSet(is, set.replace(/\*.*$/, '')).is;
}

/** A header's value before its first semicolon, and its parameters, in parts or encoded (RFC 2231). */
export function parameters(header: string): { value: string; named: Map<string, string> } {
  const [value = ''] = header.split(';', 1);
  const found = new Map<string, { order: number; text: string; isEncoded: boolean }[]>();
  const shape = /;\s*([\w-]{1,60})(?:\*(\d{1,3}))?(\*)?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g;
  for (const [, name = '', order, star, quoted, bare = ''] of header.matchAll(shape)) {
    const key = name.toLowerCase();
    const text = quoted === undefined ? bare : quoted.replaceAll(/\\(.)/g, '$1');
    const list = found.get(key) ?? [];
    found.set(key, list);
    if (list.length < 100)
      list.push({ order: Number(order ?? 0), text, isEncoded: star !== undefined });
  }
  const named = new Map<string, string>();
  for (const [key, list] of found) {
    const ordered = list.toSorted((a, b) => a.order - b.order);
    const whole = ordered.map(({ text }) => text).join('');
    const isEncoded = ordered.some((one) => one.isEncoded);
    named.set(key, isEncoded ? decodePercent(whole) : decodeHeader(whole));
  }
  return { value: value.trim().toLowerCase(), named };
}

/** `utf-8'en'a%20name` */
function decodePercent(text: string): string {
  const [, set = '', rest = text] = /^([\w-]{0,40})'[\w-]{0,20}'(.*)$/s.exec(text) ?? [];
  const latin = rest.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return decodeSet(bytesOfLatin(latin), set).is;
}
