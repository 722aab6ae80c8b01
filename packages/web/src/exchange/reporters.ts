import { isAlias } from '@tocsin/policy';

/** From so many members on, who reported the same independently of each other is said. */
const CORROBORATED_FROM = 3;

/** Who reported something, as far as it can be told by the names a reader sees. */
export interface Reporters {
  /** Distinct members under their own names. */
  readonly named: number;
  readonly hasAliases: boolean;
  readonly isCorroborated: boolean;
}

/**
 * Counts members by the names they are shown under. Who is behind a pseudonym is not looked at: several may be of one
 * member, or of one that is named beside them, and a count that knew would tell by what it leaves out.
 */
export function reportersOf(origins: readonly string[]): Reporters {
  const all = new Set(origins);
  const named = [...all].filter((origin) => !isAlias(origin)).length;
  return { named, hasAliases: named < all.size, isCorroborated: named >= CORROBORATED_FROM };
}
