/**
 * `npm run arch`: the rules of `.dependency-cruiser.mjs`, and the two things those rules cannot see. The
 * cruiser must have seen every file git lists (with a parser that fails it sees none and finds no fault), and
 * every folder of the hub must be a slice with a place in the order.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { ICruiseOptions, ICruiseResult, IViolation } from 'dependency-cruiser';

interface Rule {
  readonly name: string;
  readonly comment: string;
  readonly scope?: string;
}

interface Configuration {
  readonly options: ICruiseOptions;
  readonly forbidden: readonly Rule[];
}

/** What a look at one checkout found. */
export interface Boundaries {
  readonly faults: readonly string[];
  readonly modules: number;
  readonly imports: number;
  /** Share of the imports inside the hub's slices that lead to another slice, in percent. */
  readonly crossing: number;
}

/** Checks the checkout in the current folder, which the cruiser takes as its own as well. */
export async function checkBoundaries(configuration: Configuration): Promise<Boundaries> {
  const isOfFolders = (rule: { scope?: string }): boolean => rule.scope === 'folder';
  const { forbidden } = configuration;
  const output = await cruised(configuration, {
    rules: forbidden.filter((rule) => !isOfFolders(rule)),
  });
  // What ships is layered; a test beside its file reaches for the testkit, which knows everything.
  const folders = await cruised(configuration, {
    rules: forbidden.filter(isOfFolders),
    without: TESTS,
  });
  const reasons = new Map(configuration.forbidden.map(({ name, comment }) => [name, comment]));
  const own = output.modules.filter(({ source }) => /^(packages|tools)\//.test(source));
  const seen = new Set(own.map(({ source }) => source));
  return {
    faults: [
      ...unseen(seen),
      ...unlistedSlices(configuration),
      ...[...output.summary.violations, ...folders.summary.violations].map((violation) =>
        violationText(violation, reasons),
      ),
    ],
    modules: seen.size,
    imports: output.summary.totalDependenciesCruised ?? 0,
    crossing: crossing(output),
  };
}

const TESTS = '(\\.test(-support)?\\.tsx?$|^packages/[^/]+/tests/|^packages/testkit/)';

async function cruised(
  { options }: Configuration,
  { rules, without }: { rules: readonly Rule[]; without?: string },
): Promise<ICruiseResult> {
  const { output } = await cruise(['packages', 'tools'], {
    ...options,
    ...(without === undefined ? {} : { exclude: { path: `(^|/)(dist|coverage)/|${without}` } }),
    validate: true,
    ruleSet: { forbidden: rules },
  } as ICruiseOptions);
  if (typeof output === 'string') {
    throw new Error('The cruiser gave text where a result is wanted.');
  }
  return output;
}

function unseen(seen: ReadonlySet<string>): string[] {
  const patterns = ['packages/*.ts', 'packages/*.tsx', 'tools/*.ts', 'tools/*.mjs'];
  const files = execFileSync('git', ['ls-files', ...patterns], { encoding: 'utf8' }).split('\n');
  const missed = files.filter((file) => file !== '' && isThere(file) && !seen.has(file));
  if (missed.length === 0) return [];
  return [
    `The cruiser missed ${String(missed.length)} of ${String(files.length - 1)} files, so its silence proves nothing: ${missed.slice(0, 5).join(', ')}`,
  ];
}

/** Declarations are not modules, and a file may be deleted and not yet committed. */
function isThere(file: string): boolean {
  if (file.endsWith('.d.ts')) return false;
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}

function unlistedSlices(configuration: Configuration): string[] {
  const known = new Set(configuration.forbidden.map(({ name }) => name));
  const folders = readdirSync('packages/hub/src', { withFileTypes: true });
  return folders
    .filter((entry) => entry.isDirectory() && entry.name !== 'kernel')
    .filter((entry) => !known.has(`slices-${entry.name}`))
    .map((entry) => {
      return `packages/hub/src/${entry.name} is a folder without a place in the order: add it to the array in slices.ts.`;
    });
}

function violationText(violation: IViolation, reasons: ReadonlyMap<string, string>): string {
  const { rule, from, to } = violation;
  const path = violation.cycle?.map(({ name }) => name) ?? violation.via?.map(({ name }) => name);
  const way = path === undefined || path.length === 0 ? to : path.join(' → ');
  return `${rule.name}: ${from} → ${way}\n    ${reasons.get(rule.name) ?? ''}`;
}

function crossing({ modules }: ICruiseResult): number {
  const sliceOf = (path: string): string | undefined =>
    /^packages\/hub\/src\/([^/]+)\//.exec(path)?.[1];
  let all = 0;
  let across = 0;
  for (const { source, dependencies } of modules) {
    const slice = sliceOf(source);
    if (slice === undefined) continue;
    for (const { resolved } of dependencies) {
      const other = sliceOf(resolved);
      if (other === undefined) continue;
      all += 1;
      if (other !== slice && other !== 'kernel') across += 1;
    }
  }
  return all === 0 ? 0 : Math.round((100 * across) / all);
}

if (import.meta.main) {
  const file = join(process.cwd(), '.dependency-cruiser.mjs');
  const { default: configuration } = (await import(file)) as { default: Configuration };
  const { faults, modules, imports, crossing: share } = await checkBoundaries(configuration);
  for (const fault of faults) console.error(`✖ ${fault}`);
  console.log(
    `${String(modules)} modules, ${String(imports)} imports, ${String(share)}% of the imports in slices lead to another slice, ${String(faults.length)} faults.`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
}
