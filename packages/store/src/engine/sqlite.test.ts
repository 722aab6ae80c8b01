import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Query } from './engine.ts';
import { openSqlite, SQLITE_FILE } from './sqlite.ts';

const COMMITS = 300;
/** About fifty pages. */
const BYTES = 200_000;

test('the log starts over although somebody reads before and after every commit', async () => {
  await using place = await folder();
  await using engine = openSqlite(place.path);
  await engine.script('CREATE TABLE part (n INTEGER PRIMARY KEY, bytes BLOB)');
  for (let n = 1; n <= COMMITS; n++) {
    await engine.one('SELECT count(*) AS n FROM part');
    await engine.writeBehind(({ run }) =>
      run('INSERT INTO part (n, bytes) VALUES (?, ?)', [n, new Uint8Array(BYTES)]),
    );
    assert.equal(await numberOf(engine, 'SELECT max(n) AS n FROM part'), n);
  }
  const { size } = await stat(join(place.path, `${SQLITE_FILE}-wal`));
  assert.ok(size < (COMMITS * BYTES) / 2, `${String(size)} bytes of log`);
});

test('every reading begins after what another process had committed before it', async () => {
  await using place = await folder();
  await using ours = openSqlite(place.path);
  await ours.script('CREATE TABLE part (n INTEGER PRIMARY KEY)');
  await using other = openSqlite(place.path);
  for (let n = 1; n <= 20; n++) {
    await other.write(({ run }) => run('INSERT INTO part (n) VALUES (?)', [n]));
    const read = await ours.read((query) => numberOf(query, 'SELECT max(n) AS n FROM part'));
    assert.equal(read, n);
    assert.equal(await numberOf(ours, 'SELECT count(*) AS n FROM part'), n);
  }
});

test('a reading that lasts keeps what it began with while others write and read on', async () => {
  await using place = await folder();
  await using engine = openSqlite(place.path);
  await engine.script('CREATE TABLE part (n INTEGER PRIMARY KEY)');
  await engine.read(async (query) => {
    assert.deepEqual(await query.all('SELECT n FROM part'), []);
    await engine.write(({ run }) => run('INSERT INTO part (n) VALUES (?)', [1]));
    assert.equal(await numberOf(engine, 'SELECT n FROM part'), 1);
    assert.deepEqual(await query.all('SELECT n FROM part'), []);
  });
});

async function numberOf(query: Pick<Query, 'one'>, sql: string): Promise<number | undefined> {
  return (await query.one<{ n: number }>(sql))?.n;
}

async function folder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'tocsin-engine-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
