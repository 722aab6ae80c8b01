import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { EngineFault } from '../engine/engine.ts';
import type { Dialect } from '../engine/engine.ts';
import type { Checkpoint } from '../store.ts';

/** What stands beside a backup: what it holds, and how to tell that it is whole. */
export interface Manifest {
  readonly format: 'tocsin-backup-1';
  /** The file's name, without its folder. */
  readonly file: string;
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
  /** The engine the backup was taken from; the file itself is SQLite either way. */
  readonly engine: Dialect;
  readonly tables: Readonly<Record<string, number>>;
  readonly checkpoint: Checkpoint;
}

/** Where the manifest of a backup lies: beside it. */
export function manifestPath(backupFile: string): string {
  return `${backupFile}.json`;
}

/** Reads the manifest and checks the file against it: length and SHA-256. */
export async function readManifest(backupFile: string): Promise<Manifest> {
  const path = manifestPath(backupFile);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new EngineFault(
      `Cannot read "${path}": a backup is restored together with the description beside it`,
    );
  });
  const manifest = parse(text);
  if (manifest === undefined) throw new EngineFault(`"${path}" is no description of a backup`);
  if ((await sha256Of(backupFile)) !== manifest.sha256) {
    throw new EngineFault(
      `"${backupFile}" is not the file its description speaks of: it is damaged or another one`,
    );
  }
  return manifest;
}

/** SHA-256 of a file, in hexadecimal, read piece by piece. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Uint8Array);
  return hash.digest('hex');
}

function parse(text: string): Manifest | undefined {
  try {
    const value = JSON.parse(text) as Partial<Manifest> | null;
    const isWhole =
      value?.format === 'tocsin-backup-1' &&
      typeof value.sha256 === 'string' &&
      typeof value.tables === 'object' &&
      typeof value.checkpoint === 'object';
    return isWhole ? (value as Manifest) : undefined;
  } catch {
    return undefined;
  }
}
