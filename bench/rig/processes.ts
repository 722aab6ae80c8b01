/**
 * Processes under measurement. Load and baseline share a machine with whatever else runs there, so what
 * counts is the processor time of the measured process, as the kernel of the system adds it up.
 */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = join(root, 'packages/cli/src/main.ts');
/** Everything the benchmarks write; git does not list it. */
export const CACHE = join(root, '.cache/bench');
/** USER_HZ of every Linux that Node runs on. */
const TICKS_A_SECOND = 100;
/** As `nodeFlags` of tools/bootstrap.mjs, which starts the hub of a checkout. */
const NODE_FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=50'];
/** Ended with this process, whatever ends it. */
const started = new Set<ChildProcess>();
const folders = new Set<string>();
process.once('exit', () => {
  for (const child of started) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
process.once('SIGTERM', () => process.exit(143));
process.once('SIGINT', () => process.exit(130));
/** Longest wait for a process to be ready. Milliseconds. */
const PATIENCE_MS = 120_000;

/** A server in a process of its own. */
export interface Running extends AsyncDisposable {
  readonly pid: number;
  /** `http://127.0.0.1:40123`. */
  readonly address: string;
  /** Asks it to stop and waits until it has. */
  stop(): Promise<void>;
}

/** A hub as an operator would start it. */
export interface HubOptions {
  readonly data: string;
  readonly databaseUrl?: string;
  /** A program that starts a hub otherwise; default the `tocsin` command. */
  readonly program?: string;
  /** Flags for Node, such as `--cpu-prof`. */
  readonly node?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a hub and waits for its address. */
export function startHub(options: HubOptions): Promise<Running> {
  const { data, databaseUrl, program = command, node = [], environment = {} } = options;
  const args = [...NODE_FLAGS, ...profiling(), ...node, program, 'hub'];
  args.push('--data', data, '--port', '0', '--metrics-port', '0');
  if (databaseUrl !== undefined) args.push('--database-url', databaseUrl);
  return startServer(args, environment);
}

/** Starts a program of this folder that prints its address. */
export function startProgram(file: string, args: readonly string[] = []): Promise<Running> {
  return startServer([fileURLToPath(new URL(file, import.meta.url)), ...args], {});
}

/** Brings a world into a data directory or database; gives the new tokens by name. */
export function provision(
  world: unknown,
  at: { data: string; databaseUrl?: string },
): Map<string, string> {
  const args = [command, 'provision', '-', '--json', '--data', at.data];
  if (at.databaseUrl !== undefined) args.push('--database-url', at.databaseUrl);
  const done = runCommand(args, JSON.stringify(world));
  const made = JSON.parse(done) as { tokens: { name: string; token: string }[] };
  return new Map(made.tokens.map(({ name, token }) => [name, token]));
}

/** Runs a verb of the `tocsin` command to its end and gives what it printed. */
export function tocsin(args: readonly string[]): string {
  return runCommand([command, ...args], '');
}

/** An empty folder of this run; removed when the process ends. */
export function freshFolder(name: string): string {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, `${name}-`));
  folders.add(folder);
  return folder;
}

/** Processor seconds a process has used, in all its threads, with children that have ended. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
  return ticks / TICKS_A_SECOND;
}

/** Processor seconds of a process and everything it started: a PostgreSQL with its backends. */
export function treeCpuSeconds(pid: number): number {
  let sum = cpuSeconds(pid);
  for (const child of childrenOf(pid)) {
    try {
      sum += treeCpuSeconds(child);
    } catch {
      // It ended meanwhile; its parent's sum holds it from now on.
    }
  }
  return sum;
}

/** Resident memory of a process. Megabytes of 1,048,576 bytes. */
export function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'latin1');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}

/** Waits until a hub says that no background work is left. */
export async function settled(hub: Running): Promise<void> {
  for (;;) {
    const answer = await fetch(`${hub.address}/readyz`);
    const state = (await answer.json()) as { backlog: number };
    if (state.backlog === 0) return;
    await pause(50);
  }
}

/** Lets time pass. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function startServer(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Running> {
  if (!existsSync('/proc/self/stat')) {
    throw new Error('These benchmarks read /proc, so they run on Linux only');
  }
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', logFile()],
  });
  started.add(child);
  return addressOf(child).then((address) => ({
    pid: child.pid ?? 0,
    address,
    stop: () => stop(child),
    [Symbol.asyncDispose]: () => stop(child),
  }));
}

/** Logs are written as in service, to a file. */
function logFile(): number {
  mkdirSync(CACHE, { recursive: true });
  return openSync(join(CACHE, 'server.log'), 'w');
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The server does not start')), PATIENCE_MS);
    child.once('exit', (code) => reject(new Error(`The server ended with ${String(code)}`)));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /http:\/\/[\w.:[\]]+/.exec(line)?.[0];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await new Promise((resolve) => {
    child.once('exit', resolve);
  });
}

function runCommand(args: readonly string[], input: string): string {
  const done = spawnSync(process.execPath, args, { input, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.status !== 0) throw new Error(`"${args.slice(1).join(' ')}" failed: ${done.stderr}`);
  return done.stdout;
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return parent === pid ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

/** `BENCH_PROFILE=1` writes a profile of each hub into {@link CACHE}. */
function profiling(): string[] {
  if (process.env['BENCH_PROFILE'] === undefined) return [];
  return ['--cpu-prof', `--cpu-prof-dir=${join(CACHE, 'profiles')}`];
}
