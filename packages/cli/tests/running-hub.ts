import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The entry of the command. */
export const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** The checkout. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What a run of the command printed and ended with. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly words: string;
}

/** Runs the command as a process of its own. */
export async function tocsin(
  parameters: string[],
  more: { env?: Record<string, string>; input?: string | Uint8Array } = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, ...parameters], {
    env: { ...cleanEnvironment(), ...more.env },
  });
  child.stdin.end(more.input ?? '');
  return ended(child);
}

/** Waits for a process and gives what it printed. */
export function ended(child: ChildProcess): Promise<Ran> {
  const out: Buffer[] = [];
  const words: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => words.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), words: Buffer.concat(words).toString() }),
    );
  });
}

/** The environment without the settings of whoever runs the tests. */
export function cleanEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('TOCSIN_') && !name.startsWith('NODE_TEST'),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? '']));
}

/** A hub as an operator runs it: a process on a port of its own. */
export class RunningHub implements AsyncDisposable {
  readonly child: ChildProcess;
  readonly address: string;
  readonly lines: string[];

  private constructor(child: ChildProcess, address: string, lines: string[]) {
    this.child = child;
    this.address = address;
    this.lines = lines;
  }

  /** Starts and waits until it listens. */
  static async start(
    data: string,
    more: { port?: number; env?: Record<string, string> } = {},
  ): Promise<RunningHub> {
    const env = {
      ...cleanEnvironment(),
      TOCSIN_DATA: data,
      TOCSIN_PORT: String(more.port ?? 0),
      TOCSIN_METRICS_PORT: '0',
      ...more.env,
    };
    const child = spawn(process.execPath, [MAIN, 'hub'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    const address = await new Promise<string>((resolve, reject) => {
      let text = '';
      const hear = (chunk: Buffer): void => {
        text += chunk.toString();
        const found = /listens on (http:\S+)/.exec(text)?.[1];
        lines.splice(0, lines.length, ...text.split('\n'));
        if (found !== undefined) resolve(found);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('close', (code) => reject(new Error(`The hub ended with ${String(code)}: ${text}`)));
    });
    return new RunningHub(child, address, lines);
  }

  /** Ends it and gives its exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const closed = new Promise<number | null>((resolve) =>
      this.child.on('close', (code) => resolve(code)),
    );
    this.child.kill(signal);
    return closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop('SIGKILL');
  }
}

/** A directory that goes away afterwards. */
export async function temporary(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'tocsin-cli-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
