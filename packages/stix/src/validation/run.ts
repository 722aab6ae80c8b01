import { PROBLEM_LIMIT, type StixLimits } from '../limits.ts';
import type { StixProblem } from '../types.ts';

/** Members of a JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/** Checks one value; what it finds goes into the run. Returns nothing, so that it allocates nothing. */
export type Check = (value: unknown, run: Run) => void;

/** Checks what several properties of one JSON object say together. */
export type Rule = (object: Members, run: Run) => void;

/** What a check says when it fails. */
export interface Finding {
  readonly rule: string;
  readonly section: string;
  readonly message: string;
}

/**
 * The state of one validation. The path is a stack that checks move along in place: nothing is
 * allocated until a problem is found.
 */
export interface Run {
  readonly limits: StixLimits;
  readonly root: Members;
  readonly path: (string | number)[];
  depth: number;
  /** Whether the object says that its values are defanged, so that their formats do not hold. */
  defanged: boolean;
  readonly errors: StixProblem[];
  readonly warnings: StixProblem[];
  /** Names of properties that STIX does not define, in order. */
  readonly customNames: string[];
}

/** One path serves every validation: each runs to its end before the next begins. */
const PATH: (string | number)[] = [];

/** Starts a validation of one object. */
export function startRun(root: Members, limits: StixLimits): Run {
  return {
    limits,
    root,
    path: PATH,
    depth: 0,
    defanged: root['defanged'] === true,
    errors: [],
    warnings: [],
    customNames: [],
  };
}

/** Moves the path one step down; every call is followed by {@link leave}. */
export function enter(run: Run, key: string | number): void {
  run.path[run.depth] = key;
  run.depth += 1;
}

/** Moves the path back up. */
export function leave(run: Run): void {
  run.depth -= 1;
}

/** Reports a broken requirement at the current path, or at a key below it. */
export function addError(run: Run, finding: Finding, key?: string | number): void {
  if (run.errors.length < PROBLEM_LIMIT) run.errors.push(problemAt(run, finding, key));
}

/** Reports a broken recommendation at the current path, or at a key below it. */
export function addWarning(run: Run, finding: Finding, key?: string | number): void {
  if (run.warnings.length < PROBLEM_LIMIT) run.warnings.push(problemAt(run, finding, key));
}

function problemAt(run: Run, finding: Finding, key: string | number | undefined): StixProblem {
  const steps = run.path.slice(0, run.depth);
  if (key !== undefined) steps.push(key);
  const path = steps
    .map((step) => `/${String(step).slice(0, 256).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
  return { path, rule: finding.rule, section: finding.section, message: finding.message };
}
