import { Bytes, looseText } from '../bytes.ts';
import type { RuleName } from '../../rule-table.ts';
import type { PictureWord } from './picture.ts';

/** Fields of the press (IPTC-IIM 4.2 §6) that name somebody or some place; the others are words. */
const FIELDS: Readonly<Record<number, readonly [name: string, whole: RuleName]>> = {
  55: ['DateCreated', 'file-trace'],
  60: ['TimeCreated', 'file-trace'],
  65: ['Program', 'file-trace'],
  80: ['By-line', 'author'],
  85: ['By-line title', 'author'],
  90: ['City', 'position'],
  92: ['Sub-location', 'position'],
  95: ['Province', 'position'],
  101: ['Country', 'position'],
  110: ['Credit', 'author'],
  116: ['Copyright', 'author'],
  118: ['Contact', 'author'],
  122: ['Writer', 'author'],
};

/** Reads fields of the press. */
export function readIptc(block: Uint8Array): PictureWord[] {
  const bytes = new Bytes(block, false);
  const words: PictureWord[] = [];
  let at = 0;
  while (at + 5 <= bytes.length && bytes.u8(at) === 0x1c) {
    const size = bytes.u16(at + 3);
    const field = bytes.u8(at + 2);
    const text = looseText(block.subarray(at + 5, at + 5 + size)).trim();
    const [name, whole] = (Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined) ?? [];
    if (bytes.u8(at + 1) === 2 && text !== '' && /[\p{L}\d]/u.test(text))
      words.push({
        name: name ?? `IPTC ${String(field)}`,
        text,
        ...(whole === undefined ? {} : { whole }),
      });
    // Longer fields say their size in another way, and nobody writes them.
    at += 5 + (size < 0x8000 ? size : bytes.length);
  }
  return words;
}

/** Fields of the press within the blocks of Photoshop (`8BIM`, number 0x0404). */
export function readPhotoshop(block: Uint8Array): PictureWord[] {
  const bytes = new Bytes(block, false);
  const words: PictureWord[] = [];
  let at = 0;
  while (bytes.latin(at, at + 4) === '8BIM') {
    const nameSize = bytes.u8(at + 6) + 1;
    const sizeAt = at + 6 + nameSize + (nameSize % 2);
    const size = bytes.u32(sizeAt);
    const start = sizeAt + 4;
    if (bytes.u16(at + 4) === 0x0404) words.push(...readIptc(block.subarray(start, start + size)));
    at = start + size + (size % 2);
  }
  return words;
}
