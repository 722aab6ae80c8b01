/**
 * Mutates the decision and the join (packages/policy) with Stryker, and lists what no test noticed. Stryker is no
 * dependency of the project: it is large, and run when the rule changes. Install it in a folder of its own:
 *
 *   npm install --prefix ../mutation --ignore-scripts @stryker-mutator/core
 *   node tools/mutate.ts ../mutation
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What decides and joins; whoever moves a rule out of them names its new place here. */
const MUTATED = ['may-read', 'label', 'reader', 'levels', 'release', 'attestation-rule'];
/** The tests of those, which run without a store. */
const TESTS = [
  'may-read',
  'label',
  'label-text',
  'levels',
  'attestation',
  'reader',
  'release',
  'may-change',
  'truth-table',
];
/** Mutants that mean the same as the program, each with the reason above it. */
const ALIKE = 'packages/policy/mutants-alike.txt';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = path.resolve(process.argv[2] ?? '../mutation');
const within = (...parts: string[]): string => path.join(folder, ...parts);

for (const one of ['packages', 'conformance', '.stryker-tmp'])
  rmSync(within(one), { recursive: true, force: true });
cpSync(path.join(root, 'packages/policy'), within('packages/policy'), { recursive: true });
cpSync(path.join(root, 'conformance'), within('conformance'), { recursive: true });
mkdirSync(within('node_modules/@tocsin'), { recursive: true });
for (const [name, from] of [
  ['@tocsin/stix', 'packages/stix'],
  ['fast-check', 'node_modules/fast-check'],
  ['pure-rand', 'node_modules/pure-rand'],
] as const) {
  rmSync(within('node_modules', name), { recursive: true, force: true });
  symlinkSync(path.join(root, from), within('node_modules', name));
}
const files = TESTS.map((name) => `packages/policy/src/${name}.test.ts`).join(' ');
const settings = {
  testRunner: 'command',
  commandRunner: { command: `${process.execPath} --test --test-isolation=none ${files}` },
  mutate: MUTATED.map((name) => `packages/policy/src/${name}.ts`),
  reporters: ['progress', 'json'],
  jsonReporter: { fileName: 'mutation.json' },
  coverageAnalysis: 'off',
  concurrency: Number(process.env['TOCSIN_MUTATION_JOBS'] ?? 2),
  timeoutMS: 20_000,
  checkers: [],
  plugins: [],
  tempDirName: '.stryker-tmp',
};
writeFileSync(within('stryker.config.json'), JSON.stringify(settings, null, 2));
const stryker = within('node_modules/@stryker-mutator/core/bin/stryker.js');
const run = spawnSync(process.execPath, [stryker, 'run'], { cwd: folder, stdio: 'inherit' });
if (run.status !== 0) process.exit(1);

interface Mutant {
  status: string;
  mutatorName: string;
  replacement?: string;
  location: { start: { line: number; column: number }; end: { line: number; column: number } };
}
const report = JSON.parse(readFileSync(within('mutation.json'), 'utf8')) as {
  files: Record<string, { source: string; mutants: Mutant[] }>;
};
const alike = new Set(
  readFileSync(path.join(root, ALIKE), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('packages/')),
);
let killed = 0;
const survivors: string[] = [];
for (const [file, { source, mutants }] of Object.entries(report.files)) {
  for (const mutant of mutants) {
    if (mutant.status === 'Survived' || mutant.status === 'NoCoverage')
      survivors.push(lineOf(file, source, mutant));
    else killed += 1;
  }
}
const unknown = survivors.filter((line) => !alike.has(line));
for (const line of unknown) console.log(`✖ ${line}`);
console.log(
  `${String(killed)} noticed, ${String(survivors.length - unknown.length)} that mean the same (${ALIKE}), ${String(unknown.length)} that no test noticed.`,
);
if (unknown.length > 0) process.exitCode = 1;

/** A mutant as a line that stays the same when others move: file, the line it is in, what stood there, what it became. */
function lineOf(file: string, source: string, { location, replacement = '' }: Mutant): string {
  const lines = source.split('\n');
  const { start, end } = location;
  const part = lines.slice(start.line - 1, end.line);
  const whole = (part[0] ?? '').trim();
  const last = part.length - 1;
  part[last] = part[last]?.slice(0, end.column - 1) ?? '';
  part[0] = part[0]?.slice(start.column - 1) ?? '';
  const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
  return `${file} | ${whole} | ${flat(part.join('\n'))} => ${flat(replacement)}`;
}
