import { isOfTheFile, jsonFindings, stretchesOf, textFindings } from './check-pieces.ts';
import type { FileFinding } from './check-pieces.ts';
import type { FileCheck, FilePart } from './check-file.ts';
import type { Piece } from './carriers/reading.ts';
import { NO_PROFILE } from './profile.ts';
import type { MemberProfile } from './profile.ts';
import { Pseudonyms } from './pseudonyms.ts';
import { withReplacements } from './replace.ts';
import { rewriteJson } from './rewrite-json.ts';
import type { JsonChange } from './rewrite-json.ts';

type Taken = Pick<FileCheck, 'pieces' | 'parts'>;

/**
 * What of a file may be shared: its texts that go along, treated, in a log with the same person under the same number; of
 * files in it name, size and SHA-256. The file itself stays where it is.
 */
export function treatedText(check: Taken, profile: MemberProfile): string {
  const pseudonyms = new Pseudonyms();
  return takenText(check, (piece) => {
    const json = jsonFindings(piece, profile);
    if (json !== undefined) return rewriteJson(piece.text, json.flatMap(placed));
    if (piece.tellsApart !== true)
      return withReplacements(piece.text, textFindings(piece, profile));
    const stretches = [...stretchesOf(piece)].map(({ text }) =>
      pseudonyms.treat(text, textFindings({ ...piece, text }, profile)),
    );
    return stretches.join('');
  });
}

/** What to write in a JSON document; where all of a text goes, what was found in it goes with it. */
function placed(finding: FileFinding, _: number, all: readonly FileFinding[]): JsonChange[] {
  const { text, pointer = '', start, end, instead } = finding;
  const isInWhole = all.some(
    (one) =>
      one !== finding && one.pointer === pointer && one.start === 0 && one.end === text.length,
  );
  return isInWhole ? [] : [{ text, pointer, start, end, instead }];
}

/**
 * The same with only that written otherwise which the file alone tells of: recipients, hops, signatures, fields of logs.
 * Everything else stands as it does, for whoever looks at each finding and decides.
 */
export function sharedText(check: Taken): string {
  return takenText(check, (piece) => {
    if (piece.more === undefined) return piece.text;
    return withReplacements(piece.text, textFindings(piece, NO_PROFILE).filter(isOfTheFile));
  });
}

function takenText({ pieces, parts }: Taken, textOf: (piece: Piece) => string): string {
  const headers: string[] = [];
  const texts: string[] = [];
  for (const piece of pieces) {
    if (!piece.goes || piece.whole !== undefined) continue;
    const text = textOf(piece);
    const last = piece.place.at(-1);
    if (last?.kind === 'header') headers.push(`${titled(last.name)}: ${text}`);
    else {
      texts.push(...block(headers.splice(0)), text.trimEnd());
    }
  }
  texts.push(
    ...block(headers),
    ...block(parts.filter(isTold).map((part) => partWords(part, textOf))),
  );
  // A text alone is given back to its last sign.
  const [only] = pieces;
  if (texts.length === 1 && pieces.length === 1 && only?.goes === true) return textOf(only);
  return texts.map((text) => `${text}\n`).join('\n');
}

function block(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** Pictures and fonts of a document tell nobody anything; attachments and files of archives do. */
function isTold({ place }: FilePart): boolean {
  const kind = place.at(-1)?.kind;
  return kind === 'attachment' || kind === 'entry';
}

function partWords({ name, size, sha256 }: FilePart, textOf: (piece: Piece) => string): string {
  const shown = textOf({ place: [], text: name, goes: true }).replaceAll(/\s+/g, ' ');
  const hash = sha256 === undefined ? '' : `, SHA-256 ${sha256}`;
  return `File: ${shown}, ${String(size)} bytes${hash}`;
}

/** `reply-to` as it is usually written. */
function titled(name: string): string {
  return name.replaceAll(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}
