import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { eachEngine } from '../../tests/each-engine.ts';
import { signCheckpoint, signingKey } from '../audit/checkpoint.ts';
import { readRoot } from '../audit/stored-tree.ts';
import { verifyAudit } from '../audit/verify.ts';
import type { Dialect, Engine, Insert, Row, Value } from '../engine/engine.ts';
import { migrate } from '../engine/migrations.ts';
import { openPostgres } from '../engine/postgres.ts';
import { openSqlite, SQLITE_FILE, SqliteEngine } from '../engine/sqlite.ts';
import { batchOf, indicator, smallWorld } from '../exchange/world.test-support.ts';
import { openStore } from '../open-store.ts';
import { MIGRATIONS } from '../schema/migrations.ts';
import { PORTS, Stage } from '../people/stage.test-support.ts';
import { backup } from './backup.ts';
import { copyAll, isEmpty } from './copy.ts';
import { manifestPath, sha256Of } from './manifest.ts';
import { restore } from './restore.ts';
import { tablesOf } from './tables.ts';

/** The engine the copies go to: the other one. */
const OTHER: Record<Dialect, Dialect> = { sqlite: 'postgres', postgres: 'sqlite' };

eachEngine('a copy', (bench) => {
  test('holds every table of the other engine, row for row, and goes on counting', async () => {
    const { engine } = await full(await bench.open());
    const target = await bench.open(OTHER[bench.dialect]);
    assert.equal(await isEmpty(engine), false);
    assert.equal(await isEmpty(target), true);
    const counts = await copyAll(engine, target);
    const tables = await engine.readAll(tablesOf);
    assert.ok(tables.length >= 25);
    assert.deepEqual(Object.keys(counts).sort(), tables.map((table) => table.name).sort());
    for (const { key, name } of tables) {
      assert.ok(key.length > 0, name);
      if (name === 'outbox') continue;
      const [before, after] = [await rowsOf(engine, name, key), await rowsOf(target, name, key)];
      assert.deepEqual(after, before, name);
      assert.equal(counts[name], before.length, name);
    }
    const verdict = await target.readAll((query) => verifyAudit(query));
    assert.deepEqual(verdict.problems, []);
    const next = await target.write((write) => write.takeIds('version', 1));
    assert.deepEqual(next, [1201]);
    const fresh = await target.write((write) => write.takeIds('ledger', 1));
    assert.deepEqual(fresh, [1]);
  });

  test('enqueues the text of each community anew and frees what others had leased', async () => {
    const { engine } = await full(await bench.open());
    const target = await bench.open(bench.dialect);
    await copyAll(engine, target);
    const rows = await target.readAll((query) =>
      query.all(
        'SELECT consumer, community, first_pos, last_pos, lease_until, owner FROM outbox ORDER BY consumer, community',
      ),
    );
    assert.deepEqual(
      rows.map((row) => ({ ...row })),
      [
        { consumer: 'mail', community: 1, first_pos: 5, last_pos: 6, lease_until: 0, owner: '' },
        {
          consumer: 'text-index',
          community: 1,
          first_pos: 1,
          last_pos: 1200,
          lease_until: 0,
          owner: '',
        },
      ],
    );
  });

  test('goes only into an empty store', async () => {
    const { engine } = await full(await bench.open());
    const target = await bench.open();
    await target.write((write) => write.run("INSERT INTO word (n, name) VALUES (1, 'x')"));
    await assert.rejects(copyAll(engine, target), /not empty \(the table "word"/);
  });

  test('refuses a store with other tables', async () => {
    const { engine } = await full(await bench.open());
    const target = await bench.open();
    await target.script('CREATE TABLE later (id TEXT PRIMARY KEY)');
    await assert.rejects(copyAll(engine, target), /different tables/);
    await target.script('DROP TABLE later; CREATE TABLE odd (id REAL PRIMARY KEY)');
    await assert.rejects(copyAll(engine, target), /of type "(REAL|real)"/);
  });
});

eachEngine('a backup', (bench) => {
  test('of a hub in use brings back what was shared, readable and searchable', async () => {
    const address = bench.dialect === 'postgres' ? await bench.address() : undefined;
    await using world = await smallWorld(address);
    const alder = await world.at('alder');
    const receipt = await alder.exchange.contribute({
      community: world.community,
      kind: 'indicators',
      via: 'api',
      marking: { level: 'green', audience: { everyone: true } },
      objects: batchOf(indicator('evil.example'), indicator('worse.example')),
    });
    assert.equal(receipt.counts.kept, 2);
    const report = await world.store.unguarded('backup').backup(await bench.folder());
    const place = { dataDirectory: await bench.folder(), now: () => world.clock.now };
    const other =
      OTHER[bench.dialect] === 'postgres'
        ? { ...place, databaseUrl: await bench.address() }
        : place;
    await using target =
      'databaseUrl' in other
        ? await openPostgres(other.databaseUrl)
        : openSqlite(other.dataDirectory);
    await migrate(target, MIGRATIONS);
    const back = await restore(report.file, target);
    await target[Symbol.asyncDispose]();
    assert.deepEqual(back.audit.problems, []);
    await using store = await openStore(other);
    await store.settled();
    const birch = await store.as({ kind: 'token', id: 'token1' });
    const query = { community: world.community, limit: 10 };
    assert.deepEqual(
      await birch.exchange.page(query),
      await (await world.at('birch')).exchange.page(query),
    );
    const [hit] = await birch.exchange.search({ text: 'worse', limit: 10 });
    assert.equal(hit?.title, 'Seen worse.example');
    const more = await (
      await store.as({ kind: 'token', id: 'token0' })
    ).exchange.contribute({
      community: world.community,
      kind: 'indicators',
      via: 'api',
      marking: { level: 'green', audience: { everyone: true } },
      objects: batchOf(indicator('new.example')),
    });
    assert.equal(more.counts.kept, 1);
    assert.equal((await birch.exchange.page(query)).rows.length, 3);
    const verdict = await store.unguarded('audit-verify').verifyAudit(report.checkpoint);
    assert.deepEqual(verdict.problems, []);
  });

  test('is taken while others write, is one snapshot, and says what it holds', async () => {
    const { engine, world } = await full(await bench.open());
    const folder = join(await bench.folder(), 'deep', 'backups');
    const writer = { isAtWork: true };
    const writing = (async () => {
      for (let n = 0; writer.isAtWork; n++) {
        await world.run('UPDATE person SET totp_step = ?', [n]);
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const report = await backup(engine, folder, { now: () => world.clock.now }).finally(() => {
      writer.isAtWork = false;
    });
    await writing;
    assert.equal(report.tables['version'], 1200);
    assert.equal(report.bytes, (await stat(report.file)).size);
    assert.equal((await stat(report.file)).mode & 0o777, 0o600);
    const manifest = JSON.parse(await readFile(report.manifest, 'utf8')) as Record<string, unknown>;
    assert.deepEqual(
      [manifest['format'], manifest['engine'], manifest['sha256'], manifest['tables']],
      ['tocsin-backup-1', bench.dialect, report.sha256, report.tables],
    );
    assert.match(String(manifest['file']), /^tocsin-2026-01-01T[0-9-]+Z\.db$/);
    const root = signCheckpoint(await engine.readAll(readRoot), await signingKey(engine));
    assert.deepEqual(report.checkpoint, root);
    await assert.rejects(
      backup(engine, folder, { now: () => world.clock.now }),
      /already a backup/,
    );
  });

  test('comes back on either engine, with the same readers and a record that verifies', async () => {
    const { engine, world } = await full(await bench.open());
    const report = await backup(engine, await bench.folder(), { now: () => world.clock.now });
    for (const dialect of ['sqlite', 'postgres'] as const) {
      const target = await bench.open(dialect);
      const back = await restore(report.file, target);
      assert.deepEqual(back.audit.problems, []);
      assert.equal(back.tables['version'], 1200);
      const again = new Stage(target);
      const bob = await world.person('bob@birch.example');
      assert.deepEqual(await again.reader(bob), await world.reader(bob));
      await assert.rejects(restore(report.file, target), /empty data directory or database/);
    }
  });

  test('is refused when it was damaged, exchanged, or lost its description', async () => {
    const { engine, world } = await full(await bench.open());
    const report = await backup(engine, await bench.folder(), { now: () => world.clock.now });
    const target = await bench.open('sqlite');
    const whole = await readFile(report.file);
    const damaged = Buffer.from(whole);
    damaged[4000] = (damaged[4000] ?? 0) ^ 1;
    await writeFile(report.file, damaged);
    await assert.rejects(restore(report.file, target), /damaged or another one/);
    await writeFile(report.file, whole);
    const description = await readFile(report.manifest, 'utf8');
    for (const text of ['{}', 'nothing', 'null']) {
      await writeFile(manifestPath(report.file), text);
      await assert.rejects(restore(report.file, target), /no description of a backup/);
    }
    await assert.rejects(restore(`${report.file}-none`, target), /together with the description/);
    const more = description.replace(/"version": \d+/, '"version": 7');
    await writeFile(manifestPath(report.file), more);
    await assert.rejects(restore(report.file, target), /1200 rows of "version" instead of 7/);
  });

  test('of an older program is brought up to date on the way', async () => {
    const { engine, world } = await full(await bench.open());
    const report = await backup(engine, await bench.folder(), { now: () => world.clock.now });
    const folder = await bench.folder();
    const old = openSqlite(folder);
    await migrate(old, MIGRATIONS.slice(0, 1));
    await old.script("INSERT INTO word (n, name) VALUES (1, 'ports')");
    await old[Symbol.asyncDispose]();
    const file = join(folder, SQLITE_FILE);
    const about = JSON.parse(await readFile(report.manifest, 'utf8')) as Record<string, unknown>;
    about['tables'] = { word: 1 };
    about['sha256'] = await sha256Of(file);
    await writeFile(manifestPath(file), JSON.stringify(about));
    const back = await restore(file, await bench.open());
    assert.equal(back.tables['word'], 1);
    assert.match(back.audit.problems.join(), /another key.*entries were cut off/);
    assert.equal(await sha256Of(file), about['sha256'], 'the backup itself is left as it is');
  });

  test('of a newer program is refused', async () => {
    const { engine, world } = await full(await bench.open());
    const folder = await bench.folder();
    await engine.script("INSERT INTO migration (number, name) VALUES (999, 'later')");
    if (bench.dialect === 'postgres') {
      const report = await backup(engine, folder, { now: () => world.clock.now });
      await using copy = new SqliteEngine(report.file);
      const steps = await copy.readAll((query) => query.all('SELECT number FROM migration'));
      assert.ok(
        steps.every((step) => step['number'] !== 999),
        'a portable copy is of this program',
      );
      return;
    }
    const report = await backup(engine, folder, { now: () => world.clock.now });
    await assert.rejects(restore(report.file, await bench.open()), /newer Tocsin \(step 999/);
  });
});

/** A store with people, a record, a feed of 1,200 rows, outbox work and counters. */
async function full(engine: Engine): Promise<{ engine: Engine; world: Stage }> {
  const world = new Stage(engine);
  await world.provision(PORTS);
  const ann = await world.person('ann@alder.example');
  await world
    .directory(ann)
    .setMemberState(await world.id('ports'), await world.id('birch'), 'suspended');
  const tables = (await engine.readAll(tablesOf)).filter((table) => !PEOPLE.has(table.name));
  const known = {
    community: await world.id('ports'),
    organization: await world.id('birch'),
    person: ann.id,
    source: await world.id('alder'),
    successor: await world.id('alder'),
  };
  await engine.write(async (write) => {
    await write.takeIds('version', FEED_ROWS);
    await write.takeIds('outbox', 2);
    for (const { columns, name } of tables) {
      const rows = Array.from({ length: rowsIn(name) }, (_, n) => ({
        ...sampleRow(columns, name, n + 1),
        ...(REFERRING.has(name) ? known : {}),
      })).map((row: Record<string, Value>) => Object.keys(columns).map((one) => row[one] ?? null));
      if (name !== 'outbox') await write.insertMany({ table: name, columns }, rows);
    }
    for (const [id, consumer] of [
      [1, 'text-index'],
      [2, 'mail'],
    ] as const) {
      await write.run(
        "INSERT INTO outbox (id, consumer, community, first_pos, last_pos, lease_until, owner, attempts) VALUES (?, ?, 1, 5, 6, 99, 'gone', 0)",
        [id, consumer],
      );
    }
  });
  return { engine, world };
}

/** Rows of the feed: more than two batches. */
const FEED_ROWS = 1200;

/** Tables the world fills, and those with one row. */
const PEOPLE: ReadonlySet<string> = new Set(
  'policy_state boundary_state community community_profile organization membership person affiliation representation member_group group_organization group_person token session passkey recovery_code invitation idempotency hub_secret audit_tree audit_entry audit_node audit_key'.split(
    ' ',
  ),
);

/** Tables with one row for a person, or an organization in a community: their key is whom they refer to. */
const ONE_EACH: ReadonlySet<string> = new Set([
  'custodian',
  'visit',
  'preference',
  'review_rule',
  'regime_list',
  'recheck_rule',
  'attestation_rule',
  'program_attestation',
  'release_setting',
  'joining_setting',
  'mail_round',
  'mail_told',
  'mail_stop',
  'ballot_voter',
]);

/** Tables whose rows refer to people and places that have to be there; the last hold one row for each of them. */
const REFERRING: ReadonlySet<string> = new Set([
  'client',
  'judgement',
  'release_request',
  'release_consent',
  'alias',
  'alias_voice',
  'review',
  'misuse',
  'misuse_step',
  'retention_rule',
  'retention_hold',
  'recheck_kept',
  'subject_request',
  'subject_answer',
  'subject_question',
  'saved_view',
  'custody_key',
  'sealed_source',
  'seal_opening',
  'opening_answer',
  'paper',
  'paper_version',
  'paper_word',
  'ballot',
  'ballot_roll',
  'ballot_vote',
  'decision',
  'letter',
  'application',
  'application_word',
  ...ONE_EACH,
]);

function rowsIn(table: string): number {
  if (table === 'version' || table === 'feed') return FEED_ROWS;
  return ONE_EACH.has(table) ? 1 : 3;
}

/** A row that fills every column there is, whatever the columns are. */
function sampleRow(columns: Insert['columns'], table: string, n: number): Record<string, Value> {
  const values = Object.entries(columns).map(([column, type]): [string, Value] => {
    if (table === 'feed' && column === 'community') return [column, 1];
    if (type === 'text') return [column, `Zo\u00eb \u2603 "${String(n)}" \\`];
    if (type === 'bytes') return [column, Uint8Array.of(n, 0, 255)];
    return [column, n];
  });
  return Object.fromEntries(values);
}

/** All rows of a table, in an order that does not depend on the engine. */
async function rowsOf(engine: Engine, table: string, key: readonly string[]): Promise<Row[]> {
  const rows = await engine.readAll((query) => query.all(`SELECT * FROM ${table}`));
  const plain = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
      ]),
    ),
  );
  const order = (row: Row): string =>
    key.map((column) => String(row[column]).padStart(20, '0')).join(' ');
  return plain.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
