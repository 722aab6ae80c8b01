import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Says in a data directory that a hub works on it. */
export const RUNNING_FILE = 'running.json';
/** How long its address is given to answer. Milliseconds. */
const ANSWER_MS = 2000;

/** A hub at work: its process, and where it answers. */
export interface RunningHub {
  readonly pid: number;
  readonly address: string;
}

/** Writes that this process serves the directory at an address; gives what takes that back. */
export async function sayRunning(
  dataDirectory: string,
  address: string,
): Promise<() => Promise<void>> {
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const file = join(dataDirectory, RUNNING_FILE);
  const part = `${file}.${String(process.pid)}`;
  await writeFile(part, JSON.stringify({ pid: process.pid, address }), { mode: 0o600 });
  await rename(part, file);
  return async () => {
    // Another may have started on the same directory since.
    if ((await readRunning(file))?.address === address) await rm(file, { force: true });
  };
}

/**
 * The hub that works on a directory: one that answers, or whose process is there. What a hub that was killed left
 * behind counts no more, unless another process has its number by now.
 */
export async function runningHub(dataDirectory: string): Promise<RunningHub | undefined> {
  const said = await readRunning(join(dataDirectory, RUNNING_FILE));
  if (said === undefined) return undefined;
  return isThere(said.pid) || (await answers(said.address)) ? said : undefined;
}

async function readRunning(file: string): Promise<RunningHub | undefined> {
  try {
    const said: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof said !== 'object' || said === null || !('pid' in said) || !('address' in said))
      return undefined;
    const { pid, address } = said;
    return Number.isSafeInteger(pid) && typeof address === 'string'
      ? { pid: Number(pid), address }
      : undefined;
  } catch {
    return undefined;
  }
}

function isThere(pid: number): boolean {
  if (pid === process.pid || pid === process.ppid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
}

async function answers(address: string): Promise<boolean> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  return fetch(`${address}/healthz`, { signal }).then(
    (response) => response.ok,
    () => false,
  );
}
