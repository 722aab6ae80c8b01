const KEY = 'tocsin.community';

/** The community looked at last in this browser, or the first. */
export function lastCommunity(slugs: readonly string[]): string | undefined {
  const last = read();
  return last !== null && slugs.includes(last) ? last : slugs[0];
}

/** Remembers the community that is looked at. */
export function rememberCommunity(slug: string): void {
  try {
    localStorage.setItem(KEY, slug);
  } catch {
    // Storage is switched off: the first community is shown next time.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
