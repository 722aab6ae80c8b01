import type { StixProblem } from './types.ts';

/**
 * The first member that stands twice in one JSON object of a text, or `undefined`. Parsers differ in which of the
 * two they take, so an object could carry one marking for the hub and another for its reader (RFC 7493 §2.3).
 * `value` is what the text parsed to. Told apart by counting: a repeated member is in the text, not in the value.
 */
export function repeatedMember(text: string, value: unknown): StixProblem | undefined {
  if (membersIn(text) === membersOf(value)) return undefined;
  const steps = placeOf(text);
  const name = steps.at(-1) ?? '';
  const path = steps
    .map((step) => `/${step.slice(0, 256).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
  return {
    path,
    rule: 'repeated-member',
    section: 'RFC 7493 §2.3',
    message: `"${name.slice(0, 60)}" stands twice in one JSON object; keep the one that is meant`,
  };
}

const BACKSLASH = 0x5c;
const COLON = 0x3a;
const SPACE = 0x20;

/** Members in JSON text: the strings that a colon follows. */
function membersIn(text: string): number {
  let count = 0;
  let start = text.indexOf('"');
  while (start !== -1) {
    const end = endOfString(text, start);
    if (text.charCodeAt(skipSpace(text, end)) === COLON) count += 1;
    start = text.indexOf('"', end);
  }
  return count;
}

/** Members in a parsed value, at every level. */
function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') count += membersOf(item);
    return count;
  }
  for (const item of Object.values(value)) {
    count += 1;
    if (typeof item === 'object') count += membersOf(item);
  }
  return count;
}

/** One JSON object or list that a walk is inside of. */
interface Frame {
  /** Absent for lists. */
  readonly names: Set<string> | undefined;
  /** The member or item the walk is at. */
  step: string;
  items: number;
}

/** Where the first repeated member stands. Only for text that has one: it is slower than counting. */
function placeOf(text: string): string[] {
  const frames: Frame[] = [];
  let at = 0;
  while (at < text.length) {
    const isString = text[at] === '"';
    const end = isString ? endOfString(text, at) : at + 1;
    if (!isString) move(frames, text[at]);
    else if (isRepeated(frames.at(-1), text, { start: at, end })) {
      return frames.map(({ step }) => step);
    }
    at = end;
  }
  return [];
}

/** Follows one character between strings. */
function move(frames: Frame[], character: string | undefined): void {
  if (character === '{') frames.push({ names: new Set(), step: '', items: 0 });
  if (character === '[') frames.push({ names: undefined, step: '0', items: 0 });
  if (character === '}' || character === ']') frames.pop();
  const frame = frames.at(-1);
  if (character !== ',' || frame === undefined) return;
  frame.items += 1;
  if (frame.names === undefined) frame.step = String(frame.items);
}

/** Whether a string is a member's name that its object has had before. */
function isRepeated(
  frame: Frame | undefined,
  text: string,
  { start, end }: { start: number; end: number },
): boolean {
  if (frame?.names === undefined || text.charCodeAt(skipSpace(text, end)) !== COLON) return false;
  frame.step = String(JSON.parse(text.slice(start, end)));
  if (frame.names.has(frame.step)) return true;
  frame.names.add(frame.step);
  return false;
}

/** The place after the string whose opening quote is here. */
function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote === -1 ? text.length : quote + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let at = quote - 1;
  while (text.charCodeAt(at) === BACKSLASH) at -= 1;
  return (quote - at) % 2 === 0;
}

/** JSON's white space is all at or below the space. */
function skipSpace(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= SPACE) at += 1;
  return at;
}
