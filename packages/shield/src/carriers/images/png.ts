import { Bytes, joined, latinOf, looseText } from '../bytes.ts';
import type { Budget } from '../reading.ts';
import { unpack } from '../unpack.ts';
import type { RuleName } from '../../rule-table.ts';
import { readExif } from './exif.ts';
import type { Picture, PictureWord } from './picture.ts';

/** Chunks a viewer needs (PNG third edition §11). */
const NEEDED = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(
    ' ',
  ),
);
/** What a keyword says; others are words. */
const KEYWORDS: Readonly<Record<string, RuleName>> = {
  Author: 'author',
  Copyright: 'author',
  Software: 'file-trace',
  Source: 'file-trace',
  'Creation Time': 'file-trace',
};

/** Takes a PNG apart into its chunks. */
export async function readPng(bytes: Uint8Array, budget: Budget): Promise<Picture> {
  const read = new Bytes(bytes, false);
  const words: PictureWord[] = [];
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  let isCut = true;
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + read.u32(at);
    const name = read.latin(at + 4, at + 8);
    if (end > bytes.length) break;
    if (NEEDED.has(name)) kept.push(bytes.subarray(at, end));
    else words.push(...(await wordsIn(name, bytes.subarray(at + 8, end - 4), budget)));
    at = end;
    if (name === 'IEND') {
      isCut = false;
      break;
    }
  }
  if (!isCut && at < bytes.length)
    words.push({
      name: 'behind the end',
      text: `${String(bytes.length - at)} bytes`,
      whole: 'hidden',
    });
  return { words, stripped: isCut ? undefined : joined(kept), isCut };
}

async function wordsIn(name: string, body: Uint8Array, budget: Budget): Promise<PictureWord[]> {
  if (name === 'eXIf') return [...readExif(body).words];
  if (name === 'tIME') return [{ name, text: timeOf(new Bytes(body, false)), whole: 'file-trace' }];
  const end = body.indexOf(0);
  const keyword = latinOf(body.subarray(0, Math.max(0, end)));
  const text = await textIn(name, body.subarray(end + 1), budget);
  if (text === undefined || end < 0)
    return [{ name, text: `${String(body.length)} bytes`, whole: 'file-trace' }];
  const whole = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
  return [{ name: keyword, text, ...(whole === undefined ? {} : { whole }) }];
}

/** The text of the three chunks that hold one, behind their keyword; `undefined` of the others. */
async function textIn(name: string, body: Uint8Array, budget: Budget): Promise<string | undefined> {
  if (name === 'tEXt') return looseText(body);
  if (name === 'zTXt') return unpacked(body.subarray(1), budget);
  if (name !== 'iTXt') return undefined;
  const language = body.indexOf(0, 2);
  const translated = body.indexOf(0, language + 1);
  if (language < 0 || translated < 0) return undefined;
  const text = body.subarray(translated + 1);
  return body[0] === 1 ? unpacked(text, budget) : looseText(text);
}

async function unpacked(packed: Uint8Array, budget: Budget): Promise<string | undefined> {
  const { bytes, ended } = await unpack(packed, 'deflate', budget);
  return ended === 'too-large' || (ended === 'broken' && bytes.length === 0)
    ? undefined
    : looseText(bytes);
}

function timeOf(body: Bytes): string {
  const [month, day, hour, minute, second] = [2, 3, 4, 5, 6].map((at) =>
    String(body.u8(at)).padStart(2, '0'),
  );
  return `${String(body.u16(0))}-${month ?? ''}-${day ?? ''} ${hour ?? ''}:${minute ?? ''}:${second ?? ''}`;
}
