import { step } from '../place.ts';
import { Budget } from '../reading.ts';
import type { Reading } from '../reading.ts';
import { readExif } from './exif.ts';
import { readJpeg } from './jpeg.ts';
import type { Picture } from './picture.ts';
import { readPng } from './png.ts';
import { readWebp } from './webp.ts';

/** Pictures whose words are read. */
export type PictureKind = 'jpeg' | 'png' | 'webp' | 'tiff';

/** Reads what a picture says beside what is seen in it. */
export async function readPicture(
  kind: PictureKind,
  bytes: Uint8Array,
  reading: Reading,
): Promise<void> {
  const { words, isCut } = await pictureOf(kind, bytes, reading.budget);
  for (const { name, text, whole } of words)
    reading.addWhole([step('picture', name)], whole ?? 'hidden', text);
  if (isCut) reading.miss([], 'cut-off');
  reading.miss([], 'picture');
}

/** A picture without its words; `undefined` where it is too damaged for a copy. */
export async function strippedPicture(
  kind: PictureKind,
  bytes: Uint8Array,
): Promise<Uint8Array | undefined> {
  return (await pictureOf(kind, bytes, new Budget())).stripped;
}

function pictureOf(kind: PictureKind, bytes: Uint8Array, budget: Budget): Promise<Picture> {
  if (kind === 'png') return readPng(bytes, budget);
  if (kind === 'jpeg') return Promise.resolve(readJpeg(bytes));
  return Promise.resolve(kind === 'webp' ? readWebp(bytes) : readTiff(bytes));
}

/** A TIFF is one block of tags with the picture among them: the values of some are written over, in their places. */
function readTiff(bytes: Uint8Array): Picture {
  const { words, spans, isCut } = readExif(bytes);
  const stripped = bytes.slice();
  for (const [start, end] of spans) stripped.fill(0, start, end);
  return { words, stripped, isCut };
}
