import { checkJson } from './check-json.ts';
import { checkObject } from './check-object.ts';
import { CHECKED_TEXT_MAX, findingsIn, FINDINGS_MAX } from './check-text.ts';
import type { Finding } from './finding.ts';
import type { Place } from './carriers/place.ts';
import type { Piece } from './carriers/reading.ts';
import type { MemberProfile } from './profile.ts';
import { RULES } from './rule-table.ts';

/** A finding in a file. */
export interface FileFinding extends Finding {
  readonly place: Place;
  /** The text it lies in. */
  readonly text: string;
  /** Where that text stands in a JSON document (RFC 6901). */
  readonly pointer?: string;
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
  const found = textFindings(piece, profile).map((finding) => ({ ...finding, place, text }));
  if (whole === undefined) return found;
  const { severity, instead } = RULES[whole];
  return [
    { rule: whole, severity, instead, start: 0, end: text.length, place, text },
    ...found.filter((one) => one.severity === 'stop'),
  ];
}

/** All of a text; one longer than is checked at once would be a fault, and never comes from a file within its limits. */
export function textFindings({ text, more }: Piece, profile: MemberProfile): Finding[] {
  const checked = text.length > CHECKED_TEXT_MAX ? text.slice(0, CHECKED_TEXT_MAX) : text;
  return findingsIn(checked, { profile, ...(more === undefined ? {} : { more }) });
}

/** JSON by its members, and STIX by what they mean; `undefined` for what is neither. */
export function jsonFindings(
  { place, text, more }: Piece,
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
    return { ...finding, place, text: inner, pointer };
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
