import { Bytes, beginsWith, latinOf, looseText } from '../bytes.ts';
import { allWords } from '../xml.ts';
import type { RuleName } from '../../rule-table.ts';
import type { PictureWord } from './picture.ts';
import { readIptc } from './iptc.ts';

/** Tags that say something about a person, a device or a place (Exif 3.0 §4.6, TIFF 6.0). */
const TAGS: Readonly<Record<number, readonly [name: string, whole?: RuleName]>> = {
  0x010e: ['ImageDescription'],
  0x010f: ['Make', 'file-trace'],
  0x0110: ['Model', 'file-trace'],
  0x0131: ['Software', 'file-trace'],
  0x0132: ['DateTime', 'file-trace'],
  0x013b: ['Artist', 'author'],
  0x013c: ['HostComputer', 'file-trace'],
  0x8298: ['Copyright', 'author'],
  0x9003: ['DateTimeOriginal', 'file-trace'],
  0x9004: ['DateTimeDigitized', 'file-trace'],
  0x9010: ['OffsetTime', 'file-trace'],
  0x9011: ['OffsetTimeOriginal', 'file-trace'],
  0x927c: ['MakerNote', 'file-trace'],
  0x9286: ['UserComment'],
  0x9c9b: ['XPTitle'],
  0x9c9c: ['XPComment'],
  0x9c9d: ['XPAuthor', 'author'],
  0x9c9e: ['XPKeywords'],
  0x9c9f: ['XPSubject'],
  0xa420: ['ImageUniqueID', 'file-trace'],
  0xa430: ['CameraOwnerName', 'author'],
  0xa431: ['BodySerialNumber', 'file-trace'],
  0xa433: ['LensMake', 'file-trace'],
  0xa434: ['LensModel', 'file-trace'],
  0xa435: ['LensSerialNumber', 'file-trace'],
  0x02bc: ['XMP', 'file-trace'],
  0x83bb: ['IPTC'],
  0x8649: ['Photoshop', 'file-trace'],
};
/** Where other lists of tags begin. */
const EXIF_LIST = 0x8769;
const GPS_LIST = 0x8825;
/** Bytes of one value, by its type (TIFF 6.0 §2). */
const SIZES: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
/** Lists of tags that are read of one picture; they can be made to point at each other. */
const LISTS_MAX = 32;
/** Tags of one list. */
const TAGS_MAX = 2000;
/** Bytes of one value that are looked through. */
const VALUE_MAX = 1024 * 1024;

/** What a block of tags says, and where its values lie. */
export interface Exif {
  readonly words: readonly PictureWord[];
  /** Places in the block of what is told. */
  readonly spans: readonly (readonly [start: number, end: number])[];
  readonly isCut: boolean;
}

/** Reads a block of tags as it stands in TIFF files and in Exif. */
export function readExif(block: Uint8Array): Exif {
  const isLittle = beginsWith(block, 'II');
  if (!isLittle && !beginsWith(block, 'MM')) return { words: [], spans: [], isCut: true };
  return new ExifReader(new Bytes(block, isLittle)).read();
}

interface Tag {
  readonly id: number;
  readonly type: number;
  readonly count: number;
  readonly start: number;
  readonly end: number;
}

class ExifReader {
  readonly #bytes: Bytes;
  readonly #words: PictureWord[] = [];
  readonly #spans: [number, number][] = [];
  readonly #position = new Map<number, string>();
  #isCut = false;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  read(): Exif {
    const lists: { at: number; isGps: boolean }[] = [{ at: this.#bytes.u32(4), isGps: false }];
    const seen = new Set<number>();
    for (const { at, isGps } of lists) {
      this.#isCut ||= lists.length > LISTS_MAX;
      if (at === 0 || seen.has(at) || lists.length > LISTS_MAX) continue;
      seen.add(at);
      for (const tag of this.#tagsAt(at)) {
        if (tag.id === EXIF_LIST || tag.id === GPS_LIST)
          lists.push({ at: this.#bytes.u32(tag.start), isGps: tag.id === GPS_LIST });
        else if (isGps) this.#takePosition(tag);
        else this.#take(tag);
      }
      lists.push({ at: this.#next(at), isGps: false });
    }
    this.#tellPosition();
    return { words: this.#words, spans: this.#spans, isCut: this.#isCut };
  }

  #tagsAt(list: number): Tag[] {
    const said = this.#bytes.u16(list);
    const count = Math.min(said, TAGS_MAX);
    this.#isCut ||= said > TAGS_MAX || list + 2 + count * 12 > this.#bytes.length;
    const tags: Tag[] = [];
    for (let place = 0; place < count; place += 1) {
      const at = list + 2 + place * 12;
      const type = this.#bytes.u16(at + 2);
      const values = this.#bytes.u32(at + 4);
      const size = (SIZES[type] ?? 1) * values;
      const start = size <= 4 ? at + 8 : this.#bytes.u32(at + 8);
      this.#isCut ||= size > VALUE_MAX || start + size > this.#bytes.length;
      const end = Math.min(start + size, this.#bytes.length);
      if (end > start) tags.push({ id: this.#bytes.u16(at), type, count: values, start, end });
    }
    return tags;
  }

  #next(list: number): number {
    return this.#bytes.u32(list + 2 + Math.min(this.#bytes.u16(list), TAGS_MAX) * 12);
  }

  #take(tag: Tag): void {
    const known = Object.hasOwn(TAGS, tag.id) ? TAGS[tag.id] : undefined;
    if (known === undefined) return;
    const [name, whole] = known;
    const text = this.#wordsOf(tag, name);
    this.#spans.push([tag.start, tag.end]);
    if (name === 'IPTC')
      this.#words.push(...readIptc(this.#bytes.all.subarray(tag.start, tag.end)));
    else if (text !== '')
      this.#words.push({ name, text, ...(whole === undefined ? {} : { whole }) });
  }

  #wordsOf({ type, start, end }: Tag, name: string): string {
    const bytes = this.#bytes.all.subarray(start, Math.min(end, start + VALUE_MAX));
    if (name === 'MakerNote' || name === 'Photoshop') return `${String(end - start)} bytes`;
    if (name === 'XMP') return allWords(looseText(bytes));
    if (name.startsWith('XP')) return clean(utf16(bytes));
    // Its first eight bytes name the signs (Exif 3.0 §4.6.6).
    if (name === 'UserComment') return clean(looseText(bytes.subarray(8)));
    return type === 2 || type === 7 || type === 1 ? clean(looseText(bytes)) : '';
  }

  #takePosition(tag: Tag): void {
    this.#spans.push([tag.start, tag.end]);
    if (tag.type !== 5) {
      this.#position.set(tag.id, clean(latinOf(this.#bytes.all.subarray(tag.start, tag.end))));
      return;
    }
    const parts: number[] = [];
    for (let at = tag.start; at + 8 <= tag.end && parts.length < 3; at += 8) {
      const under = this.#bytes.u32(at + 4);
      // Divided by nothing it is no number: it was written over, or never there.
      if (under !== 0) parts.push(this.#bytes.u32(at) / under);
    }
    if (parts.length === 0) return;
    const [degrees = 0, minutes = 0, seconds = 0] = parts;
    this.#position.set(
      tag.id,
      String(Math.round((degrees + minutes / 60 + seconds / 3600) * 1e5) / 1e5),
    );
  }

  #tellPosition(): void {
    const [north = '', latitude, east = '', longitude] = [1, 2, 3, 4].map((id) =>
      this.#position.get(id),
    );
    if (latitude !== undefined || longitude !== undefined)
      this.#words.push({
        name: 'GPS',
        text: `${latitude ?? '?'} ${north}, ${longitude ?? '?'} ${east}`,
        whole: 'position',
      });
    for (const [id, text] of this.#position)
      if (id > 4 && /\p{L}|\d{4}/u.test(text))
        this.#words.push({ name: `GPS ${String(id)}`, text, whole: 'position' });
  }
}

function utf16(bytes: Uint8Array): string {
  return new TextDecoder('utf-16le').decode(bytes);
}

function clean(text: string): string {
  return text.replaceAll(/[\0\p{Cc}]+/gu, ' ').trim();
}
