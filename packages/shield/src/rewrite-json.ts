import type { Finding } from './finding.ts';
import { withReplacements } from './replace.ts';

/** What is to stand instead of a part of one text of a JSON document. */
export interface JsonChange extends Pick<Finding, 'start' | 'end' | 'instead'> {
  /** The text as it stands, and where (RFC 6901). */
  readonly text: string;
  readonly pointer: string;
}

/**
 * A JSON document with parts of its texts written otherwise. Everything else stays as it was written, byte for byte:
 * order, spaces, numbers. The document must be valid.
 */
export function rewriteJson(json: string, changes: readonly JsonChange[]): string {
  const wanted = Map.groupBy(changes, ({ pointer }) => pointer);
  const parts: string[] = [];
  let kept = 0;
  for (const { pointer, start, end } of stringsOf(json)) {
    const here = wanted.get(pointer);
    const written: unknown = here === undefined ? undefined : JSON.parse(json.slice(start, end));
    const same = here?.filter(({ text }) => text === written) ?? [];
    if (typeof written !== 'string' || same.length === 0) continue;
    parts.push(json.slice(kept, start), JSON.stringify(withReplacements(written, same)));
    kept = end;
  }
  return parts.join('') + json.slice(kept);
}

interface StringPlace {
  readonly pointer: string;
  readonly start: number;
  readonly end: number;
}

/** A member or an item while the document is walked. */
interface Level {
  readonly isList: boolean;
  step: string;
  count: number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},:]/gs;

/** Every text that is a value, in the order of the document. */
function* stringsOf(json: string): Generator<StringPlace> {
  const levels: Level[] = [];
  let isKey = false;
  for (const { 0: token, index } of json.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      levels.push({ isList: token === '[', step: '0', count: 0 });
      isKey = token === '{';
    } else if (token === '}' || token === ']') {
      levels.pop();
      isKey = false;
    } else if (token === ',') {
      if (level !== undefined) nextItem(level);
      isKey = level?.isList === false;
    } else if (token === ':') isKey = false;
    else if (isKey && level !== undefined) level.step = stepOf(token);
    else {
      const pointer = levels.map(({ step }) => `/${step}`).join('');
      yield { pointer, start: index, end: index + token.length };
    }
  }
}

function nextItem(level: Level): void {
  level.count += 1;
  if (level.isList) level.step = String(level.count);
}

function stepOf(key: string): string {
  const name: unknown = JSON.parse(key);
  return String(name).replaceAll('~', '~0').replaceAll('/', '~1');
}
