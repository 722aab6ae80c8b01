import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { migrate } from '../engine/migrations.ts';
import { openSqlite } from '../engine/sqlite.ts';
import { MIGRATIONS } from './migrations.ts';

test('the steps are numbered without a gap, in their order', () => {
  assert.deepEqual(
    MIGRATIONS.map(({ number }) => number),
    MIGRATIONS.map((_, place) => place + 1),
  );
});

/** SQLite has no way to change a reference but to make the table anew: what stood in it must stand there again. */
test('cases of misuse from before keep all that they said, and may be of a sealed source from then on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-steps-'));
  const engine = openSqlite(folder);
  try {
    await migrate(engine, MIGRATIONS.slice(0, 12));
    await engine.script(`
      INSERT INTO community VALUES ('c', 'ports', 'Ports', 'sector', '', 1, 1);
      INSERT INTO organization VALUES ('o', 'alder', 'Alder', 'member', '[]', '[]', 1);
      ${caseOf('one', 'o')};
      INSERT INTO misuse_step VALUES ('one', 0, 'reported', 5, 'p', 'Words', 'Contained', 9)`);
    const before = await engine.readAll(rows);
    await assert.rejects(engine.script(caseOf('two', 'alias-of-nobody')), /FOREIGN KEY/);
    await migrate(engine, MIGRATIONS);
    assert.deepEqual(await engine.readAll(rows), before);
    await engine.script(caseOf('two', 'alias-of-nobody'));
    await assert.rejects(
      engine.script(
        "INSERT INTO misuse_step VALUES ('none', 0, 'reported', 5, 'p', 'W', NULL, NULL)",
      ),
      /FOREIGN KEY/,
    );
  } finally {
    await engine[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
});

function caseOf(id: string, source: string): string {
  return `INSERT INTO misuse VALUES ('${id}', 'c', 'indicator--1', '1', '${source}', '${source}', 'p', 'o', NULL, 'Somebody', 'other', 'reported', 5)`;
}

async function rows(query: { all(sql: string): Promise<unknown[]> }): Promise<unknown[][]> {
  return [
    await query.all('SELECT * FROM misuse ORDER BY id'),
    await query.all('SELECT * FROM misuse_step ORDER BY misuse, n'),
  ].map((list) => list.map((row) => ({ ...(row as object) })));
}
