/**
 * What the label predicate costs: the very statements of the product, with and without their condition on labels,
 * over a generated community with some three hundred labels. For a reader of everything the rows are the same
 * either way; for others the condition is what chooses them.
 *
 *   node bench/label-cost.ts [--rounds=15] [--objects=1000000]
 */
import { readTokenText } from '../packages/hub/src/index.ts';
import type { Principal } from '../packages/store/src/index.ts';
import type { Query, Value } from '../packages/store/src/engine/engine.ts';
import { openSqlite } from '../packages/store/src/engine/sqlite.ts';
import { Batches } from '../packages/store/src/exchange/batches.ts';
import { Counts } from '../packages/store/src/exchange/counts.ts';
import { countRows, readPage } from '../packages/store/src/exchange/read-page.ts';
import type { Reading } from '../packages/store/src/exchange/read-page.ts';
import { KeptCensus } from '../packages/store/src/people/kept-census.ts';
import { LabelBook } from '../packages/store/src/visibility/labels.ts';
import { Views, visible } from '../packages/store/src/visibility/views.ts';
import { Words } from '../packages/store/src/visibility/words.ts';
import { argument, figure, heading, median, note } from './rig/figures.ts';
import { grown } from './rig/grown.ts';

const ROUNDS = argument('rounds', 15);
const OBJECTS = argument('objects', 1_000_000);
/** Pages in one round, from places all over the feed. */
const PAGES = 20;
/** Counts in one round: one alone is too short for the clock of the processor. */
const COUNTS = 20;

const { data, tokens } = await grown(OBJECTS);
heading(`The label predicate over ${OBJECTS.toLocaleString('en')} objects`);
await using engine = openSqlite(data);
const words = new Words();
const labels = new LabelBook();
const views = new Views(labels, Date.now);
const shared = {
  words,
  labels,
  batches: new Batches(),
  counts: new Counts(),
  census: new KeptCensus(),
};
await engine.read((query) => words.load(query));
const ids = await engine.read((query) =>
  query.all<{ n: number }>('SELECT count(*) AS n FROM label'),
);
note(`${String(ids[0]?.n)} labels`);
const community = await engine.one<{ id: string }>('SELECT id FROM community');

const place = { community: community?.id ?? '' };
const dates = new Map<number, number>();

// The writer sees everything it brought: with the predicate and without it the rows are the same.
await compare('writer', '20 pages of 100, somebody who sees all', { most: 1.4, of: pages });
await compare('writer', '20 counts, somebody who sees all', { most: 1.1, of: counts });
await compare('broad', '20 pages of 100, somebody who sees half', { of: pages });
await compare('broad', '20 counts, somebody who sees half', { of: counts });
await compare('writer', 'count by a walk (one kind of version), sees all', { of: walkedCounts });

interface Comparison {
  most?: number;
  of: (reading: Reading) => Promise<unknown>;
}

/** Runs the reading in turn with its condition and without it; the processor time of each decides. */
async function compare(name: string, words: string, { most, of }: Comparison): Promise<void> {
  const token = readTokenText(tokens.get(name) ?? '');
  const principal: Principal = { kind: 'token', id: token?.id ?? '' };
  const guarded: number[] = [];
  const bare: number[] = [];
  for (let round = -2; round < ROUNDS; round += 1) {
    const withLabels = await costOf(principal, { of, strip: false });
    const without = await costOf(principal, { of, strip: true });
    if (round < 0) continue;
    guarded.push(withLabels);
    bare.push(without);
  }
  const ratio = median(guarded.map((cost, round) => cost / (bare[round] ?? Number.NaN)));
  figure(words, ratio, { unit: '× the same without', ...(most === undefined ? {} : { most }) });
  figure('  with', median(guarded) / 1000, { unit: 'ms' });
  figure('  without', median(bare) / 1000, { unit: 'ms' });
}

async function costOf(
  principal: Principal,
  { of, strip }: { of: Comparison['of']; strip: boolean },
): Promise<number> {
  return engine.read(async (query) => {
    const view = await views.at(query, principal);
    const reading: Reading = { ...shared, query: strip ? stripped(query) : query, view };
    const before = process.threadCpuUsage();
    await of(reading);
    const { user, system } = process.threadCpuUsage(before);
    return user + system;
  });
}

async function pages(reading: Reading): Promise<void> {
  for (let page = 0; page < PAGES; page += 1) {
    const from = await dateAt(reading, page / PAGES);
    const { rows } = await readPage(reading, { ...place, limit: 100, addedAfter: from });
    if (rows.length === 0) throw new Error('A page is empty');
  }
}

async function counts(reading: Reading): Promise<void> {
  for (let count = 0; count < COUNTS; count += 1) await countRows(reading, place);
}

/** Where kept sums do not answer, the narrow feed is walked. */
function walkedCounts(reading: Reading): Promise<number> {
  return countRows(reading, { ...place, specVersions: ['2.1'] });
}

/** The date of the batch so far into the feed. */
async function dateAt({ query }: Reading, share: number): Promise<number> {
  const held = dates.get(share);
  if (held !== undefined) return held;
  const row = await query.one<{ base: number }>(
    'SELECT base FROM batch WHERE first_pos >= (SELECT max(pos) FROM feed) * ? ORDER BY base LIMIT 1',
    [share],
  );
  dates.set(share, row?.base ?? 0);
  return row?.base ?? 0;
}

/** The same statements without their conditions on labels, and without the parameters of these. */
function stripped(query: Query): Query {
  const condition = new RegExp(
    `AND ${visible('sqlite', 'COLUMN')
      .replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace('COLUMN', '[a-z]+\\.label')}`,
    'g',
  );
  const bare = new Map<string, { sql: string; dropped: Set<number> }>();
  const strip = (sql: string, parameters: readonly Value[] = []): [string, Value[]] => {
    let found = bare.get(sql);
    if (found === undefined) {
      found = { sql: sql.replaceAll(condition, ''), dropped: droppedOf(sql, condition) };
      bare.set(sql, found);
    }
    const { dropped } = found;
    return [found.sql, parameters.filter((_, at) => !dropped.has(at))];
  };
  return {
    dialect: query.dialect,
    all: (sql, parameters) => query.all(...strip(sql, parameters)),
    one: (sql, parameters) => query.one(...strip(sql, parameters)),
    run: (sql, parameters) => query.run(...strip(sql, parameters)),
  };
}

/** Which parameters, by place, belong to the conditions that go. */
function droppedOf(sql: string, condition: RegExp): Set<number> {
  const dropped = new Set<number>();
  for (const found of sql.matchAll(condition)) {
    dropped.add(sql.slice(0, found.index).split('?').length - 1);
  }
  return dropped;
}
