/**
 * The whole test run behind `npm test`: one PostgreSQL for all of it, Chromium present, two test files at a
 * time of which at most one drives a browser, and a report that ends with node's own summary lines.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../packages/testkit/src/chromium.ts';
import { startPostgres } from '../packages/testkit/src/postgres.ts';
import { addedUp, SUMMARY_FILE } from './test-reporter.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const places = [
  'packages/*/src/**/*.test.ts',
  'packages/*/tests/**/*.test.ts',
  'tools/**/*.test.{ts,mjs}',
];
/** Test files at a time; more only makes the browser and the database wait for each other. */
const concurrency = Math.min(2, cpus().length);
/** Files that drive a browser, which alone keeps two processors busy: one at a time, beside the others. */
const browserTests = 'packages/web/tests/';
/** Milliseconds after which the whole run is given up; tools/test-watch.ts limits single files. */
const patience = 70 * 60_000;

const wanted = process.argv.slice(2);
const files = narrow(await testFiles(), wanted);
if (files.length === 0) {
  console.error(`No test file matches '${wanted.join(' ')}': give a package, a path or a glob.`);
  process.exit(1);
}
const isWhole = wanted.length === 0;
if ((isWhole || (await mentions(/chromium|browser/i))) && !ensureChromium()) process.exit(1);
await using postgres =
  isWhole || (await mentions(/postgres|testkit/i)) ? await startPostgres() : undefined;
process.exitCode = await runAll(postgres?.url);

async function testFiles(): Promise<string[]> {
  const found = new Set<string>();
  const exclude = (path: string): boolean => path.includes('node_modules');
  for await (const file of glob(places, { cwd: root, exclude })) found.add(file);
  return [...found].sort();
}

/** Keeps the files that belong to one of the names: a package (`stix`), `tools`, a path, a folder or a glob. */
function narrow(all: string[], names: string[]): string[] {
  if (names.length === 0) return all;
  return all.filter((file) =>
    names.some((name) => {
      const path = name.replace(/^\.\//, '').replace(/\/$/, '');
      const folders = [path, `packages/${path}`];
      return (
        file === path || folders.some((f) => file.startsWith(`${f}/`)) || matchesGlob(file, path)
      );
    }),
  );
}

async function mentions(word: RegExp): Promise<boolean> {
  for (const file of files) {
    if (word.test(await readFile(join(root, file), 'utf8'))) return true;
  }
  return false;
}

/** Chromium is there, or is installed where that needs nobody's leave: as root on a machine with apt-get. */
function ensureChromium(): boolean {
  if (findChromium() !== undefined) return true;
  const hint = "install it ('apt-get install chromium') or set TOCSIN_TEST_CHROMIUM to its path";
  if (process.getuid?.() === 0 && process.platform === 'linux') {
    console.error('Installing Chromium for the browser tests (once) …');
    const install = 'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium';
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('sh', ['-c', install], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    if (findChromium() !== undefined) return true;
    console.error(`The browser tests need Chromium and apt-get did not bring it: ${hint}.`);
    return false;
  }
  console.error(`The browser tests need Chromium: ${hint}.`);
  return false;
}

async function runAll(postgresUrl: string | undefined): Promise<number> {
  const browser = files.filter((file) => file.startsWith(browserTests));
  const others = files.filter((file) => !file.startsWith(browserTests));
  const env = postgresUrl === undefined ? {} : { TOCSIN_TEST_POSTGRES: postgresUrl };
  if (browser.length === 0 || others.length === 0 || concurrency === 1)
    return runPart(files, { atOnce: browser.length === 0 ? concurrency : 1, env });
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-summary-'));
  const parts = [browser, others].map((part, place) => ({
    part,
    kept: join(folder, String(place)),
  }));
  const codes = await Promise.all(
    parts.map(({ part, kept }) =>
      runPart(part, { atOnce: 1, env: { ...env, [SUMMARY_FILE]: kept } }),
    ),
  );
  const texts = parts.map(({ kept }) => readFile(kept, 'utf8').catch(() => ''));
  console.log(`\n${addedUp(await Promise.all(texts))}`);
  await rm(folder, { recursive: true, force: true });
  return codes.find((code) => code !== 0) ?? 0;
}

async function runPart(
  part: readonly string[],
  { atOnce, env }: { atOnce: number; env: Readonly<Record<string, string>> },
): Promise<number> {
  const args = ['--test', `--test-concurrency=${String(atOnce)}`];
  args.push('--import=./tools/test-watch.ts', '--test-reporter=./tools/test-reporter.ts');
  const child = spawn(process.execPath, [...args, ...part], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => child.kill(signal));
  }
  const timer = setTimeout(() => {
    console.error(`The run is given up after ${String(patience / 60_000)} minutes.`);
    child.kill('SIGTERM');
  }, patience);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(timer);
  return code ?? 1;
}
