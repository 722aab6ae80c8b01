import { bytesOfLatin, wholeText } from '../../bytes.ts';

/** Characters of one string of a PDF. */
export const STRING_MAX = 1_000_000;

/** A string as its bytes, each a sign, and where it ends. */
export interface ReadString {
  readonly latin: string;
  readonly end: number;
}

/** A string in signs or in hexadecimal (ISO 32000-1 §7.3.4), from its opening bracket on. */
export function stringAt(text: string, at: number): ReadString {
  return text[at] === '<' ? hexadecimalAt(text, at + 1) : signsAt(text, at + 1);
}

function hexadecimalAt(text: string, at: number): ReadString {
  const most = Math.min(text.length, at + STRING_MAX);
  const found = text.slice(at, most).indexOf('>');
  const end = found < 0 ? most : at + found;
  const digits = text.slice(at, end).replaceAll(/[^0-9A-Fa-f]/g, '');
  // A digit that is missing at the end is a zero.
  const pairs = (digits.length % 2 === 0 ? digits : `${digits}0`).match(/.{2}/g) ?? [];
  const latin = pairs.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join('');
  return { latin, end: end + 1 };
}

/** Up to the bracket that closes it; brackets in pairs are part of it. */
function signsAt(text: string, at: number): ReadString {
  const parts: string[] = [];
  const most = Math.min(text.length, at + STRING_MAX);
  let depth = 1;
  let place = at;
  for (; place < most; place += 1) {
    const sign = text[place] ?? '';
    if (sign === '\\') {
      const escape = escapeAt(text, place + 1);
      parts.push(escape.meant);
      place += escape.length;
      continue;
    }
    if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    if (depth === 0) break;
    parts.push(sign);
  }
  return { latin: parts.join(''), end: place + 1 };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function escapeAt(text: string, at: number): { meant: string; length: number } {
  const [octal] = /^[0-7]{1,3}/.exec(text.slice(at, at + 3)) ?? [];
  if (octal !== undefined)
    return { meant: String.fromCharCode(Number.parseInt(octal, 8) % 256), length: octal.length };
  const sign = text[at] ?? '';
  if (sign === '\r' && text[at + 1] === '\n') return { meant: '', length: 2 };
  if (sign === '\r' || sign === '\n') return { meant: '', length: 1 };
  return { meant: Object.hasOwn(ESCAPES, sign) ? (ESCAPES[sign] ?? sign) : sign, length: 1 };
}

/** UTF-16 or UTF-8 by their marks, else one sign a byte. */
export function textOfString(latin: string): string {
  if (latin.startsWith('\u00fe\u00ff') || latin.startsWith('\u00ff\u00fe')) {
    const bytes = bytesOfLatin(latin.length % 2 === 0 ? latin : latin.slice(0, -1));
    return wholeText(bytes) ?? latin;
  }
  return latin.startsWith('\u00ef\u00bb\u00bf') ? (wholeText(bytesOfLatin(latin)) ?? latin) : latin;
}
