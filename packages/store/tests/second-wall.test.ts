import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { mayRead } from '@tocsin/policy';
import { act, openRandomWorld } from '../../testkit/src/index.ts';
import { freshDatabase, startPostgres } from '../../testkit/src/postgres.ts';
import { NotAReader } from '../src/faults.ts';
import { openPostgres } from '../src/engine/postgres.ts';
import { WALLED_LATER, WALLED_TABLES } from '../src/schema/second-wall.ts';
import { LabelBook } from '../src/visibility/labels.ts';
import { visible, Views } from '../src/visibility/views.ts';
import type { Engine, Query } from '../src/engine/engine.ts';
import type { NewBallot } from '../src/store.ts';
import type { View } from '../src/visibility/views.ts';
import type { RandomWorld } from '../../testkit/src/index.ts';

const WALLED = [...WALLED_TABLES, ...WALLED_LATER];

/** Random worlds, and what is done in each before the walls are compared. */
const WORLDS = 6;
const ACTS = 60;

describe("PostgreSQL's own wall", async () => {
  const server = await startPostgres();
  const closing: AsyncDisposable[] = [server];
  after(async () => {
    for (const one of closing.toReversed()) await one[Symbol.asyncDispose]();
  });
  const opened = async (seed: number): Promise<{ world: RandomWorld; engine: Engine }> => {
    const database = await freshDatabase(server.url);
    const world = await openRandomWorld({ seed, databaseUrl: database.url });
    const engine = await openPostgres(database.url);
    closing.push(database, world, engine);
    for (let n = 0; n < ACTS; n++) await act(world);
    await writePapers(world);
    await decide(world);
    await world.test.settle();
    return { world, engine };
  };

  test('gives every reader the very rows that the condition of our statements and the rule itself give', async () => {
    let hidden = 0;
    let shown = 0;
    for (let seed = 1; seed <= WORLDS; seed++) {
      const { world, engine } = await opened(seed);
      const { now } = world.test.clock;
      const labels = new LabelBook();
      const views = new Views(labels, now);
      const all = await engine.readAll((query) => rowsOf(query));
      for (const { name, principal } of world.cast.players) {
        const { view, rows } = await engine.read(async (query) => ({
          view: await views.at(query, principal).catch(unknown),
          rows: await rowsOf(query),
        }));
        const may = mapped(all, ({ label }) => {
          const meaning = labels.at(label);
          if (view === undefined || meaning === undefined) return false;
          return mayRead(view.reader, meaning, now()).allowed;
        });
        assert.deepEqual(rows, may, `what the wall lets through to ${name}, world ${String(seed)}`);
        shown += countOf(may);
        hidden += countOf(all) - countOf(may);
        if (view === undefined) continue;
        const filtered = await engine.readAll((query) => rowsOf(query, view));
        assert.deepEqual(filtered, may, `what the condition gives ${name}, world ${String(seed)}`);
      }
    }
    assert.ok(hidden > 500 && shown > 500, `${String(hidden)} hidden, ${String(shown)} shown`);
  });

  test('is shut until somebody says who reads, and again in the next transaction', async () => {
    const { world, engine } = await opened(99);
    const views = new Views(new LabelBook(), world.test.clock.now);
    const count = (query: Query): Promise<{ n: number } | undefined> =>
      query.one<{ n: number }>('SELECT count(*) AS n FROM version');
    const chair = world.cast.players.find(({ name }) => name === 'axel');
    assert.ok(chair);
    // One connection after the other is used for both, so what the first said must be gone.
    for (let n = 0; n < 12; n++) {
      await engine.read(async (query) => {
        assert.equal((await count(query))?.n, 0);
        await views.at(query, chair.principal).catch(unknown);
      });
    }
    assert.ok(((await engine.readAll(count))?.n ?? 0) > 0);
  });

  test('takes no row from a transaction it is shut for', async () => {
    const { engine } = await opened(100);
    const shut = engine.read((query) =>
      query.run("UPDATE version SET title = 'changed' WHERE vid > 0"),
    );
    // Read-only comes first; the point is that there is no way to change anything past the wall.
    await assert.rejects(shut, /read-only/);
    const insert = 'INSERT INTO label_count (community, label, type, sole) VALUES (999, 1, 1, 1)';
    await assert.rejects(engine.script(insert), /row-level security/);
    await engine.script("UPDATE version SET title = 'changed'");
    const changed = await engine.readAll((query) =>
      query.all("SELECT vid FROM version WHERE title = 'changed'"),
    );
    assert.deepEqual(changed, []);
  });

  test('stands in every table that has a label of rows to be read', async () => {
    const { engine } = await opened(101);
    const rows = await engine.readAll((query) =>
      query.all<{ name: string; stands: boolean }>(
        `SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS stands FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relkind = 'r' AND n.nspname = current_schema() AND a.attname = 'label' ORDER BY 1`,
      ),
    );
    const without = rows.filter(({ stands }) => !stands).map(({ name }) => name);
    // A confirmation is read by whoever gave it and by its source, of a label that may be another by now; a receipt by
    // whoever shared; what went away by those who could read it until then.
    assert.deepEqual(without, ['attestation', 'contribution', 'departure']);
    assert.deepEqual(
      rows.filter(({ stands }) => stands).map(({ name }) => name),
      [...WALLED].sort(),
    );
  });
});

/** Everybody who may writes papers, for all and for a group. */
async function writePapers({ cast, random }: RandomWorld): Promise<void> {
  for (const { name, principal } of cast.players) {
    const handle = cast.handles.get(name);
    if (handle === undefined || principal.kind !== 'person') continue;
    for (const { id, groups } of cast.scenes) {
      for (const level of ['green', 'amber', 'amber+strict'] as const) {
        const named = random.chance(0.5) ? undefined : random.some(groups, 0.7);
        const paper = {
          kind: 'other',
          title: `Of ${name}`,
          level,
          sections: [],
          note: '',
        } as const;
        const whole = { ...paper, sections: [], ...(named && { groups: named }) };
        await handle.papers.begin(id, whole).catch(unknown);
      }
    }
  }
}

/** Everybody who may proposes ballots and enters decisions, for all and for a group. */
async function decide({ cast, random }: RandomWorld): Promise<void> {
  for (const { name, principal } of cast.players) {
    const handle = cast.handles.get(name);
    if (handle === undefined || principal.kind !== 'person') continue;
    for (const { id, groups } of cast.scenes) {
      for (const level of ['green', 'amber'] as const) {
        const named = random.chance(0.5) ? undefined : random.some(groups, 0.7);
        const whole = { title: `Of ${name}`, text: '', level, ...(named && { groups: named }) };
        await handle.ballots.begin(id, { ...whole, ...RULE }).catch(unknown);
        await handle.decisions.record(id, { ...whole, kind: 'minute' }).catch(unknown);
      }
    }
  }
}

const RULE: Omit<NewBallot, 'title' | 'text' | 'level'> = {
  type: 'yes-no',
  options: [],
  majority: 'simple',
  quorum: { kind: 'none', value: 0 },
  tie: 'stays',
  isAnonymous: false,
};

type Rows = Record<string, { label: number; row: string }[]>;

/** All rows of all walled tables; with a view, under the condition our statements carry. */
async function rowsOf(query: Query, view?: View): Promise<Rows> {
  const found: Rows = {};
  const where = view === undefined ? '' : `WHERE ${visible('postgres', 'label')}`;
  for (const table of WALLED) {
    found[table] = await query.all<{ label: number; row: string }>(
      `SELECT label, t::text AS row FROM ${table} t ${where} ORDER BY 2`,
      view === undefined ? [] : [view.labels],
    );
  }
  return found;
}

function mapped(rows: Rows, isKept: (row: { label: number }) => boolean): Rows {
  return Object.fromEntries(
    Object.entries(rows).map(([table, list]) => [table, list.filter(isKept)]),
  );
}

function countOf(rows: Rows): number {
  return Object.values(rows).reduce((sum, list) => sum + list.length, 0);
}

/** Some of the cast never belonged or belong no more: nobody reads for them. */
function unknown(fault: unknown): undefined {
  if (fault instanceof NotAReader) return undefined;
  throw fault;
}
