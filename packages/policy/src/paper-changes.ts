import type { PaperSection } from './papers.ts';

/** A line of a changed section. */
export interface ChangedLine {
  readonly is: 'same' | 'added' | 'removed';
  readonly text: string;
  /** The line in pieces, where only some of its words came or went. Together they are `text`. */
  readonly pieces?: readonly { readonly text: string; readonly isChanged: boolean }[];
}

/** How one section changed from one version to the next. */
export interface SectionChange {
  readonly key: string;
  readonly change: 'same' | 'added' | 'removed' | 'changed';
  /** Lines in reading order; those of a section that is the same are left out. */
  readonly lines: readonly ChangedLine[];
}

/** Most pairs that are compared in one text; beyond it all of the old stands before all of the new. */
const PAIRS_MAX = 40_000;

/** What changed between two versions, section by section, in the order of the new one; what is gone comes last. */
export function changesBetween(
  before: readonly PaperSection[],
  after: readonly PaperSection[],
): SectionChange[] {
  const old = new Map(before.map(({ key, text }) => [key, text]));
  const changes = after.map(({ key, text }): SectionChange => {
    const was = old.get(key);
    old.delete(key);
    if (was === text) return { key, change: 'same', lines: [] };
    // A section that had a name and no words was not there for who reads it.
    if (was === undefined || was === '') return { key, change: 'added', lines: all(text, 'added') };
    if (text === '') return { key, change: 'removed', lines: all(was, 'removed') };
    return { key, change: 'changed', lines: lineChanges(was, text) };
  });
  const gone = [...old]
    .filter(([, text]) => text !== '')
    .map(([key, text]): SectionChange => ({ key, change: 'removed', lines: all(text, 'removed') }));
  return [...changes.filter((one) => one.lines.length > 0 || one.change === 'same'), ...gone];
}

function all(text: string, is: 'added' | 'removed'): ChangedLine[] {
  return text.split('\n').map((line) => ({ is, text: line }));
}

/** Line by line; in lines that stand for each other, word by word. */
function lineChanges(was: string, is: string): ChangedLine[] {
  const lines: ChangedLine[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = (): void => {
    lines.push(...replaced(removed, added));
    [removed, added] = [[], []];
  };
  for (const step of stepsBetween(was.split('\n'), is.split('\n'))) {
    if (step.is === 'removed') removed.push(step.text);
    else if (step.is === 'added') added.push(step.text);
    else {
      flush();
      lines.push(step);
    }
  }
  flush();
  return lines;
}

/** Lines that went and lines that came in their place: those that are alike say which words changed. */
function replaced(removed: readonly string[], added: readonly string[]): ChangedLine[] {
  const pairs = removed.map((text, place) => wordChanges(text, added[place] ?? ''));
  return [
    ...removed.map((text, place) => lineOf('removed', text, pairs[place]?.was)),
    ...added.map((text, place) => lineOf('added', text, pairs[place]?.is)),
  ];
}

function lineOf(
  is: 'added' | 'removed',
  text: string,
  pieces: ChangedLine['pieces'] | undefined,
): ChangedLine {
  return pieces === undefined ? { is, text } : { is, text, pieces };
}

interface Pair {
  readonly was: NonNullable<ChangedLine['pieces']>;
  readonly is: NonNullable<ChangedLine['pieces']>;
}

/** The pieces of two lines; nothing where less than a third of the words is the same: then all of it is new. */
function wordChanges(was: string, is: string): Pair | undefined {
  const before = wordsOf(was);
  const after = wordsOf(is);
  if (before.length * after.length > PAIRS_MAX) return undefined;
  const steps = stepsBetween(before, after);
  const same = steps.filter((step) => step.is === 'same' && step.text.trim() !== '').length;
  const words = Math.max(before.length, after.length) / 2;
  if (same * 3 < words) return undefined;
  return {
    was: piecesOf(steps.filter((step) => step.is !== 'added')),
    is: piecesOf(steps.filter((step) => step.is !== 'removed')),
  };
}

/** Words and what stands between them. */
function wordsOf(line: string): string[] {
  return line.match(/\s+|\S+/gu) ?? [];
}

function piecesOf(steps: readonly Step[]): Pair['was'] {
  const pieces: { text: string; isChanged: boolean }[] = [];
  for (const { is, text } of steps) {
    const last = pieces.at(-1);
    if (last?.isChanged === (is !== 'same')) last.text += text;
    else pieces.push({ text, isChanged: is !== 'same' });
  }
  return pieces;
}

interface Step {
  readonly is: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** The steps from one list of texts to another: as little as possible comes and goes. */
function stepsBetween(before: readonly string[], after: readonly string[]): Step[] {
  const head = before.findIndex((text, place) => text !== after[place]);
  const start = head < 0 ? before.length : head;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  return [
    ...steps(before.slice(0, start), 'same'),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...steps(before.slice(before.length - end), 'same'),
  ];
}

function steps(texts: readonly string[], is: Step['is']): Step[] {
  return texts.map((text) => ({ is, text }));
}

/** By the longest common subsequence; what went stands before what came. */
function middle(before: readonly string[], after: readonly string[]): Step[] {
  if (before.length * after.length > PAIRS_MAX) {
    return [...steps(before, 'removed'), ...steps(after, 'added')];
  }
  const lengths = commonLengths(before, after);
  const found: Step[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    const step = nextStep({ before, after, lengths }, i, j);
    found.push(step);
    if (step.is !== 'added') i++;
    if (step.is !== 'removed') j++;
  }
  return [...found, ...steps(before.slice(i), 'removed'), ...steps(after.slice(j), 'added')];
}

interface Compared {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly lengths: Uint32Array;
}

function nextStep({ before, after, lengths }: Compared, i: number, j: number): Step {
  const was = before[i] ?? '';
  const is = after[j] ?? '';
  if (was === is) return { is: 'same', text: was };
  const width = after.length + 1;
  const without = lengths[(i + 1) * width + j] ?? 0;
  return without >= (lengths[i * width + j + 1] ?? 0)
    ? { is: 'removed', text: was }
    : { is: 'added', text: is };
}

/** For each place in both: how much both have in common from there on. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const here = i * width + j;
      lengths[here] =
        before[i] === after[j]
          ? (lengths[here + width + 1] ?? 0) + 1
          : Math.max(lengths[here + width] ?? 0, lengths[here + 1] ?? 0);
    }
  }
  return lengths;
}
