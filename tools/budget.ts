/**
 * `npm run budget`: the sizes and counts the project keeps itself to, printed and enforced. Style by numbers:
 * what can be counted is not argued about in review.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compare, parseList, readList } from './budget/lists.ts';
import { lockFaults } from './budget/lock.ts';
import { measure } from './budget/measure.ts';
import type { Measures } from './budget/measure.ts';

const limits = {
  functionLines: 70,
  fileLines: 400,
  testFileLines: 600,
  suppressionsPerThousand: 0.3,
};
const aims = { assertionsPerThousand: 2, testShare: 1, testShareOfPure: 2 };
/** Names that say nothing about what a file holds. */
const emptyNames = /^(utils?|helpers?|managers?|common|data|info|misc|shared)$/;

interface SourceFile {
  readonly path: string;
  readonly isTest: boolean;
  readonly measures: Measures;
}

const files = readFiles();
const sources = files.filter(({ isTest }) => !isTest);
const faults = [
  ...sizeFaults(),
  ...files.flatMap(({ path, measures }) =>
    measures.faults.map(({ line, text }) => `${path}:${String(line)} ${text}`),
  ),
  ...suppressionFaults(),
  ...unguardedFaults(),
  ...statementFaults(),
  ...nameFaults(),
  ...lockFaults(
    JSON.parse(readFileSync('package-lock.json', 'utf8')),
    readList('tools/install-scripts.txt'),
  ),
];
printTable();
printRatios();
for (const fault of faults) console.error(`✖ ${fault}`);
console.log(`${String(files.length)} files, ${String(faults.length)} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;

/** Every file git knows or would add, so that what is not committed yet is measured as well. */
function readFiles(): SourceFile[] {
  const places = ['packages/*.ts', 'packages/*.tsx', 'tools/*.ts'];
  const listing = ['ls-files', '--cached', '--others', '--exclude-standard', ...places];
  const paths = execFileSync('git', listing, { encoding: 'utf8' }).split('\n');
  return [...new Set(paths)]
    .filter((path) => path !== '' && existsSync(path))
    .map((path) => {
      const isTest = /\.test(-support)?\.tsx?$|^packages\/[^/]+\/tests\//.test(path);
      const text = readFileSync(path, 'utf8');
      return { path, isTest, measures: measure(text, { isTest, isTsx: path.endsWith('.tsx') }) };
    });
}

function sizeFaults(): string[] {
  const tables = readList('tools/data-tables.txt');
  const exempt = new Set(tables.map(({ name }) => name));
  const limitOf = ({ isTest }: SourceFile): number =>
    isTest ? limits.testFileLines : limits.fileLines;
  const long = files.filter((file) => file.measures.lines > limitOf(file));
  const lint = readFileSync('.oxlintrc.json', 'utf8');
  return [
    ...long
      .filter(({ path }) => !exempt.has(path))
      .map((file) => {
        return `${file.path} has ${String(file.measures.lines)} lines of ${String(limitOf(file))}`;
      }),
    ...tables
      .filter(({ name }) => !long.some(({ path }) => path === name) || !lint.includes(`"${name}"`))
      .map(
        ({ name }) => `'${name}' in tools/data-tables.txt is short, gone or not in .oxlintrc.json`,
      ),
    ...sources.flatMap(({ path, measures }) =>
      measures.functions
        .filter(({ lines }) => lines > limits.functionLines)
        .map(({ line, lines }) => {
          return `${path}:${String(line)} a function has ${String(lines)} lines of ${String(limits.functionLines)}`;
        }),
    ),
  ];
}

function suppressionFaults(): string[] {
  const all = files.flatMap(({ path, measures }) =>
    measures.suppressions.map((found) => ({ path, ...found })),
  );
  const bare = all
    .filter(({ hasReason }) => !hasReason)
    .map(({ path, line }) => `${path}:${String(line)} a suppression without a reason after '--'`);
  const share = perThousand(all.length, files);
  if (share <= limits.suppressionsPerThousand) return bare;
  const places = all.map(({ path, line }) => `${path}:${String(line)}`).join(', ');
  return [...bare, `${share.toFixed(2)} suppressions in 1,000 lines: ${places}`];
}

function unguardedFaults(): string[] {
  const file = 'tools/unguarded-uses.txt';
  const uses = unguardedUses();
  const unclear = uses.filter(({ reason }) => reason === undefined);
  const names = uses.flatMap(({ path, reason }) =>
    reason === undefined ? [] : [`${path} ${reason}`],
  );
  const listed = readList(file);
  return [
    ...unclear.map(
      ({ path, line }) => `${path}:${String(line)} unguarded without its reason as a literal`,
    ),
    ...compare(file, listed, names),
    ...grown(
      file,
      listed.map(({ name }) => name),
    ),
  ];
}

function unguardedUses(): { path: string; line: number; reason: string | undefined }[] {
  return sources
    .filter(({ path }) => !/^packages\/(store|testkit)\//.test(path))
    .flatMap(({ path, measures }) => measures.unguardedUses.map((use) => ({ path, ...use })));
}

/** Lines the last release did not have and no decision names: the list may only shrink. */
function grown(file: string, names: readonly string[]): string[] {
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' });
  const release = git('tag', '--list', 'v*', '--sort=-v:refname').split('\n')[0] ?? '';
  if (release === '' || git('ls-tree', release, file) === '') return [];
  const before = new Set(
    parseList(git('show', `${release}:${file}`), file).map(({ name }) => name),
  );
  const decisions = globSync('decisions/*.md').map((path) => readFileSync(path, 'utf8'));
  return names
    .filter((name) => !before.has(name) && !decisions.some((text) => text.includes(name)))
    .map(
      (name) =>
        `'${name}' is new in ${file} since ${release}: take a decision in decisions/ that names it`,
    );
}

function statementFaults(): string[] {
  return sources
    .filter(({ path }) => !/^packages\/(store|testkit)\//.test(path))
    .flatMap(({ path, measures }) =>
      measures.statements.map((line) => `${path}:${String(line)} SQL outside packages/store`),
    );
}

function nameFaults(): string[] {
  return files
    .filter(({ path }) =>
      path.split('/').some((part) => emptyNames.test(basename(part).replace(/\..*$/, ''))),
    )
    .map(({ path }) => `${path} has a name that says nothing: name what it holds`);
}

function printTable(): void {
  const functions = sources.flatMap(({ measures }) => measures.functions.map(({ lines }) => lines));
  const lines = sources.map(({ measures }) => measures.lines);
  const suppressions = files.flatMap(({ measures }) => measures.suppressions).length;
  const assertions = sources.flatMap(({ measures }) => measures.assertions).length;
  const rows = [
    ['lines of source', String(sum(lines)), '', ''],
    [
      'lines of tests',
      String(sum(files.map(({ measures }) => measures.lines)) - sum(lines)),
      '',
      '',
    ],
    ['function lines, longest', String(Math.max(...functions)), String(limits.functionLines), ''],
    ['function lines, p90 / p99', `${at(functions, 0.9)} / ${at(functions, 0.99)}`, '', '26 / 52'],
    ['file lines, longest', String(Math.max(...lines)), String(limits.fileLines), ''],
    ['file lines, p90', at(lines, 0.9), '', '200'],
    [
      'suppressions in 1,000 lines',
      perThousand(suppressions, files).toFixed(2),
      String(limits.suppressionsPerThousand),
      '0.15',
    ],
    [
      'type assertions in 1,000 lines',
      perThousand(assertions, sources).toFixed(2),
      '',
      String(aims.assertionsPerThousand),
    ],
    ['unguarded uses', String(unguardedUses().length), 'listed', 'fewer'],
  ];
  for (const [name = '', value = '', limit = '', aim = ''] of [
    ['measure', 'now', 'limit', 'aim'],
    ...rows,
  ]) {
    console.log(`${name.padEnd(32)}${value.padStart(10)}${limit.padStart(10)}${aim.padStart(12)}`);
  }
}

function printRatios(): void {
  const packages = [...new Set(files.map(({ path }) => path.split('/').slice(0, 2).join('/')))];
  console.log(`\n${'lines of tests for one of source'.padEnd(42)}${'aim'.padStart(22)}`);
  for (const folder of packages.filter((path) => path.startsWith('packages/'))) {
    const own = files.filter(({ path }) => path.startsWith(`${folder}/`));
    const count = (isTest: boolean): number =>
      sum(own.filter((file) => file.isTest === isTest).map(({ measures }) => measures.lines));
    const aim = /(policy|stix)$/.test(folder) ? aims.testShareOfPure : aims.testShare;
    const share = count(false) === 0 ? 0 : count(true) / count(false);
    console.log(`${folder.padEnd(32)}${share.toFixed(2).padStart(10)}${String(aim).padStart(22)}`);
  }
  console.log('');
}

function perThousand(count: number, of: readonly SourceFile[]): number {
  const lines = sum(of.map(({ measures }) => measures.lines));
  return lines === 0 ? 0 : (1000 * count) / lines;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function at(values: readonly number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return String(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
}
