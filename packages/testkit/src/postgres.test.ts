import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { Client } from 'pg';
import { freshDatabase, startPostgres } from './postgres.ts';

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

test('a fresh database is empty, its role is bound by row-level security, and drop removes both', async () => {
  await using postgres = await startPostgres();
  const [one, two] = await Promise.all([freshDatabase(postgres.url), freshDatabase(postgres.url)]);
  await ask(one.url, 'create table kept (a int)');
  const seen = await ask(two.url, `select to_regclass('kept')`);
  assert.deepEqual(seen, [null]);
  const rights = 'select rolsuper, rolbypassrls from pg_roles where rolname = current_user';
  assert.deepEqual(await ask(one.url, rights), [false, false]);
  await Promise.all([one.drop(), two.drop()]);
  const left = `select count(*)::int from pg_database where datname = '${new URL(one.url).pathname.slice(1)}'`;
  assert.deepEqual(await ask(postgres.url, left), [0]);
});

test('a killed server comes back with what it had acknowledged', async () => {
  await using postgres = await startPostgres({ own: true, durable: true });
  const { url } = await freshDatabase(postgres.url);
  await ask(url, 'create table kept as select 7 as a');
  await postgres.restart();
  assert.deepEqual(await ask(url, 'select a from kept'), [7]);
});

test('the server ends when the process that started it is killed', async () => {
  const module = JSON.stringify(new URL('./postgres.ts', import.meta.url).href);
  const script = `const { startPostgres } = await import(${module});
    console.log((await startPostgres({ own: true })).url); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  const url = chunk.toString('utf8').trim();
  assert.deepEqual(await ask(url, 'select 1'), [1]);
  child.kill('SIGKILL');
  for (let tries = 0; tries < 100 && (await answers(url)); tries += 1) await sleep(50);
  assert.equal(await answers(url), false);
});

async function answers(url: string): Promise<boolean> {
  return ask(url, 'select 1').then(
    () => true,
    () => false,
  );
}
