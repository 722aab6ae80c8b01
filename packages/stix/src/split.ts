import { scanBundle } from './scan.ts';
import type { ByteSpan } from './types.ts';

/** What one part carries at most: below a hub's own limits of 10,000 objects and 8 MiB a body. */
export const PART_LIMITS = { objects: 5000, bytes: 7 * 1024 * 1024 } as const;

/** A piece of a STIX file that a hub takes in one request. */
export interface FilePart {
  /** An envelope with objects as they stand in the file, byte for byte; a file that needs no dividing is its own part. */
  readonly bytes: Uint8Array;
  /** How many objects it holds; 0 when that is not known: the hub says what is wrong with the file. */
  readonly objects: number;
}

/** How files are divided; tests divide small ones. */
export interface SplitOptions {
  /** Largest file that is read. Bytes. */
  readonly fileBytes: number;
  /** A part's own size, where it is not {@link PART_LIMITS}. */
  readonly partBytes?: number;
}

/**
 * A STIX file in parts a hub takes. A file that is small enough, or cannot be scanned, stays as it is. Objects keep
 * their order; a relationship may come in a later part than what it points at, never the other way round than in
 * the file.
 */
export function partsOf(bytes: Uint8Array, options: SplitOptions): FilePart[] {
  const partBytes = options.partBytes ?? PART_LIMITS.bytes;
  const scan = scanBundle(bytes, { bodyBytes: options.fileBytes, objects: OBJECTS_MAX });
  if (!scan.ok) return [{ bytes, objects: 0 }];
  const { objects } = scan;
  const isSmall = bytes.length <= partBytes && objects.length <= PART_LIMITS.objects;
  if (isSmall || scan.kind === 'object') return [{ bytes, objects: objects.length }];
  const parts: FilePart[] = [];
  let spans: ByteSpan[] = [];
  let size = 0;
  for (const span of objects) {
    const length = span.end - span.start;
    if (spans.length >= PART_LIMITS.objects || (spans.length > 0 && size + length > partBytes)) {
      parts.push(partOf(bytes, spans));
      spans = [];
      size = 0;
    }
    spans.push(span);
    size += length + 1;
  }
  if (spans.length > 0) parts.push(partOf(bytes, spans));
  return parts;
}

/** Beyond any file that is read. */
const OBJECTS_MAX = 10_000_000;
const TEXT = new TextEncoder();
const HEAD = TEXT.encode('{"objects":[');
const COMMA = TEXT.encode(',');
const TAIL = TEXT.encode(']}');

function partOf(bytes: Uint8Array, spans: readonly ByteSpan[]): FilePart {
  const pieces: Uint8Array[] = [HEAD];
  spans.forEach(({ start, end }, place) => {
    if (place > 0) pieces.push(COMMA);
    pieces.push(bytes.subarray(start, end));
  });
  pieces.push(TAIL);
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return { bytes: joined, objects: spans.length };
}
