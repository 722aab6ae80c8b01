/** The session's cookie is not for pages to read, so what became of it last is remembered beside it. */
const PLACE = 'tocsin.signed-in';

/**
 * Whether somebody is signed in, by what this browser saw last: `undefined` when it never saw. Asking the hub on behalf
 * of nobody only fills its record and the console with refusals.
 */
export function wasSignedIn(): boolean | undefined {
  try {
    const kept = localStorage.getItem(PLACE);
    return kept === null ? undefined : kept === 'yes';
  } catch {
    // Storage is switched off: the hub is asked.
    return undefined;
  }
}

/** Remembers that somebody signed in, or that nobody is any more. */
export function noteSignedIn(isIn: boolean): void {
  try {
    localStorage.setItem(PLACE, isIn ? 'yes' : 'no');
  } catch {
    // Storage is switched off: the hub is asked.
  }
}
