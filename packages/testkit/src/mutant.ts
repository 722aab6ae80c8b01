import type { ProbeName } from './probe.ts';

/** A deliberate mistake: a piece of the source replaced by another, and the probes that have to notice it. */
export interface Mutant {
  readonly name: string;
  /** Below `packages/`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
  readonly probes: readonly ProbeName[];
}
