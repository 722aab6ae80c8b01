import { decodeHeader, parameters } from './encodings.ts';

/** A header of a mail or of a part of it. */
export interface MailHeader {
  /** In small letters. */
  readonly name: string;
  /** Unfolded and decoded. */
  readonly value: string;
}

/** A mail or a part of one: its headers and its body, one sign a byte. */
export interface MimePart {
  readonly headers: readonly MailHeader[];
  readonly body: string;
  readonly type: string;
  readonly named: ReadonlyMap<string, string>;
  /** The headers were longer than is read. */
  readonly isLong: boolean;
}

/** Characters of the headers of one part that are read. */
export const HEADERS_MAX = 256 * 1024;

/** Takes headers and body apart (RFC 5322 §2.1); a line that is no header ends them, as readers of mail do. */
export function readPart(text: string): MimePart {
  const { lines, end } = headerLines(text);
  const isLong = end >= HEADERS_MAX && end < text.length;
  const headers = lines.map(headerOf);
  const { value, named } = parameters(headerIn({ headers }, 'content-type'));
  return {
    headers,
    body: text.slice(isLong ? emptyLineAfter(text, end) : end),
    type: /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(value) ? value : 'text/plain',
    named,
    isLong,
  };
}

/** The headers, each with the lines it goes on in, and where the body begins. */
function headerLines(text: string): { lines: string[]; end: number } {
  const shape = /([^\r\n]*)(?:\r\n|\n|\r|$)/y;
  const lines: string[] = [];
  // Mailboxes put a line before each mail that is no header.
  shape.lastIndex = text.startsWith('From ') ? lineEnd(text, 0) : 0;
  for (let at = shape.lastIndex; at < Math.min(text.length, HEADERS_MAX); at = shape.lastIndex) {
    const [, line = ''] = shape.exec(text) ?? [];
    const last = lines.length - 1;
    if (line === '') return { lines, end: shape.lastIndex };
    if (/^[ \t]/.test(line) && last >= 0) lines[last] = `${lines[last] ?? ''}\n${line}`;
    else if (/^[!-9;-~]{1,200}[ \t]{0,10}:/.test(line)) lines.push(line);
    else return { lines, end: at };
  }
  return { lines, end: shape.lastIndex };
}

function headerOf(line: string): MailHeader {
  const colon = line.indexOf(':');
  return {
    name: line.slice(0, colon).trim().toLowerCase(),
    value: decodeHeader(line.slice(colon + 1)),
  };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

function emptyLineAfter(text: string, from: number): number {
  EMPTY_LINE.lastIndex = from;
  const found = EMPTY_LINE.exec(text);
  return found === null ? text.length : EMPTY_LINE.lastIndex;
}

const EMPTY_LINE = /\r?\n\r?\n/g;

/** The value of a header, or nothing. */
export function headerIn({ headers }: Pick<MimePart, 'headers'>, wanted: string): string {
  return headers.find(({ name }) => name === wanted)?.value ?? '';
}

/** The parts between boundaries (RFC 2046 §5.1.1). `isCut`: the last boundary is missing. */
export function partsBetween(
  body: string,
  boundary: string,
): { parts: string[]; before: string; after: string; isCut: boolean } {
  const parts: string[] = [];
  let before: string | undefined;
  let from = 0;
  for (let at = mark(body, boundary, 0); at >= 0; at = mark(body, boundary, from)) {
    const piece = body.slice(from, at).replace(/\r?\n$/, '');
    if (before === undefined) before = piece;
    else parts.push(piece);
    const behind = at + boundary.length + 2;
    from = lineEnd(body, behind);
    if (body.startsWith('--', behind))
      return { parts, before, after: body.slice(from), isCut: false };
  }
  if (before === undefined) return { parts, before: body, after: '', isCut: true };
  parts.push(body.slice(from));
  return { parts, before, after: '', isCut: true };
}

/** Where a line begins with the boundary. */
function mark(body: string, boundary: string, from: number): number {
  const sign = `--${boundary}`;
  for (let at = body.indexOf(sign, from); at >= 0; at = body.indexOf(sign, at + 1))
    if (at === 0 || body[at - 1] === '\n' || body[at - 1] === '\r') return at;
  return -1;
}
