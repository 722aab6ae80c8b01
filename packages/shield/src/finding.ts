import type { RuleName, Severity } from './rule-table.ts';

/** One place that gives something away. Offsets are UTF-16 units of the text as it was given; the end is not included. */
export interface Finding {
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
  /** What could stand there instead. */
  readonly instead: string;
}

/** A place a rule found, in the readable text. */
export interface Spot {
  readonly rule: RuleName;
  readonly start: number;
  readonly end: number;
}
