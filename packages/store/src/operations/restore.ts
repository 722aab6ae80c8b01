import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyAudit } from '../audit/verify.ts';
import { EngineFault } from '../engine/engine.ts';
import type { Engine, Query } from '../engine/engine.ts';
import { migrate } from '../engine/migrations.ts';
import { SqliteEngine } from '../engine/sqlite.ts';
import { MIGRATIONS } from '../schema/migrations.ts';
import type { AuditVerdict } from '../store.ts';
import { BackupFile } from './backup-file.ts';
import { copyAll, isEmpty } from './copy.ts';
import type { Source } from './copy.ts';
import { readManifest } from './manifest.ts';

/** What was brought back, and whether its record is the one that was backed up. */
export interface RestoreReport {
  readonly tables: Record<string, number>;
  readonly audit: AuditVerdict;
}

/**
 * Brings a backup back into an empty store of either engine, already brought up to this program's tables.
 * Refuses a target that holds anything, a file that is not the one described beside it, and one written by
 * a newer program; a backup of an older program is brought up to date on the way. Whoever has the target
 * open must open it again.
 */
export async function restore(backupFile: string, target: Engine): Promise<RestoreReport> {
  if (!(await isEmpty(target))) {
    throw new EngineFault(
      'Cannot restore into a store that holds something: give an empty data directory or database',
    );
  }
  const manifest = await readManifest(backupFile);
  const tables = await withSource(backupFile, (source) => copyAll(source, target));
  for (const [name, count] of Object.entries(manifest.tables)) {
    if (name !== 'outbox' && (tables[name] ?? 0) !== count) {
      throw new EngineFault(
        `The backup holds ${String(tables[name])} rows of "${name}" instead of ${String(count)}: throw the target away`,
      );
    }
  }
  const audit = await target.readAll((query) => verifyAudit(query, manifest.checkpoint));
  return { tables, audit };
}

async function withSource<T>(backupFile: string, work: (source: Source) => Promise<T>): Promise<T> {
  const newest = Math.max(...MIGRATIONS.map((migration) => migration.number));
  {
    using file = new BackupFile(backupFile);
    const step = await file.readAll(stepOf);
    if (step > newest) {
      throw new EngineFault(
        `The backup was written by a newer Tocsin (step ${String(step)}, this program knows ${String(newest)}): restore it with that one`,
      );
    }
    if (step === newest) return await work(file);
  }
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-restore-'));
  try {
    const copy = join(folder, 'backup.db');
    await copyFile(backupFile, copy);
    await using engine = new SqliteEngine(copy);
    await migrate(engine, MIGRATIONS);
    return await work(engine);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function stepOf(query: Query): Promise<number> {
  const row = await query.one<{ number: number | null }>(
    'SELECT max(number) AS number FROM migration',
  );
  return row?.number ?? 0;
}
