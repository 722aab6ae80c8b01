import type { NewObject } from '@tocsin/store';

/** Without escapes, so that no way of writing a name hides it. */
export function textOf({ object }: NewObject): string {
  return JSON.stringify(object).replaceAll(String.raw`\"`, '"');
}

const WORD = /[\p{L}\p{N}]+/gu;
const STARTS = /^[\p{L}\p{N}]/u;

/**
 * Whether a text holds one of the names whole, in any case. Read once from word to word, so that a directory of
 * thousands costs no more than one name.
 */
export function finderOf(names: readonly string[]): (text: string) => boolean {
  const byFirst = new Map<string, string[]>();
  for (const name of names) {
    const plain = name
      .toLowerCase()
      .replace(/^[^\p{L}\p{N}]+/u, '')
      .trimEnd();
    const [first] = plain.match(WORD) ?? [];
    if (first !== undefined) byFirst.set(first, [...(byFirst.get(first) ?? []), plain]);
  }
  return (text) => {
    const plain = text.toLowerCase();
    for (const { 0: word, index } of plain.matchAll(WORD)) {
      const found = byFirst
        .get(word)
        ?.some(
          (name) =>
            plain.startsWith(name, index) &&
            !STARTS.test(plain.slice(index + name.length, index + name.length + 2)),
        );
      if (found === true) return true;
    }
    return false;
  };
}
