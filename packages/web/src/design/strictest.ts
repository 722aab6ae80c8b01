import { stricterLevel } from '@tocsin/policy';
import type { TlpLevel } from '@tocsin/policy';

/** The strictest of the levels shown; `undefined` when nothing marked is shown. */
export function strictest(levels: readonly (TlpLevel | undefined)[]): TlpLevel | undefined {
  let found: TlpLevel | undefined;
  for (const level of levels) {
    if (level !== undefined) found = found === undefined ? level : stricterLevel(found, level);
  }
  return found;
}
