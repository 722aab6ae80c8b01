import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { levelOfLabel } from '@tocsin/policy';
import { freshDatabase, startPostgres } from '../../testkit/src/postgres.ts';
import { openStore } from '../src/index.ts';
import { CRASH_WORLD } from './crash-world.ts';
import type { Store } from '../src/index.ts';

const ACTS = fileURLToPath(new URL('leaving-acts.ts', import.meta.url));

type Act = 'lower' | 'take-back';
type Seen = 'amber' | 'green' | 'gone';

describe('a process killed while what a member laid down for leaving is carried out', () => {
  for (const act of ['lower', 'take-back'] as const) {
    test(`leaves each object before it or after it, and the rest is done later: ${act}, on the embedded engine`, async (t) => {
      t.diagnostic(await killed(act));
    });

    test(`leaves each object before it or after it, and the rest is done later: ${act}, on PostgreSQL`, async (t) => {
      await using server = await startPostgres();
      await using database = await freshDatabase(server.url);
      t.diagnostic(await killed(act, database.url));
    });
  }
});

async function killed(act: Act, databaseUrl?: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'tocsin-leaving-'));
  const place = databaseUrl === undefined ? {} : { databaseUrl };
  const open = (worksBehind: boolean): Promise<Store> =>
    openStore({ dataDirectory: directory, worksBehind, ...place });
  try {
    {
      await using store = await open(false);
      await store.unguarded('provision').provision(CRASH_WORLD);
    }
    const ids = await untilKilled(act, { directory, databaseUrl });
    const end = act === 'lower' ? 'green' : 'gone';
    let moved = 0;
    {
      await using store = await open(false);
      const seen = await look(store, ids);
      assert.ok(
        seen.every((one) => one === 'amber' || one === end),
        [...new Set(seen)].join(),
      );
      moved = seen.filter((one) => one === end).length;
      assert.ok(moved > 0 && moved < ids.length, `${String(moved)} were moved when it was killed`);
    }
    await using store = await open(true);
    await store.settled();
    assert.deepEqual([...new Set(await look(store, ids))], [end]);
    const verdict = await store.unguarded('audit-verify').verifyAudit();
    assert.equal(verdict.ok, true, JSON.stringify(verdict));
    return `killed after ${String(moved)} of ${String(ids.length)} objects`;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Kills it once the first piece is done; gives the objects it is about. */
async function untilKilled(
  act: Act,
  at: { directory: string; databaseUrl: string | undefined },
): Promise<string[]> {
  const child = spawn(process.execPath, [ACTS, at.directory, act], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...(at.databaseUrl === undefined ? {} : { TOCSIN_DATABASE_URL: at.databaseUrl }),
    },
  });
  const closed = once(child, 'close');
  let text = '';
  const isMoved = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('moved\n')) resolve();
    });
  });
  await Promise.race([
    isMoved,
    closed.then(() => assert.fail('The process ended by itself before it was killed')),
  ]);
  child.kill('SIGKILL');
  await closed;
  const [, ...ids] =
    text
      .split('\n')
      .find((line) => line.startsWith('shared '))
      ?.split(' ') ?? [];
  return ids;
}

/** What Birch sees of each; all versions of one stand alike. */
async function look(store: Store, ids: readonly string[]): Promise<Seen[]> {
  const account = await store.door.account({ email: 'birch@birch.example' });
  const [own] = account?.organizations ?? [];
  const principal = {
    kind: 'person',
    id: account?.person ?? '',
    organization: own?.id ?? '',
  } as const;
  const { exchange, directory } = await store.as(principal);
  const [community] = await directory.communities();
  const seen: Seen[] = [];
  for (const id of ids) {
    const versions = await exchange.versions(id, community?.id ?? '');
    assert.equal(new Set(versions.map(({ labelId }) => labelId)).size <= 1, true, id);
    assert.ok(versions.length === 0 || versions.length === 2, `${id}: ${String(versions.length)}`);
    const label = (await exchange.object(id))?.label;
    if (label === undefined) seen.push('gone');
    else seen.push(levelOfLabel(label, Date.now()) === 'amber' ? 'amber' : 'green');
  }
  return seen;
}
