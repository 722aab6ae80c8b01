import { Bytes, beginsWith, joined, looseText } from '../bytes.ts';
import { allWords } from '../xml.ts';
import { readExif } from './exif.ts';
import type { Picture, PictureWord } from './picture.ts';

const NEEDED = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Bits of the header that say that words follow. */
const SAYS_WORDS = 0x08 | 0x04;

/** Takes a WebP apart into its chunks (RFC 9649 §2). */
export function readWebp(bytes: Uint8Array): Picture {
  const read = new Bytes(bytes);
  const words: PictureWord[] = [];
  const kept: Uint8Array[] = [];
  const whole = Math.min(bytes.length, 8 + read.u32(4));
  let at = 12;
  let isCut = bytes.length < 8 + read.u32(4);
  while (at + 8 <= whole) {
    const name = read.latin(at, at + 4);
    const size = read.u32(at + 4);
    const end = at + 8 + size + (size % 2);
    if (at + 8 + size > bytes.length) isCut = true;
    if (NEEDED.has(name)) kept.push(neededChunk(name, bytes.subarray(at, end)));
    else words.push(...wordsIn(name, bytes.subarray(at + 8, at + 8 + size)));
    at = end;
  }
  if (bytes.length > whole)
    words.push({
      name: 'behind the end',
      text: `${String(bytes.length - whole)} bytes`,
      whole: 'hidden',
    });
  return { words, stripped: isCut ? undefined : withHead(kept), isCut };
}

function neededChunk(name: string, chunk: Uint8Array): Uint8Array {
  if (name !== 'VP8X') return chunk;
  const copy = chunk.slice();
  copy[8] = (copy[8] ?? 0) & ~SAYS_WORDS;
  return copy;
}

function wordsIn(name: string, body: Uint8Array): PictureWord[] {
  if (name === 'EXIF') {
    const block = beginsWith(body, 'Exif\0') ? body.subarray(6) : body;
    return [...readExif(block).words];
  }
  if (name === 'XMP ') {
    const text = allWords(looseText(body));
    return text === '' ? [] : [{ name: 'XMP', text, whole: 'file-trace' }];
  }
  return [{ name: name.trim(), text: `${String(body.length)} bytes`, whole: 'file-trace' }];
}

function withHead(chunks: readonly Uint8Array[]): Uint8Array {
  const body = joined(chunks);
  const head = new Uint8Array(12);
  head.set([0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50]);
  new DataView(head.buffer).setUint32(4, body.length + 4, true);
  return joined([head, body]);
}
