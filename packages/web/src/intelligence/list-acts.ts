import type { LightRow } from './light-row.ts';
import type { ObjectList } from './object-list.ts';

/** What can be done to lines of the table, by key, mouse or touch alike. */
export interface ListActs {
  /** To the next line (1) or the one before (-1). */
  readonly move: (by: 1 | -1) => void;
  readonly open: (index: number) => void;
  readonly beside: (index: number) => void;
  /** Chooses a line or lets it go; a range: everything from the line chosen last. */
  readonly choose: (index: number, isRange: boolean) => void;
  readonly chooseAll: () => void;
  /** The other order. */
  readonly turn: () => void;
}

/** Most lines chosen at once; as many as the hub marks in one go, times four. */
export const CHOSEN_MAX = 2000;

/** Moves the keys to a line. */
export function moveTo(list: ObjectList, index: number, isByKeys: boolean): void {
  list.active = Math.max(0, Math.min(list.length - 1, index));
  list.isMovedByKeys = isByKeys;
  list.touch();
}

/** Chooses one line, or all between it and the one chosen before. */
export function choose(list: ObjectList, index: number, from: number | undefined): void {
  const row = list.at(index);
  if (row === undefined) return;
  if (from === undefined) {
    if (!list.chosen.delete(row.id)) put(list, row);
  } else {
    for (let at = Math.min(from, index); at <= Math.max(from, index); at += 1) {
      put(list, list.at(at));
    }
  }
  list.touch();
}

/** Chooses all rows in memory, or nothing when something was chosen. */
export function chooseAll(list: ObjectList): void {
  if (list.chosen.size > 0) list.chosen.clear();
  else for (let at = 0; at < list.length; at += 1) put(list, list.at(at));
  list.touch();
}

/** What an act is about: what is chosen, else the line the keys are at. */
export function actedOn(list: ObjectList): readonly LightRow[] {
  if (list.chosen.size > 0) return [...list.chosen.values()];
  const row = list.at(list.active);
  return row === undefined ? [] : [row];
}

function put(list: ObjectList, row: LightRow | undefined): void {
  if (row !== undefined && list.chosen.size < CHOSEN_MAX) list.chosen.set(row.id, row);
}
