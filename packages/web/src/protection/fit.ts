import type { Member } from '../kernel/contract.ts';

/** What a text tells of whoever wrote it, and how many members it fits. */
export interface Fit {
  /** Own sectors and countries that stand in the text, in words. */
  readonly told: readonly string[];
  /** Members that have all of them, the sender among them. */
  readonly fitting: number;
  readonly members: number;
  /** Fewer than readers could be kept guessing among. */
  readonly isFew: boolean;
}

/** As the regions and sectors of the member's organization are called. */
export interface Naming {
  /** All names of a sector, first the one it is told by. */
  readonly sectors: (sector: string) => readonly string[];
  /** All names a country goes by in the languages of this app. */
  readonly countries: (country: string) => readonly string[];
}

/**
 * How many members a text fits by what it says of its writer (marking rules 2.8; privacy shield 5.3): of all members,
 * those that share every sector and country of the writer that it names. With fewer than five, three in a community of
 * fewer than twenty, readers could guess.
 */
export function fitOf(
  members: readonly Member[],
  { own, text }: { own: string; text: string },
  naming: Naming,
): Fit {
  const organizations = members.map(({ organization }) => organization);
  const me = organizations.find(({ id }) => id === own);
  const low = text.toLowerCase();
  const sectors = (me?.sectors ?? []).filter((one) =>
    naming
      .sectors(one)
      .flatMap(wordsOfSector)
      .some((word) => holds(low, word)),
  );
  const countries = (me?.countries ?? []).filter((one) =>
    naming.countries(one).some((name) => holds(low, name.toLowerCase())),
  );
  const fitting = organizations.filter(
    (one) =>
      sectors.every((sector) => one.sectors.includes(sector)) &&
      countries.every((country) => one.countries.includes(country)),
  ).length;
  const told = [
    ...sectors.map((one) => naming.sectors(one)[0] ?? one),
    ...countries.map((one) => naming.countries(one)[0] ?? one),
  ];
  const least = organizations.length < SMALL ? LEAST_IN_SMALL : LEAST;
  return { told, fitting, members: organizations.length, isFew: fitting < least };
}

/** Members among whom one is not guessed; in small communities fewer have to do. */
const LEAST = 5;
const LEAST_IN_SMALL = 3;
const SMALL = 20;
/** Shortest word of a sector that tells it by itself. */
const WORD_MIN = 6;
/** Words of sectors that tell none of them. */
const COMMON: ReadonlySet<string> = new Set([
  'services',
  'national',
  'regional',
  'public',
  'local',
]);

/** "Financial services": the whole, and each word that says it alone. */
function wordsOfSector(name: string): string[] {
  const low = name.toLowerCase();
  return [low, ...low.split(/\s+/).filter((word) => word.length >= WORD_MIN && !COMMON.has(word))];
}

/** As a whole word, in any case. */
function holds(text: string, word: string): boolean {
  const letter = /[\p{L}\p{N}]/u;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + word.length)];
    if (!letter.test(before) && !letter.test(after)) return true;
  }
  return false;
}
