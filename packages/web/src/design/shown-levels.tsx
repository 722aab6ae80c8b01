import type { TlpLevel } from '@tocsin/policy';
import { createContext, useContext, useEffect, useId, useMemo, useState } from 'react';
import type { ReactNode } from 'react';

interface ShownLevels {
  readonly levels: readonly TlpLevel[];
  /** Says what a part shows; without levels: nothing any more. */
  readonly tell: (part: string, levels: readonly TlpLevel[]) => void;
}

const Shown = createContext<ShownLevels>({ levels: [], tell: () => undefined });

/** Gathers the levels of what parts read for themselves, so that the plate of the page counts them too. */
export function ShownLevelsProvider({ children }: { children: ReactNode }): ReactNode {
  const [parts, setParts] = useState<ReadonlyMap<string, readonly TlpLevel[]>>(new Map());
  const shown = useMemo(
    () => ({
      levels: [...parts.values()].flat(),
      tell: (part: string, levels: readonly TlpLevel[]) =>
        setParts((now) => new Map(now).set(part, levels)),
    }),
    [parts],
  );
  return <Shown.Provider value={shown}>{children}</Shown.Provider>;
}

/** For the plate: what parts of the page said they show. */
export function useShownLevels(): readonly TlpLevel[] {
  return useContext(Shown).levels;
}

/** For a part that reads something for itself: its levels count for as long as it is shown. */
export function useTellLevels(levels: readonly (TlpLevel | undefined)[]): void {
  const { tell } = useContext(Shown);
  const part = useId();
  const known = [...new Set(levels)].filter((level) => level !== undefined).sort();
  const words = known.join(' ');
  useEffect(() => {
    tell(part, words === '' ? [] : (words.split(' ') as TlpLevel[]));
    return () => tell(part, []);
    // `tell` changes with every telling and always does the same.
  }, [part, words]);
}
