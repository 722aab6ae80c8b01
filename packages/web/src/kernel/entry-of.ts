/** What a table says of a word somebody else wrote: `constructor` is an entry of no table here. */
export function entryOf<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
