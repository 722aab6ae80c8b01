import { isIn, list } from '../engine/engine.ts';
import { visible } from '../visibility/views.ts';
import { levelOfLabel } from '@tocsin/policy';
import type { TlpLevel } from '@tocsin/policy';
import { shown, shownParameters, shownShape, shownSql } from './shown.ts';
import { VERSION_COLUMNS, withFeed } from './rows.ts';
import type { Query, Value } from '../engine/engine.ts';
import type { View } from '../visibility/views.ts';
import type { LabelBook } from '../visibility/labels.ts';
import type { Words } from '../visibility/words.ts';
import type { FeedQuery } from '../store.ts';
import type { Batches } from './batches.ts';
import type { KeptCensus } from '../people/kept-census.ts';
import type { Counts } from './counts.ts';
import type { Piece, VersionRow } from './rows.ts';

/** Below this share of a community's rows a reader is served label by label instead of by a walk (engine.md 4.1). */
const NARROW_SHARE = 0.02;
/** Labels a merge goes through at most; a reader of more is served by the walk. */
const MERGED_LABELS_MAX = 400;
/** A feed this short is always walked. */
const SMALL_FEED = 5000;

/** What reading a feed needs besides the statement. */
export interface Reading {
  readonly query: Query;
  readonly view: View;
  readonly words: Words;
  readonly labels: LabelBook;
  readonly batches: Batches;
  readonly counts: Counts;
  readonly census: KeptCensus;
}

/** The rows of a page and whether more follow. */
export interface RawPage {
  rows: VersionRow[];
  more: boolean;
}

/** Reads one page as this reader sees it: by a walk over the feed, or label by label for one who sees little. */
export async function readPage(reading: Reading, feed: FeedQuery): Promise<RawPage> {
  const community = reading.words.number(feed.community);
  const span = await spanOf(reading, community, feed);
  const filters = filtersOf(reading, feed);
  if (span === undefined) return { rows: [], more: false };
  if (!isLedByVersions(feed)) {
    const few = await narrowLabels(reading, community);
    if (few !== undefined)
      return mergePage(reading, { feed, community, span, filters, labels: few });
  }
  const rows = await reading.query.all<VersionRow>(walkSql(reading.query, feed, filters), [
    community,
    span.after,
    span.upTo,
    reading.view.labels,
    ...filters.parameters,
    feed.limit + 1,
  ]);
  return pageOf(rows, feed.limit);
}

/**
 * The text of a walk. It is asked for with every poll and depends on few things, so texts once made are kept:
 * making one anew costs as much as running it.
 */
function walkSql(query: Query, feed: FeedQuery, filters: Filters): string {
  const order = feed.order === 'newest-first' ? 'DESC' : 'ASC';
  const key = `${query.dialect} ${order} ${filters.shape}`;
  let sql = WALKS.get(key);
  if (sql === undefined) {
    sql = `SELECT ${VERSION_COLUMNS} FROM ${tablesOf(query, feed)}
    WHERE f.community = ? AND f.pos > ? AND f.pos <= ? AND ${visible(query.dialect, 'f.label')} AND f.flags & 1 = 0
    ${textOf(filters)} ORDER BY ${placeOf(query, feed)} ${order} LIMIT (? + 0)`;
    if (WALKS.size < WALKS_MAX) WALKS.set(key, sql);
  }
  return sql;
}

const WALKS = new Map<string, string>();
const WALKS_MAX = 200;

/** The number of rows all pages together would give. */
export async function countRows(reading: Reading, feed: Omit<FeedQuery, 'limit'>): Promise<number> {
  const community = reading.words.number(feed.community);
  const filters = filtersOf(reading, { ...feed, limit: 1 });
  const span = await spanOf(reading, community, { ...feed, limit: 1 });
  if (span === undefined) return 0;
  const counted = await quickCount(reading, community, feed);
  if (counted !== undefined) return counted;
  const row = await reading.query.one<{ n: number }>(
    `SELECT count(*) AS n FROM ${tablesOf(reading.query, { ...feed, limit: 1 })}
    WHERE f.community = ? AND f.pos > ? AND f.pos <= ? AND ${visible(reading.query.dialect, 'f.label')} AND f.flags & 1 = 0 ${textOf(filters)}`,
    [community, span.after, span.upTo, reading.view.labels, ...filters.parameters],
  );
  return row?.n ?? 0;
}

/** By id and by share the versions lead; otherwise the narrow feed does, and is joined last. */
export function tablesOf(query: Query, feed: FeedQuery): string {
  if (isLedByVersions(feed)) return `version v ${withFeed(query.dialect)}`;
  return query.dialect === 'sqlite'
    ? 'feed f CROSS JOIN version v ON v.vid = f.vid'
    : 'feed f JOIN version v ON v.vid = f.vid';
}

/** Few versions are found and then ordered: an order that an index offers would tempt PostgreSQL to walk the feed for them. */
function placeOf(query: Query, feed: FeedQuery): string {
  return query.dialect === 'postgres' && isLedByVersions(feed) ? 'f.pos + 0' : 'f.pos';
}

function isLedByVersions(feed: FeedQuery): boolean {
  return feed.ids !== undefined || feed.contribution !== undefined;
}

/** Positions after one and up to another. */
export interface Span {
  after: number;
  upTo: number;
}

/** The positions a reading may touch; `undefined` where there is no such community. */
export async function spanOf(
  reading: Reading,
  community: number,
  feed: FeedQuery,
): Promise<Span | undefined> {
  if (community < 0) return undefined;
  const { query, view, batches } = reading;
  const after =
    feed.addedAfter === undefined
      ? 0
      : await batches.positionUpTo(query, view, { community, date: feed.addedAfter });
  const upTo =
    feed.addedBefore === undefined
      ? Number.MAX_SAFE_INTEGER
      : await batches.positionUpTo(query, view, { community, date: feed.addedBefore - 1 });
  return { after, upTo };
}

/** Conditions with their parameters. Equal shapes have equal texts. */
export interface Filters {
  readonly shape: string;
  readonly conditions: readonly string[];
  readonly parameters: readonly Value[];
}

/** Conditions, each with AND before it. */
export function textOf(filters: Filters): string {
  return filters.conditions.map((condition) => ` AND ${condition}`).join('');
}

/** The conditions beyond community, span and label. */
export function filtersOf(reading: Reading, feed: FeedQuery): Filters {
  const { query, view, words } = reading;
  const { dialect } = query;
  const conditions: string[] = [];
  const parameters: Value[] = [];
  let shape = '';
  const add = (mark: string, condition: string, parameter: Value): void => {
    shape += mark;
    conditions.push(condition);
    parameters.push(parameter);
  };
  if (feed.types !== undefined) {
    const types = feed.types.map((type) => words.number(type));
    add('t', isIn(dialect, 'f.type', 'bigint'), list(dialect, types));
  }
  if (feed.origin !== undefined) add('o', 'v.origin = ?', words.number(feed.origin));
  if (feed.contribution !== undefined) add('c', 'v.contribution = ?', feed.contribution);
  if (feed.levels !== undefined) {
    const labels = labelsOfLevels(reading, feed.levels);
    add('l', isIn(dialect, 'f.label', 'bigint'), list(dialect, labels));
  }
  const [id] = feed.ids ?? [];
  if (feed.ids?.length === 1 && id !== undefined) add('i', 'v.stix_id = ?', id);
  else if (feed.ids !== undefined) add('I', isIn(dialect, 'v.stix_id'), list(dialect, feed.ids));
  if (feed.specVersions !== undefined)
    add('s', isIn(dialect, 'v.spec'), list(dialect, feed.specVersions));
  conditions.push(shownSql(dialect, feed.versions));
  parameters.push(...shownParameters(view, feed.versions));
  return { shape: `${shape} ${shownShape(feed.versions)}`, conditions, parameters };
}

/** The reader's labels whose level in force is one of these. */
export function labelsOfLevels({ view, labels }: Reading, levels: readonly TlpLevel[]): number[] {
  const wanted = new Set(levels);
  return view
    .ids()
    .filter((id) => wanted.has(levelOfLabel(labels.at(id) ?? { clauses: [] }, view.now)));
}

function pageOf(rows: VersionRow[], limit: number): RawPage {
  const more = rows.length > limit;
  if (more) rows.length = limit;
  return { rows, more };
}

// ---------------------------------------------------------------- the reader who sees little

/** The labels to merge, or `undefined` for the walk. Counts, a moment old, decide only which; every visible label is merged. */
export async function narrowLabels(
  reading: Reading,
  community: number,
): Promise<number[] | undefined> {
  const counts = await reading.counts.of(reading.query, community);
  if (counts.total < SMALL_FEED) return undefined;
  const name = reading.words.name(community);
  const labels: number[] = [];
  let seen = 0;
  for (const id of reading.view.ids()) {
    if (reading.labels.at(id)?.clauses[0]?.community !== name) continue;
    labels.push(id);
    seen += counts.byLabel.get(id) ?? 0;
    if (labels.length > MERGED_LABELS_MAX || seen > counts.total * NARROW_SHARE) return undefined;
  }
  return labels;
}

interface Merge {
  feed: FeedQuery;
  community: number;
  span: Span;
  filters: Filters;
  labels: number[];
}

/** Takes the first positions of each label, merges them, and reads those rows; goes on while filters left the page short. */
async function mergePage(reading: Reading, merge: Merge): Promise<RawPage> {
  const wanted = merge.feed.limit + 1;
  const isNewestFirst = merge.feed.order === 'newest-first';
  const rows: VersionRow[] = [];
  let span = merge.span;
  for (;;) {
    const positions = await firstPositions(reading, { ...merge, span }, wanted);
    if (positions.length > 0) rows.push(...(await rowsAt(reading, merge, positions)));
    const last = positions.at(-1);
    if (rows.length >= wanted || positions.length < wanted || last === undefined) break;
    span = isNewestFirst ? { after: span.after, upTo: last - 1 } : { after: last, upTo: span.upTo };
  }
  return pageOf(rows.slice(0, wanted), merge.feed.limit);
}

/** The first positions of these labels, in order. */
export async function firstPositions(
  reading: Reading,
  merge: Pick<Merge, 'feed' | 'community' | 'span' | 'labels'>,
  wanted: number,
): Promise<number[]> {
  const order = merge.feed.order === 'newest-first' ? 'DESC' : 'ASC';
  const types = merge.feed.types?.map((type) => reading.words.number(type));
  const ofType = types === undefined ? '' : ` AND ${isIn(reading.query.dialect, 'type', 'bigint')}`;
  const typeList: Value[] = types === undefined ? [] : [list(reading.query.dialect, types)];
  const one = `SELECT pos FROM feed WHERE community = ? AND label = ? AND pos > ? AND pos <= ? AND flags & 1 = 0${ofType} ORDER BY pos ${order} LIMIT (? + 0)`;
  const { community, span } = merge;
  let positions: number[];
  if (reading.query.dialect === 'postgres') {
    const rows = await reading.query.all<{ pos: number }>(
      `SELECT p.pos FROM unnest(?::bigint[]) AS l(id) CROSS JOIN LATERAL (${one.replace('label = ?', 'label = l.id')}) p ORDER BY p.pos ${order} LIMIT (? + 0)`,
      [
        list('postgres', merge.labels),
        community,
        span.after,
        span.upTo,
        ...typeList,
        wanted,
        wanted,
      ],
    );
    positions = rows.map((row) => row.pos);
  } else {
    positions = [];
    for (const label of merge.labels) {
      const rows = await reading.query.all<{ pos: number }>(one, [
        community,
        label,
        span.after,
        span.upTo,
        ...typeList,
        wanted,
      ]);
      for (const row of rows) positions.push(row.pos);
    }
    positions.sort(order === 'ASC' ? (a, b) => a - b : (a, b) => b - a);
  }
  return positions.slice(0, wanted);
}

async function rowsAt(
  reading: Reading,
  merge: Merge,
  positions: readonly number[],
): Promise<VersionRow[]> {
  const { dialect } = reading.query;
  return reading.query.all<VersionRow>(
    `SELECT ${VERSION_COLUMNS} FROM feed f JOIN version v ON v.vid = f.vid
     WHERE f.community = ? AND ${isIn(dialect, 'f.pos', 'bigint')} AND ${visible(dialect, 'f.label')} AND f.flags & 1 = 0 ${textOf(merge.filters)}
     ORDER BY f.pos ${merge.feed.order === 'newest-first' ? 'DESC' : 'ASC'}`,
    [merge.community, list(dialect, positions), reading.view.labels, ...merge.filters.parameters],
  );
}

// ---------------------------------------------------------------- counting without walking

/** Sums the kept counts of visible labels, and walks only the few rows whose id is shared. */
async function quickCount(
  reading: Reading,
  community: number,
  feed: Omit<FeedQuery, 'limit'>,
): Promise<number | undefined> {
  if (!isOnlyTypes(feed)) return undefined;
  const { query, view, words } = reading;
  const types = feed.types?.map((type) => words.number(type));
  const rows = await query.all<{ label: number; type: number; sole: number }>(
    'SELECT label, type, sole FROM label_count WHERE community = ?',
    [community],
  );
  let sum = 0;
  for (const { label, type, sole } of rows) {
    if (view.may(label) && (types === undefined || types.includes(type))) sum += sole;
  }
  const last = shown(query.dialect, view);
  const ofType: Piece =
    types === undefined
      ? { sql: '', parameters: [] }
      : {
          sql: ` AND ${isIn(query.dialect, 'f.type', 'bigint')}`,
          parameters: [list(query.dialect, types)],
        };
  const shared = await query.one<{ n: number }>(
    // Left to itself SQLite walks the whole feed; the index holds the few rows meant.
    `SELECT count(*) AS n FROM feed f ${query.dialect === 'sqlite' ? 'INDEXED BY feed_shared CROSS ' : ''}JOIN version v ON v.vid = f.vid
     WHERE f.community = ? AND (f.flags & 3) = 2 AND ${visible(query.dialect, 'f.label')}${ofType.sql} AND ${last.sql}`,
    [community, view.labels, ...ofType.parameters, ...last.parameters],
  );
  return sum + (shared?.n ?? 0);
}

const COUNTED_FILTERS: ReadonlySet<string> = new Set(['community', 'types', 'order', 'versions']);

/** Whether nothing but types narrows the reading: then the kept counts answer. */
function isOnlyTypes(feed: Omit<FeedQuery, 'limit'>): boolean {
  const isLast = feed.versions === undefined || feed.versions.join() === 'last';
  return (
    isLast &&
    Object.entries(feed).every(
      ([name, value]) => value === undefined || name === 'limit' || COUNTED_FILTERS.has(name),
    )
  );
}
