import type { RuleName } from '../../rule-table.ts';

interface Spot {
  readonly rule: RuleName;
  readonly start: number;
  readonly end: number;
}

/** Lines of a signature that are taken for one. */
const SIGNATURE_LINES = 15;
/** Words that end a letter. */
const CLOSING =
  /^\s{0,8}(?:(?:with )?(?:kind|best|warm|many)(?: regards| wishes)|regards|sincerely(?: yours)?|yours (?:sincerely|faithfully)|cheers|mit (?:freundlichen|besten) gr(?:ü|ue)(?:ß|ss)en|(?:viele|beste|freundliche|liebe) gr(?:ü|ue)(?:ß|ss)e|mfg|(?:bien )?cordialement|saludos(?: cordiales)?|atentamente|cordiali saluti),?\s{0,8}$/iu;
/** What says how somebody is reached: a signature has some of it. */
const REACHED = /@|\+\d|\b(?:tel|fon|phone|mobile?|fax|handy|www)\b|\d[\d ()/-]{6,}\d/i;
/** What stands above a quoted mail. */
const ABOVE_QUOTED =
  /^\s{0,4}(?:-{2,20}\s{0,4}(?:original message|ursprüngliche nachricht|message d'origine|mensaje original)\s{0,4}-{2,20}|on\s.{5,200}\swrote:|am\s.{5,200}\sschrieb.{0,200}:|le\s.{5,200}\sa écrit\s?:|el\s.{5,200}\sescribió:)\s{0,8}$/iu;
const QUOTED = /^\s{0,2}>/;

interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Signatures and quoted mails in the text of a mail. */
export function bodySpots(text: string): Spot[] {
  const lines = linesOf(text);
  return [...quotedSpots(lines), ...signatureSpots(lines)];
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    lines.push({ text: text.slice(start, Math.min(end, start + 400)), start, end });
    start = end + 1;
  }
  return lines;
}

/** Blocks of lines with a sign before them, and the line above them that says whose they are. */
function quotedSpots(lines: readonly Line[]): Spot[] {
  const spots: Spot[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const first = lines[at];
    if (first === undefined) break;
    const isAbove = ABOVE_QUOTED.test(first.text);
    if (!isAbove && !QUOTED.test(first.text)) continue;
    let last = at;
    while (isQuoteOn(lines, last + 1)) last += 1;
    spots.push({ rule: 'quoted-mail', start: first.start, end: lines[last]?.end ?? first.end });
    at = last;
  }
  return spots;
}

/** The next line is quoted, or empty before one that is. */
function isQuoteOn(lines: readonly Line[], at: number): boolean {
  const line = lines[at];
  if (line === undefined) return false;
  if (QUOTED.test(line.text)) return true;
  return line.text.trim() === '' && QUOTED.test(lines[at + 1]?.text ?? '');
}

/** Behind "-- " (RFC 3676 §4.3), or behind words that end a letter when it then says how somebody is reached. */
function signatureSpots(lines: readonly Line[]): Spot[] {
  const spots: Spot[] = [];
  for (const [at, { text, start }] of lines.entries()) {
    const isMark = /^--\s?\r?$/.test(text);
    if (!isMark && !CLOSING.test(text.replace(/\r$/, ''))) continue;
    const behind = signatureLines(lines, at + 1);
    const last = behind.at(-1);
    if (last === undefined) continue;
    if (isMark || behind.some((line) => REACHED.test(line.text)))
      spots.push({ rule: 'signature', start, end: last.end });
  }
  return spots;
}

/** The lines that follow, up to a quoted mail, two empty lines, or many. */
function signatureLines(lines: readonly Line[], from: number): Line[] {
  const taken: Line[] = [];
  let empty = 0;
  for (const line of lines.slice(from, from + SIGNATURE_LINES)) {
    if (QUOTED.test(line.text) || ABOVE_QUOTED.test(line.text)) break;
    empty = line.text.trim() === '' ? empty + 1 : 0;
    if (empty >= 2) break;
    taken.push(line);
  }
  while (taken.length > 0 && taken.at(-1)?.text.trim() === '') taken.pop();
  return taken;
}
