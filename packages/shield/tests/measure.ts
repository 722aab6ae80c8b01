import { checkObject, checkText } from '../src/index.ts';
import type { MemberProfile, RuleName } from '../src/index.ts';
import type { Sample } from './sample.ts';

/** What became of a sample. */
export interface Measured {
  /** Secrets of which some place lies outside every finding. */
  readonly missed: string[];
  /** Indicators that a finding would take out, or a part of them. */
  readonly touched: string[];
  readonly rules: RuleName[];
}

interface Piece {
  readonly text: string;
  readonly findings: readonly { start: number; end: number; instead: string; rule: RuleName }[];
}

/** Looks a sample through: a text as it stands, JSON text by text. */
export function measure({ text, secrets, indicators }: Sample, profile: MemberProfile): Measured {
  const pieces = text.startsWith('{')
    ? piecesOf(JSON.parse(text), profile)
    : [{ text, findings: checkText(text, profile) }];
  const placesIn = (part: string): { start: number; end: number; piece: Piece }[] =>
    pieces.flatMap((piece) => {
      const places = [];
      for (let at = piece.text.indexOf(part); at >= 0; at = piece.text.indexOf(part, at + 1))
        places.push({ start: at, end: at + part.length, piece });
      return places;
    });
  return {
    missed: secrets.filter((secret) => {
      const places = placesIn(secret);
      const isHeld = ({ start, end, piece }: (typeof places)[number]): boolean =>
        piece.findings.some((one) => one.start <= start && one.end >= end) ||
        covers(piece, start, end);
      return places.length === 0 || !places.every(isHeld);
    }),
    touched: indicators.filter((indicator) => {
      const places = placesIn(indicator);
      return (
        places.length === 0 ||
        places.some(({ start, end, piece }) =>
          piece.findings.some((one) => one.instead !== '' && one.start < end && start < one.end),
        )
      );
    }),
    rules: pieces.flatMap(({ findings }) => findings.map(({ rule }) => rule)),
  };
}

/** The telling letters and digits of a place all lie inside findings: a name after its label, two findings in a row. */
function covers({ text, findings }: Piece, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const isIn = findings.some((one) => one.start <= at && at < one.end);
    if (!isIn && /[\p{L}\p{N}]/u.test(text[at] ?? '')) return false;
  }
  return true;
}

function piecesOf(value: unknown, profile: MemberProfile): Piece[] {
  const objects: unknown[] =
    typeof value === 'object' &&
    value !== null &&
    'objects' in value &&
    Array.isArray(value.objects)
      ? value.objects
      : [value];
  return objects.flatMap((object) => {
    const record: Record<string, unknown> = { ...(object as object) };
    const found = checkObject(record, profile);
    return textsIn(record).map((text) => ({
      text,
      findings: found.filter((one) => one.text === text),
    }));
  });
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
