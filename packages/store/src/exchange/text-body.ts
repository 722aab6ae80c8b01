import { searchText } from '@tocsin/stix';
import type { Dialect } from '../engine/engine.ts';
import type { StixObject } from '@tocsin/stix';

/** Longest run of letters and digits that is indexed whole. */
const RUN_MAX = 100;

/** What the text index is given of an object: runs of letters and digits, which both engines cut alike. */
export function textBody(object: StixObject, dialect: Dialect): string {
  const words = searchText(object).normalize('NFKC');
  // What most objects say is cut at the same places by SQLite itself; to cut it here would cost more than the index.
  if (dialect === 'sqlite' && isCutAlike(words)) return words;
  const runs = words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return runs.map((run) => run.slice(0, RUN_MAX)).join(' ');
}

/** Only Latin letters and general punctuation, where there are no combining marks, and no run that is too long. */
function isCutAlike(text: string): boolean {
  let unbroken = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= 32) unbroken = 0;
    else if (++unbroken > RUN_MAX) return false;
    if (code > 126 && !isLatin(code)) return false;
  }
  return !text.includes('\0');
}

/** The dotted capital I is lower-cased to two characters, one of them a mark. */
function isLatin(code: number): boolean {
  return code === 0x130 ? false : code < 0x300 || (code >= 0x2000 && code <= 0x206f);
}
