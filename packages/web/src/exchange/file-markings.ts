import { TLP_LEVELS } from '@tocsin/policy';
import type { TlpLevel } from '@tocsin/policy';
import { markingsOf, tlpOfMarkingRef } from '@tocsin/stix';
import type { StixObject } from '@tocsin/stix';
import { strictest } from '../design/strictest.ts';

/** What the objects of files say about who may see them, counted. */
export interface FileMarkings {
  /** By the strictest level an object names. */
  readonly levels: Map<TlpLevel, number>;
  /** Objects that name no level. */
  unmarked: number;
  /** Objects that name a marking which is no TLP. */
  others: number;
}

/** Objects that go out at one level. */
export interface AtLevel {
  readonly level: TlpLevel;
  /** By their own marking. */
  readonly marked: number;
  /** By the community's rule for what has none. */
  readonly unmarked: number;
  /** Whether what was written beside the files goes out so too. */
  readonly hasWords: boolean;
}

/** Nothing counted yet. */
export function noMarkings(): FileMarkings {
  return { levels: new Map(), unmarked: 0, others: 0 };
}

/** Counts one object that the hub will take. */
export function countMarkings(counted: FileMarkings, object: StixObject): void {
  // The definitions of TLP itself, which many files carry along: everybody has them.
  if (tlpOfMarkingRef(object.id) !== undefined) return;
  const { levels, others } = markingsOf(object);
  const level = strictest(levels);
  if (level === undefined) counted.unmarked += 1;
  else counted.levels.set(level, (counted.levels.get(level) ?? 0) + 1);
  if (others.length > 0) counted.others += 1;
}

/** What goes out at which level when files keep their markings, the widest first. */
export function levelsOfFiles(
  files: readonly { readonly markings: FileMarkings }[],
  { unlabelled, hasWords }: { readonly unlabelled: TlpLevel; readonly hasWords: boolean },
): AtLevel[] {
  const sum = (of: (markings: FileMarkings) => number): number =>
    files.reduce((all, { markings }) => all + of(markings), 0);
  return TLP_LEVELS.map((level) => ({
    level,
    marked: sum(({ levels }) => levels.get(level) ?? 0),
    unmarked: level === unlabelled ? sum(({ unmarked }) => unmarked) : 0,
    hasWords: level === unlabelled && hasWords,
  })).filter((one) => one.marked + one.unmarked > 0 || one.hasWords);
}

/** How many objects name a marking which is no TLP. */
export function othersOfFiles(files: readonly { readonly markings: FileMarkings }[]): number {
  return files.reduce((all, { markings }) => all + markings.others, 0);
}
