import { readFileSync } from 'node:fs';

/** One line of a list in tools/: what is allowed, and why. */
export interface Entry {
  readonly name: string;
  readonly reason: string;
}

/**
 * Reads a list of exceptions: one a line, `what: why`, with `#` before remarks. Throws when a line gives no
 * reason, because an exception without one cannot be questioned.
 */
export function readList(file: string): Entry[] {
  return parseList(readFileSync(file, 'utf8'), file);
}

/** The same from text; `source` names it in errors. */
export function parseList(text: string, source: string): Entry[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const found = /^(.+?): (.+)$/.exec(line);
    if (found === null) {
      throw new Error(`${source}:${String(index + 1)} gives no reason: write 'what: why'.`);
    }
    return [{ name: found[1] ?? '', reason: found[2] ?? '' }];
  });
}

/** Faults where a list and what is there differ: each side names what the other lacks. */
export function compare(
  file: string,
  listed: readonly Entry[],
  found: readonly string[],
): string[] {
  const names = new Set(listed.map(({ name }) => name));
  const there = new Set(found);
  return [
    ...[...there].filter((name) => !names.has(name)).map((name) => `'${name}' is not in ${file}`),
    ...[...names]
      .filter((name) => !there.has(name))
      .map((name) => `'${name}' is in ${file} and no longer true: remove the line`),
  ];
}
