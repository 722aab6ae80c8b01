/** What an address asks for behind its "?", of these names. */
export function wordsOf<K extends string>(
  search: Record<string, unknown>,
  names: readonly K[],
  most = 400,
): { [N in K]?: string } {
  const words: { [N in K]?: string } = {};
  for (const name of names) {
    // A link written by hand may hold bare digits, which the router reads as a number.
    const value = typeof search[name] === 'number' ? String(search[name]) : search[name];
    if (typeof value === 'string' && value !== '' && value.length <= most) words[name] = value;
  }
  return words;
}
