/** A text as a machine reads it, and where each place of it lies in the text it came from. */
export interface ReadableText {
  readonly text: string;
  /** The place in the original that a span of the readable text came from. */
  place(start: number, end: number): { start: number; end: number };
}

/** A stretch that reads otherwise than it is written. */
interface Change {
  /** Where it begins and ends in the readable text. */
  readonly at: number;
  readonly upTo: number;
  /** The same in the original. */
  readonly from: number;
  readonly to: number;
}

/**
 * Defanged dots and signs, invisible characters, and letters of other widths: whatever hides a value from a rule.
 * No part can match in two ways, so it takes time in proportion to the text.
 */
const ODD =
  /\s?[[({](?:\.|dot|punkt|point)[\])}]\s?|\s?[[({](?:@|at)[\])}]\s?|[[({]:[\])}]|h(?:xx|\*\*)p(?=s?(?::|\[:))|[^\p{ASCII}]/giu;
const INVISIBLE = /^[\p{Cf}\u{ad}]$/u;

/** Reads a text past what hides in it. */
export function readable(original: string): ReadableText {
  const changes: Change[] = [];
  const parts: string[] = [];
  let read = 0;
  let length = 0;
  for (const match of original.matchAll(ODD)) {
    const written = match[0];
    const meant = meaning(written);
    if (meant === written) continue;
    const before = original.slice(read, match.index);
    parts.push(before, meant);
    length += before.length;
    const to = match.index + written.length;
    changes.push({ at: length, upTo: length + meant.length, from: match.index, to });
    length += meant.length;
    read = to;
  }
  parts.push(original.slice(read));
  return {
    text: parts.join(''),
    place: (start, end) => ({
      start: origin(changes, start, 'from'),
      end: end === start ? origin(changes, end, 'from') : origin(changes, end - 1, 'to'),
    }),
  };
}

function meaning(written: string): string {
  if (written.length <= 2 && !/[[({]/.test(written))
    return INVISIBLE.test(written) ? '' : written.normalize('NFKC');
  const inner = written.replaceAll(/[\s[\](){}]/g, '').toLowerCase();
  if (inner === '@' || inner === 'at') return '@';
  if (inner === ':') return ':';
  return inner.startsWith('h') ? 'http' : '.';
}

/** Where one unit of the readable text lies in the original: its beginning, or the place after it. */
function origin(changes: readonly Change[], offset: number, side: 'from' | 'to'): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.at ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const change = changes[low - 1];
  const step = side === 'to' ? 1 : 0;
  if (change === undefined) return offset + step;
  if (offset < change.upTo) return change[side];
  return change.to + (offset - change.upTo) + step;
}
