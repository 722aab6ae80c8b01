import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ENDINGS, indicator, tryEnding, tryExpiry, turns } from '../src/interleavings.ts';
import { freshDatabase, startPostgres } from '../src/postgres.ts';
import { batchOf } from '../src/random-world.ts';
import { seeded } from '../src/random.ts';
import { openTwin } from '../src/twins.ts';
import type { Random } from '../src/random.ts';
import type { Twin } from '../src/twins.ts';
import type { FeedRow, MarkingInput } from '@tocsin/store';

const seed = Number(process.env['TOCSIN_TEST_SEED'] ?? 77);
const TRIALS = { sqlite: Number(process.env['TOCSIN_INTERLEAVINGS'] ?? 2100), postgres: 105 };
const MIXES = { sqlite: 150, postgres: 20 };

describe('somebody who stops reading while others read and share (SQLite)', () => {
  let twin: Twin;
  before(async () => {
    twin = await openTwin();
  });
  after(async () => {
    await twin[Symbol.asyncDispose]();
  });
  trials(() => twin, TRIALS.sqlite, MIXES.sqlite);
});

describe('somebody who stops reading while others read and share (PostgreSQL)', () => {
  let twin: Twin;
  const closers: (() => Promise<void>)[] = [];
  before(async () => {
    const server = await startPostgres();
    const database = await freshDatabase(server.url);
    twin = await openTwin({ databaseUrl: database.url });
    const opened = twin;
    closers.push(async () => opened[Symbol.asyncDispose](), database.drop, server.stop);
  });
  after(async () => {
    for (const close of closers) await close();
  });
  trials(() => twin, TRIALS.postgres, MIXES.postgres);
});

function trials(twin: () => Twin, count: number, mixes: number): void {
  for (const ending of ENDINGS) {
    const each = Math.ceil(count / ENDINGS.length);
    it(`reads nothing once ${ending.name} (${String(each)} orders, seed ${String(seed)})`, async (t) => {
      const random = seeded(seed);
      const found = { after: 0, before: 0 };
      for (let n = 0; n < each; n++) {
        const trial = await tryEnding(twin(), ending, random);
        found.after += trial.after;
        found.before += trial.before;
      }
      t.diagnostic(
        `${String(found.before)} reads before the end saw it, ${String(found.after)} after it did not`,
      );
      assert.ok(found.after > each / 10, 'Hardly any read came after the end');
      assert.ok(found.before > each / 10, 'Hardly any read came before the end');
    });
  }

  it('ends with the moment a token expires', async () => {
    for (let n = 0; n < 5; n++) await tryExpiry(twin(), String(n));
  });

  it(`agrees with itself after changes of one object at once (${String(mixes)} mixes, seed ${String(seed)})`, async () => {
    const random = seeded(seed);
    for (let n = 0; n < mixes; n++) await mixedChanges(twin(), random);
    await countsHold(twin());
  });
}

/** Re-markings, retractions and new versions of one object at once: whatever order they came in, one state is left. */
async function mixedChanges(twin: Twin, random: Random): Promise<void> {
  const port = twin.id('port');
  const { exchange } = twin.handle('axel');
  const object = indicator();
  const contribute = async (modified: string, marking: MarkingInput): Promise<void> => {
    const objects = batchOf([{ ...object, modified }]);
    await exchange.contribute({
      community: port,
      kind: 'indicators',
      via: 'api',
      marking,
      objects,
    });
  };
  const markings: MarkingInput[] = [
    { level: 'green', audience: { everyone: true } },
    { level: 'amber', audience: { organizations: [twin.id('birch')] } },
    { level: 'red', audience: { persons: [twin.id('ben')] } },
    { level: 'red', audience: {} },
  ];
  await contribute('2026-01-01T00:00:00.000Z', random.pick(markings));
  const acts = Array.from({ length: 4 }, async () => {
    await turns(random.below(5));
    const kind = random.next();
    const marking = random.pick(markings);
    if (kind < 0.6) await exchange.remark(object.id, port, marking);
    else if (kind < 0.75) await exchange.retract(object.id, port, random.pick(['all', 'last']));
    else await contribute('2026-01-02T00:00:00.000Z', marking);
  });
  await Promise.all(acts);
  for (const name of ['ben', 'birch-bot', 'carl', 'axel', 'greta']) {
    const reader = twin.handle(name).exchange;
    const query = { community: port, ids: [object.id] };
    const { rows } = await reader.page({ ...query, versions: ['all'], limit: 10 });
    const versions = await reader.versions(object.id, port);
    assert.deepEqual(
      rows.map(nameOf).toSorted(),
      versions.map(nameOf).toSorted(),
      `${name}: page against versions`,
    );
    assert.equal(
      await reader.count({ ...query, versions: ['all'] }),
      rows.length,
      `${name}: count against page`,
    );
    const found = await reader.object(object.id, port);
    assert.equal(found === undefined, rows.length === 0, `${name}: object against page`);
    for (const row of rows) {
      assert.ok(await reader.label(row.labelId), `${name}: a label that may be read`);
      assert.ok(row.text.includes(object.id), `${name}: a row with its content`);
    }
  }
}

/** The counts that are kept are those of the rows there are. */
async function countsHold(twin: Twin): Promise<void> {
  for (const name of ['axel', 'ben', 'zoe']) {
    const { exchange } = twin.handle(name);
    const all = await exchange.page({ community: twin.id('port'), limit: 10_000 });
    assert.equal(await exchange.count({ community: twin.id('port') }), all.rows.length, name);
  }
}

function nameOf(row: FeedRow): string {
  return JSON.stringify([row.id, row.version, row.labelId, row.dateAdded, row.text]);
}
