/**
 * What a checkout needs before TypeScript can run: the dependencies and Node 24. Plain JavaScript without
 * dependencies, because on a fresh clone the machine's own Node 20 runs it before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The entry of the `tocsin` command. */
export const commandEntry = join(root, 'packages/cli/src/main.ts');

const neededMajor = 24;
const modules = join(root, 'node_modules');
const installStamp = join(modules, '.tocsin-install');
const cacheFolder = join(root, '.cache');
const hub = join(root, 'packages/hub');

/** Ends the program with one line instead of a stack. */
export function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

/** Installs the dependencies when they are missing or belong to another package-lock.json. */
export function ensureInstalled() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  if (readIfPresent(installStamp) === wanted) return;
  if (!matchesInstalled(JSON.parse(lock.toString('utf8')))) install();
  try {
    writeFileSync(installStamp, wanted);
  } catch {
    // A checkout that is not ours to write is compared again at every start, which takes milliseconds.
  }
}

/**
 * The Node that runs Tocsin: the one that came with the dependencies, else this one when it is new enough.
 * The packaged binary needs glibc, so on other C libraries it is passed over.
 */
export function findNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const packaged = join(modules, name, file);
  if (existsSync(packaged) && hasLoader()) return packaged;
  if (Number.parseInt(process.versions.node, 10) >= neededMajor) return process.execPath;
  return fail(
    `Tocsin needs Node ${neededMajor} and this is ${process.version}: no Node ${neededMajor} comes for ${process.platform} ${process.arch}, so install Node ${neededMajor} or newer yourself and try again.`,
  );
}

/**
 * What Node is told when it runs Tocsin. Its default lets the space for young objects grow to where a busy hub keeps
 * a hundred megabytes more, and is no faster (bench/ingest.ts). It also lets garbage lie until old objects take more
 * than twice what lives: half as much again costs about a twentieth of the time and a hundred megabytes less.
 */
export const nodeFlags = ['--max-semi-space-size=8', '--heap-growing-percent=50'];

/** The environment in which Tocsin's own tools find Node 24 and each other first. */
export function toolEnvironment(node) {
  return {
    // Node keeps the stripped and compiled form of each file here, which halves a start.
    NODE_COMPILE_CACHE: join(cacheFolder, 'compiled'),
    ...process.env,
    PATH: [dirname(node), join(modules, '.bin'), process.env.PATH].join(delimiter),
  };
}

/** Runs a program to its end; gives its exit code, and 128 + signal when a signal ended it. */
export function run(program, args, { env = process.env, quiet = false } = {}) {
  const done = spawnSync(program, args, {
    cwd: root,
    env,
    stdio: quiet ? ['ignore', 'ignore', 'inherit'] : 'inherit',
    shell: process.platform === 'win32' && !program.endsWith('.exe'),
  });
  if (done.error) return fail(`Cannot run '${program}': ${done.error.message}.`);
  return done.status ?? 128;
}

/**
 * Hands this process over to another program: same terminal, same folder, signals passed on, its exit code ours.
 * A Ctrl-C reaches both through the terminal, so it is only passed on where there is no terminal.
 */
export function handOver(program, args, env) {
  const child = spawn(program, args, { env, stdio: 'inherit' });
  let isTold = false;
  const passOn = (signal) => {
    isTold = true;
    child.kill(signal);
  };
  process.on('SIGTERM', passOn);
  process.on('SIGHUP', passOn);
  process.on('SIGINT', process.stdin.isTTY ? () => {} : passOn);
  child.on('error', (error) => fail(`Cannot run '${program}': ${error.message}.`));
  // npm hands a signal on and is gone: told a second time, a hub would not wait for its orderly end.
  stopWithNpm(() => {
    if (!isTold) child.kill('SIGTERM');
  });
  child.on('exit', (code, signal) => process.exit(code ?? exitCodeOf(signal)));
  return child;
}

/** Builds the web app into packages/web/dist when what it is made of changed since the last build. */
export function ensureWebBuilt(node) {
  const web = join(root, 'packages/web');
  const entry = ['src/main.tsx', 'src/main.ts'].some((file) => existsSync(join(web, file)));
  if (!entry) {
    process.stderr.write('The web app has no entry yet; starting without it.\n');
    return;
  }
  const stamp = join(cacheFolder, 'web-build');
  const isBuilt = () =>
    readIfPresent(stamp) === hashOf(webSources()) && existsSync(join(web, 'dist/index.html'));
  if (isBuilt()) return;
  // Two builds at once, as by two test files, would take each other's files away.
  mkdirSync(cacheFolder, { recursive: true });
  const release = takeTurn(join(cacheFolder, 'web-build.lock'));
  const code = isBuilt() ? 0 : buildWeb(node, web, stamp);
  release();
  if (code !== 0) fail('The web app could not be built; the lines above say why.');
}

/**
 * Has everything compiled by a process that ends, before the first hub of all starts: a hub that compiles its own code
 * keeps what Node needs for it, about 20 MB, for as long as it runs (bench/start.ts).
 */
export function ensureCompiled(node) {
  const stamp = join(cacheFolder, 'hub-compiled');
  const wanted = hashOf([join(root, 'package-lock.json')]);
  if (readIfPresent(stamp) === wanted) return;
  const env = toolEnvironment(node);
  const code = run(node, [...nodeFlags, commandEntry, '--version'], { env, quiet: true });
  if (code !== 0) fail('Tocsin could not be loaded; the lines above say why.');
  try {
    mkdirSync(cacheFolder, { recursive: true });
    writeFileSync(stamp, wanted);
  } catch {
    // A checkout that is not ours to write keeps nothing compiled either.
  }
}

function buildWeb(node, web, stamp) {
  const wanted = hashOf(webSources());
  process.stderr.write('Building the web app (once, then only after changes) …\n');
  const args = [join(modules, 'vite/bin/vite.js'), 'build', web, '--logLevel', 'warn'];
  const code = run(node, args, { env: toolEnvironment(node) });
  if (code === 0) writeFileSync(stamp, wanted);
  return code;
}

/** Waits until no living process holds the lock file (one that ended without giving it back holds nothing), and holds it until the function given back is called. */
function takeTurn(lock) {
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (fault) {
      if (fault.code !== 'EEXIST') throw fault;
    }
    const holder = Number(readIfPresent(lock));
    if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault.code === 'EPERM';
  }
}

/**
 * Stops when npm is gone. A signal sent to npm ends npm and the shell between, but never arrives here; without
 * this, stopping `npm start` would leave the hub running.
 */
export function stopWithNpm(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 250);
  timer.unref();
}

function install() {
  process.stderr.write('Installing dependencies (once, then only when they change) …\n');
  // The machine's own npm must run under the machine's own Node: this install replaces the packaged one.
  const path = process.env.PATH.split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter);
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
  const code = run('npm', args, { env: { ...process.env, PATH: path }, quiet: true });
  if (code !== 0) fail("'npm ci' failed; the lines above say why.");
}

/** Whether npm's own record of what it installed says the same as the lock file, package by package. */
function matchesInstalled(lock) {
  const record = readIfPresent(join(modules, '.package-lock.json'));
  if (record === undefined) return false;
  const installed = JSON.parse(record).packages;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/')) return true;
    const found = installed[path];
    if (found === undefined) return wanted.optional === true || wanted.peer === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

const OF_CONTRACTS = /contract|schema|problem-codes|[\\/]filter[\\/]/;

/** Everything that ends up in the web app: its own files, the packages it uses and what builds it. */
function webSources() {
  const folders = [
    'packages/web',
    'packages/stix/src',
    'packages/policy/src',
    'packages/shield/src',
    'packages/hub/src',
  ];
  const files = folders.flatMap((folder) => filesIn(join(root, folder)));
  files.push(join(root, 'package-lock.json'), join(root, 'tsconfig.base.json'));
  return files.filter((file) => !file.includes('.test.')).sort();
}

function filesIn(folder) {
  const skipped = new Set(['dist', 'node_modules', 'tests']);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesIn(path);
    // Of the hub, the browser gets the contracts with their schemas and the filter language, and nothing else.
    return !path.startsWith(hub) || OF_CONTRACTS.test(path) ? [path] : [];
  });
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

function readIfPresent(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function hasLoader() {
  if (process.platform !== 'linux') return true;
  return ['/lib64/ld-linux-x86-64.so.2', '/lib/ld-linux-aarch64.so.1'].some(existsSync);
}

function exitCodeOf(signal) {
  return { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 }[signal] ?? 1;
}
