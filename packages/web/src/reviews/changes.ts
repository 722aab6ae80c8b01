import type { ReviewChanges } from '../kernel/contract.ts';

/** What an officer changes, before anything is kept. */
export interface ChangesInHand {
  readonly changes: ReviewChanges;
  readonly isEmpty: boolean;
  /** Writes words otherwise; with `undefined` they stay again. */
  readonly replace: (find: string, instead: string | undefined) => void;
  readonly leaveOut: (index: number, isOut: boolean) => void;
}

/** The changes with words written otherwise, or as they were. */
export function withReplaced(
  changes: ReviewChanges,
  find: string,
  instead: string | undefined,
): ReviewChanges {
  const others = changes.replace.filter((one) => one.find !== find);
  return {
    ...changes,
    replace: instead === undefined ? others : [...others, { find, instead }],
  };
}

/** The changes with an object left out, or not. */
export function withLeftOut(changes: ReviewChanges, index: number, isOut: boolean): ReviewChanges {
  const others = changes.leave_out.filter((one) => one !== index);
  return { ...changes, leave_out: isOut ? [...others, index] : others };
}

/** A text in pieces: those that are among the words, and what stands between. */
export function piecesOf(
  text: string,
  words: readonly string[],
): { text: string; isMarked: boolean; at: number }[] {
  const wanted = [...new Set(words)].filter((one) => one !== '');
  const pieces: { text: string; isMarked: boolean; at: number }[] = [];
  let at = 0;
  while (at < text.length) {
    const next = nextOf(text, wanted, at);
    const end = next?.at ?? text.length;
    if (end > at) pieces.push({ text: text.slice(at, end), isMarked: false, at });
    if (next === undefined) break;
    pieces.push({ text: next.word, isMarked: true, at: next.at });
    at = next.at + next.word.length;
  }
  return pieces;
}

/** The first of the words from a place on; where two begin, the longer. */
function nextOf(
  text: string,
  words: readonly string[],
  from: number,
): { word: string; at: number } | undefined {
  let best: { word: string; at: number } | undefined;
  for (const word of words) {
    const at = text.indexOf(word, from);
    if (at < 0) continue;
    if (best === undefined || at < best.at || (at === best.at && word.length > best.word.length))
      best = { word, at };
  }
  return best;
}
