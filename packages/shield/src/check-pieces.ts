import { checkJson } from './check-json.ts';
import { checkObject } from './check-object.ts';
import { CHECKED_TEXT_MAX, findingsIn, FINDINGS_MAX } from './check-text.ts';
import type { Finding } from './finding.ts';
import type { Place } from './carriers/place.ts';
import type { Piece } from './carriers/reading.ts';
import type { MemberProfile } from './profile.ts';
import { RULES } from './rule-table.ts';
import type { RuleName } from './rule-table.ts';

/** A finding in a file. */
export interface FileFinding extends Finding {
  readonly place: Place;
  /** The text it lies in. */
  readonly text: string;
  /** Where that text stands in a JSON document (RFC 6901). */
  readonly pointer?: string;
  /** It is no part of what may be shared of the file. */
  readonly stays: boolean;
}

/** What only the file tells of: in its text alone nobody would find it again. */
const OF_THE_FILE: ReadonlySet<RuleName> = new Set([
  'recipient',
  'mail-way',
  'session',
  'signature',
  'quoted-mail',
  'unlisted-field',
]);

/** Whether a finding is told by the file alone, and is written out of what may be shared of it. */
export function isOfTheFile({ rule }: Pick<Finding, 'rule'>): boolean {
  return OF_THE_FILE.has(rule);
}

/** What the texts of a file give away. */
export function piecesFound(
  pieces: readonly Piece[],
  profile: MemberProfile,
): { findings: FileFinding[]; hasMore: boolean } {
  const findings: FileFinding[] = [];
  for (const piece of pieces) {
    for (const finding of pieceFindings(piece, profile)) findings.push(finding);
    if (findings.length > FINDINGS_MAX)
      return { findings: findings.slice(0, FINDINGS_MAX), hasMore: true };
  }
  return { findings, hasMore: false };
}

/** A piece that gives something away by being there is one finding, with what must not leave at all beside it. */
function pieceFindings(piece: Piece, profile: MemberProfile): FileFinding[] {
  const { place, text, whole } = piece;
  const json = whole === undefined ? jsonFindings(piece, profile) : undefined;
  if (json !== undefined) return json;
  const found = textFindings(piece, profile, FINDINGS_MAX).map((finding) => ({
    ...finding,
    place,
    text,
    stays: !piece.goes || whole !== undefined || isOfTheFile(finding),
  }));
  if (whole === undefined) return found;
  const { severity, instead } = RULES[whole];
  return [
    { rule: whole, severity, instead, start: 0, end: text.length, place, text, stays: true },
    ...found.filter((one) => one.severity === 'stop'),
  ];
}

/** What a text gives away; about as much of it as is asked for. */
export function textFindings(piece: Piece, profile: MemberProfile, most?: number): Finding[] {
  const found: Finding[] = [];
  const more = piece.more === undefined ? {} : { more: piece.more };
  for (const { start, text } of stretchesOf(piece)) {
    for (const one of findingsIn(text, { profile, ...more }))
      found.push({ ...one, start: one.start + start, end: one.end + start });
    if (most !== undefined && found.length > most) break;
  }
  return found;
}

/** Characters of a log that are looked through at once: its lines stand alone, and so many places take little room. */
const STRETCH = 4_000_000;

/** A log in stretches of whole lines; any other text as it is. */
export function* stretchesOf({
  text,
  tellsApart,
}: Piece): Generator<{ start: number; text: string }> {
  const size = tellsApart === true ? STRETCH : CHECKED_TEXT_MAX;
  const { length } = text;
  for (let start = 0; start < length;) {
    const line = text.indexOf('\n', start + size);
    const end = line < 0 || line - start > 2 * size ? Math.min(length, start + 2 * size) : line + 1;
    const isLast = start + size >= length;
    yield { start, text: text.slice(start, isLast ? length : end) };
    start = isLast ? length : end;
  }
}

/** JSON by its members, and STIX by what they mean; `undefined` for what is neither. */
export function jsonFindings(
  { place, text, more, goes }: Piece,
  profile: MemberProfile,
): FileFinding[] | undefined {
  const value = more === undefined ? jsonIn(text) : undefined;
  if (value === undefined) return undefined;
  const objects = stixIn(value.is);
  const found =
    objects === undefined
      ? checkJson(value.is, profile)
      : objects.flatMap(({ object, pointer }) =>
          checkObject(object, profile).map((one) => ({ ...one, pointer: pointer + one.pointer })),
        );
  return found.map(({ rule, severity, start, end, instead, text: inner, pointer }) => {
    const finding: Finding = { rule, severity, start, end, instead };
    return { ...finding, place, text: inner, pointer, stays: !goes };
  });
}

/** What a text is as JSON; `undefined` when it is none. */
function jsonIn(text: string): { is: unknown } | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return { is: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** A STIX object in a JSON document. */
export interface StixPlace {
  readonly object: Readonly<Record<string, unknown>>;
  readonly pointer: string;
}

/** The objects of a bundle, of a list, or the one there is. */
export function stixIn(value: unknown): StixPlace[] | undefined {
  if (!isRecord(value) && !Array.isArray(value)) return undefined;
  const list = Array.isArray(value) ? value : value['objects'];
  const pointer = Array.isArray(value) ? '' : '/objects';
  if (!Array.isArray(list))
    return isRecord(value) && isStix(value) ? [{ object: value, pointer: '' }] : undefined;
  if (list.length === 0 || !list.every(isStix)) return undefined;
  return list.map((object: Readonly<Record<string, unknown>>, at) => ({
    object,
    pointer: `${pointer}/${String(at)}`,
  }));
}

function isStix(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    isRecord(value) &&
    typeof value['type'] === 'string' &&
    /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(value['type']) &&
    typeof value['id'] === 'string' &&
    value['id'].startsWith(`${value['type']}--`)
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
