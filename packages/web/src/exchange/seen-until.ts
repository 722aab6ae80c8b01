/** Up to where somebody had read a list before this visit. */
export interface SeenUntil {
  /** Absent on the first visit, when everything would be new. */
  readonly at: string | undefined;
  remember(newest: string): void;
}

/** Up to where the list of a community was read in this browser. */
export function seenBefore(community: string): SeenUntil {
  const key = `tocsin.seen.${community}`;
  return {
    at: read(key),
    remember(newest) {
      try {
        localStorage.setItem(key, newest);
      } catch {
        // Storage is switched off: nothing is marked as new.
      }
    },
  };
}

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}
