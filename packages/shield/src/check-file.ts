import { readArchive } from './carriers/archive.ts';
import { readOdf } from './carriers/documents/read-odf.ts';
import { readOoxml } from './carriers/documents/read-ooxml.ts';
import { readPdf } from './carriers/documents/read-pdf.ts';
import { readPicture } from './carriers/images/read-picture.ts';
import { latinOf } from './carriers/bytes.ts';
import { kindOf } from './carriers/kinds.ts';
import type { FileKind } from './carriers/kinds.ts';
import { readMail } from './carriers/mail/read-mail.ts';
import { step } from './carriers/place.ts';
import type { Place } from './carriers/place.ts';
import { Budget, DEPTH_MAX, Reading } from './carriers/reading.ts';
import type { CarrierFile, InnerFile, Piece, ReadingLimits, Unread } from './carriers/reading.ts';
import { readText } from './carriers/read-text.ts';
import { unpack } from './carriers/unpack.ts';
import { readZip } from './carriers/zip.ts';
import type { Zip } from './carriers/zip.ts';
import { piecesFound } from './check-pieces.ts';
import type { FileFinding } from './check-pieces.ts';
import type { MemberProfile } from './profile.ts';

/** A file in a file: what it is called and how it is known again. */
export interface FilePart {
  readonly place: Place;
  readonly name: string;
  readonly kind: FileKind;
  readonly size: number;
  /** In hexadecimal; absent where nothing here can make it. */
  readonly sha256?: string;
}

/** What a file gives away, and what of it was not looked into. */
export interface FileCheck {
  readonly kind: FileKind | 'document';
  readonly findings: readonly FileFinding[];
  /** More was found than is told. */
  readonly hasMore: boolean;
  readonly unread: readonly Unread[];
  /** Files in it, at any depth. */
  readonly parts: readonly FilePart[];
  /** All texts of it, for whoever takes out what may be shared. */
  readonly pieces: readonly Piece[];
}

/** What a check needs from where it runs. */
export interface CheckTools {
  /** SHA-256 in hexadecimal; `undefined` where there is none. */
  sha256(bytes: Uint8Array): Promise<string | undefined>;
  /** Less than is usual, where there is less room. */
  readonly limits?: Partial<ReadingLimits>;
}

/**
 * Looks a file through by what it is: mails, documents, archives, pictures, logs, STIX and texts, and the files in them.
 * Never throws for what a file holds: what cannot be read is named in `unread`.
 */
export async function checkFile(
  file: CarrierFile,
  profile: MemberProfile,
  tools: CheckTools,
): Promise<FileCheck> {
  const budget = new Budget(tools.limits);
  const top = new Reading({ place: [], depth: 0 }, budget);
  const kind = await readKind(file, kindOf(file.bytes, file.name), top);
  const all = { pieces: top.pieces, unread: top.unread };
  const parts: FilePart[] = [];
  const waiting: InnerFile[] = [...top.inner];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const inner = kindOf(next.bytes, next.name);
    parts.push(await partOf(next, inner, tools));
    const reading = new Reading(next, budget);
    reading.add([], { text: next.name, goes: false });
    if (next.depth > DEPTH_MAX) reading.miss([], 'too-deep');
    else await readKind(next, inner, reading);
    // In the order of the file: what lies in it comes right behind it.
    waiting.unshift(...reading.inner);
    const stays = next.place.at(-1)?.kind === 'attachment' && inner !== 'mail';
    // An attachment is known by its hash; only a mail that was passed on in another is a text to pass on.
    for (const piece of reading.pieces) all.pieces.push(stays ? { ...piece, goes: false } : piece);
    all.unread.push(...reading.unread);
  }
  return { kind, ...piecesFound(all.pieces, profile), ...all, parts };
}

async function partOf(
  { place, name, bytes }: InnerFile,
  kind: FileKind,
  tools: CheckTools,
): Promise<FilePart> {
  const sha256 = await tools.sha256(bytes);
  const known = sha256 === undefined ? {} : { sha256 };
  return { place, name, kind, size: bytes.length, ...known };
}

async function readKind(
  { bytes, name }: CarrierFile,
  kind: FileKind,
  reading: Reading,
): Promise<FileCheck['kind']> {
  if (bytes.length === 0) return 'text';
  switch (kind) {
    case 'mail':
      readMail(bytes, reading);
      break;
    case 'zip':
      return readPacked(bytes, reading);
    case 'gzip':
      await readGzip(bytes, name, reading);
      break;
    case 'pdf':
      await readPdf(bytes, reading);
      break;
    case 'jpeg':
    case 'png':
    case 'webp':
    case 'tiff':
      await readPicture(kind, bytes, reading);
      break;
    case 'old-office':
      reading.miss([], isEncryptedOffice(bytes) ? 'encrypted' : 'old-format');
      break;
    case 'program':
      reading.miss([], 'program');
      break;
    case 'picture':
      reading.miss([], 'picture');
      reading.miss([], 'unknown-kind');
      break;
    case 'packed':
      reading.miss([], 'unknown-kind');
      break;
    case 'text':
      readText(bytes, reading);
  }
  return kind;
}

/** An archive, or a document that is one. */
async function readPacked(bytes: Uint8Array, reading: Reading): Promise<FileCheck['kind']> {
  const zip = readZip(bytes);
  if (zip === undefined) {
    reading.miss([], 'broken');
    return 'zip';
  }
  const has = (name: string): boolean => zip.entries.some((entry) => entry.name === name);
  if (has('[Content_Types].xml') && zip.entries.some(isOffice)) await readOoxml(zip, reading);
  else if (has('content.xml') && has('META-INF/manifest.xml')) await readOdf(zip, reading);
  else {
    await readArchive(zip, reading);
    return 'zip';
  }
  return 'document';
}

function isOffice({ name }: Zip['entries'][number]): boolean {
  return /^(?:word|xl|ppt|docProps)\//.test(name);
}

async function readGzip(bytes: Uint8Array, name: string, reading: Reading): Promise<void> {
  const { bytes: inner, ended } = await unpack(bytes, 'gzip', reading.budget);
  const own = name.replace(/\.gz$/i, '');
  if (ended !== 'whole') reading.miss([step('entry', own)], ended);
  if (inner.length > 0) reading.put([step('entry', own)], { name: own, bytes: inner });
}

/** An encrypted document of today lies in the container of old ones (MS-OFFCRYPTO §2.3). */
function isEncryptedOffice(bytes: Uint8Array): boolean {
  return latinOf(bytes.subarray(0, 1_000_000)).includes(ENCRYPTED_PACKAGE);
}

/** The name of a stream in such a container, two bytes a sign. */
const ENCRYPTED_PACKAGE = 'EncryptedPackage'.replaceAll(/./g, '$&\0');
