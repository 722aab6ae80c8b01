import { chmod, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { backup as copyOnline, DatabaseSync } from 'node:sqlite';
import { signCheckpoint, signingKey } from '../audit/checkpoint.ts';
import { readRoot } from '../audit/stored-tree.ts';
import { EngineFault } from '../engine/engine.ts';
import type { Engine } from '../engine/engine.ts';
import { migrate } from '../engine/migrations.ts';
import { SqliteEngine } from '../engine/sqlite.ts';
import { MIGRATIONS } from '../schema/migrations.ts';
import type { BackupReport } from '../store.ts';
import { BackupFile } from './backup-file.ts';
import { copyAll } from './copy.ts';
import { manifestPath, sha256Of } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { tablesOf } from './tables.ts';

/** Pages copied in one step: all of them, so that one snapshot is copied and writers never start it over. */
const PAGES_A_STEP = 2_147_483_647;

/**
 * Writes a backup into a directory while the store is in use: one SQLite file that is one snapshot, and a
 * description beside it. SQLite is copied by its own online backup, on a thread of its own; PostgreSQL is
 * read in one REPEATABLE READ snapshot. The file holds every secret of the hub: it is made readable for
 * its owner only, and belongs where nobody else reads. A file under its final name is whole.
 */
export async function backup(
  engine: Engine,
  directory: string,
  by: { now: () => number },
): Promise<BackupReport> {
  const madeAt = by.now();
  const stamp = new Date(madeAt).toISOString().replaceAll(/[:.]/g, '-');
  const file = join(directory, `tocsin-${stamp}.db`);
  const part = `${file}.part`;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await mustNotExist(file);
  // Made now, so that the copy holds the key its checkpoint is signed with.
  const key = await signingKey(engine);
  try {
    await (await open(part, 'wx', 0o600)).close();
    if (engine instanceof SqliteEngine) await copyFile(engine, part);
    else await copyRows(engine, part);
    settle(part);
    const manifest = await describe(part, { madeAt, engine, key });
    await flush(part);
    await rename(part, file);
    const about: Manifest = {
      ...manifest,
      file: file.slice(directory.length).replace(/^[\\/]/, ''),
    };
    await writeFile(manifestPath(file), `${JSON.stringify(about, null, 2)}\n`, { mode: 0o600 });
    await flush(manifestPath(file));
    await flush(dirname(file));
    const { bytes, checkpoint, sha256, tables } = manifest;
    return { file, manifest: manifestPath(file), bytes, sha256, tables, checkpoint };
  } finally {
    for (const rest of [part, `${part}-wal`, `${part}-shm`]) await rm(rest, { force: true });
  }
}

async function copyFile(engine: SqliteEngine, part: string): Promise<void> {
  const source = new DatabaseSync(engine.file, { readOnly: true });
  try {
    await copyOnline(source, part, { rate: PAGES_A_STEP });
  } finally {
    source.close();
  }
}

async function copyRows(engine: Engine, part: string): Promise<void> {
  await using target = new SqliteEngine(part);
  await migrate(target, MIGRATIONS);
  await copyAll(engine, target);
}

/** Leaves one file that is whole by itself, and checks it. */
function settle(part: string): void {
  const database = new DatabaseSync(part);
  try {
    database.exec('PRAGMA journal_mode=DELETE');
    const check = database.prepare('PRAGMA quick_check(1)').get();
    if (check?.['quick_check'] !== 'ok') {
      throw new EngineFault(
        `The copy does not hold together (${String(check?.['quick_check'])}): the data may be damaged`,
      );
    }
  } finally {
    database.close();
  }
}

async function describe(
  part: string,
  by: { madeAt: number; engine: Engine; key: Uint8Array },
): Promise<Omit<Manifest, 'file' | 'tables'> & { tables: Record<string, number> }> {
  using copy = new BackupFile(part);
  const { head, tables } = await copy.readAll(async (query) => {
    const counts: Record<string, number> = {};
    for (const { name } of await tablesOf(query)) {
      const row = await query.one<{ n: number }>(`SELECT count(*) AS n FROM ${name}`);
      counts[name] = row?.n ?? 0;
    }
    return { tables: counts, head: await readRoot(query) };
  });
  await chmod(part, 0o600);
  return {
    format: 'tocsin-backup-1',
    bytes: (await stat(part)).size,
    sha256: await sha256Of(part),
    madeAt: by.madeAt,
    engine: by.engine.dialect,
    tables,
    checkpoint: signCheckpoint(head, by.key),
  };
}

async function mustNotExist(file: string): Promise<void> {
  const there = await stat(file).catch(() => undefined);
  if (there !== undefined) throw new EngineFault(`There is already a backup "${file}"`);
}

/** Brings a file, or a directory's names, onto the disk. */
async function flush(path: string): Promise<void> {
  const held = await open(path, 'r');
  try {
    await held.sync();
  } catch (fault) {
    // Some systems cannot flush a directory; the names then follow in their own time.
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EPERM')) throw fault;
  } finally {
    await held.close();
  }
}
