import type { Regime } from '@tocsin/policy';
import type { Refusal } from './principal.ts';

/** The laws a community tells its members of when they share. */
export interface RegimesHandle {
  /** As agreed, or those a community begins with; `undefined` for whoever is not in it. */
  list(community: string): Promise<Regime[] | undefined>;
  /** A chair keeps the list right. */
  set(community: string, regimes: readonly Regime[]): Promise<Regime[] | Refusal>;
}
