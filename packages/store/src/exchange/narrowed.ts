import { levelOfLabel, mayRead, rankOfLevel } from '@tocsin/policy';
import type { Label } from '@tocsin/policy';
import type { Query } from '../engine/engine.ts';
import { readersOf } from '../people/census.ts';
import type { LabelBook } from '../visibility/labels.ts';
import type { Relabelling } from './relabel.ts';

/**
 * Which rows their new label narrows: its level is stricter, or somebody of the community who reads them now no longer
 * will. Whoever has copies of those is asked about them (M11). A marking that names others in other words but keeps
 * everybody is none.
 */
export async function narrowedRows<T extends Relabelling>(
  query: Query,
  rows: readonly T[],
  by: { labels: LabelBook; community: string; now: number },
): Promise<Set<T>> {
  const readers = await readersOf(query, by.community, by.now);
  const narrows = (from: Label, to: Label): boolean =>
    rankOfLevel(levelOfLabel(to, by.now)) > rankOfLevel(levelOfLabel(from, by.now)) ||
    readers.some(
      (reader) => mayRead(reader, from, by.now).allowed && !mayRead(reader, to, by.now).allowed,
    );
  const known = new Map<string, boolean>();
  return new Set(
    rows.filter(({ label, to }) => {
      const from = by.labels.at(label);
      if (from === undefined) return false;
      const key = `${String(label)} ${String(by.labels.idOf(to))}`;
      const isNarrowed = known.get(key) ?? narrows(from, to);
      known.set(key, isNarrowed);
      return isNarrowed;
    }),
  );
}
