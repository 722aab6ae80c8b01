import { beginsWith, Bytes, joined, looseText } from '../bytes.ts';
import { allWords } from '../xml.ts';
import { readExif } from './exif.ts';
import { readPhotoshop } from './iptc.ts';
import type { Picture, PictureWord } from './picture.ts';

const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const XMP_MORE = 'http://ns.adobe.com/xmp/extension/\0';
const COMMENT = 0xfe;
const SCAN = 0xda;
const END = 0xd9;
/** Segments a viewer needs: JFIF, colours (ICC, Adobe). All other segments of applications are words. */
const NEEDED = new Set([0xe0, 0xe2, 0xee]);

/** Takes a JPEG apart into its segments (ITU-T T.81 Annex B); words may stand between scans as well. */
export function readJpeg(bytes: Uint8Array): Picture {
  const words: PictureWord[] = [];
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let isCut = true;
  let end = bytes.length;
  for (const segment of segmentsOf(bytes)) {
    const { marker, start } = segment;
    if (segment.end > bytes.length) break;
    const body = bytes.subarray(start + 4, segment.end);
    if (isWords(marker, body)) {
      const found = wordsIn(marker, body);
      words.push(...found);
      continue;
    }
    kept.push(bytes.subarray(start, segment.end));
    if (marker !== END) continue;
    isCut = false;
    end = segment.end;
    break;
  }
  const behind = bytes.length - end;
  if (behind > 0)
    words.push({ name: 'behind the end', text: `${String(behind)} bytes`, whole: 'hidden' });
  return { words, stripped: isCut ? undefined : joined(kept), isCut };
}

interface Segment {
  readonly marker: number;
  readonly start: number;
  readonly end: number;
}

/** Segment after segment; what a scan holds belongs to the segment that begins it. */
function* segmentsOf(bytes: Uint8Array): Generator<Segment> {
  const read = new Bytes(bytes, false);
  let at = 2;
  while (at + 2 <= bytes.length) {
    const marker = read.u8(at + 1);
    if (read.u8(at) !== 0xff) return;
    // Marks may stand twice to fill up.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isAlone = marker === END || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    const head = isAlone ? at + 2 : at + 2 + Math.max(2, read.u16(at + 2));
    const end = marker === SCAN ? endOfScan(bytes, head) : head;
    yield { marker, start: at, end };
    at = end;
  }
}

/** Where the next mark stands; within a scan a 0xff is followed by a zero or a mark to restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

function isWords(marker: number, body: Uint8Array): boolean {
  // More pictures of the same scene lie behind the end, with words of their own.
  if (marker === 0xe2 && beginsWith(body, 'MPF\0')) return true;
  return marker === COMMENT || (marker >= 0xe0 && marker <= 0xef && !NEEDED.has(marker));
}

function wordsIn(marker: number, body: Uint8Array): readonly PictureWord[] {
  if (marker === COMMENT) return [{ name: 'comment', text: looseText(body).trim() }];
  if (beginsWith(body, 'Exif\0')) return readExif(body.subarray(6)).words;
  if (beginsWith(body, XMP) || beginsWith(body, XMP_MORE)) {
    const text = allWords(looseText(body.subarray(XMP.length)));
    return text === '' ? [] : [{ name: 'XMP', text, whole: 'file-trace' }];
  }
  if (beginsWith(body, 'Photoshop 3.0\0')) return readPhotoshop(body.subarray(14));
  const name = `APP${String(marker - 0xe0)}`;
  return [{ name, text: `${String(body.length)} bytes`, whole: 'file-trace' }];
}
