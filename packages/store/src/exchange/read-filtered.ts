import { ownNumbers } from '../visibility/own-names.ts';
import { isIn, list } from '../engine/engine.ts';
import { visible } from '../visibility/views.ts';
import { edgeOf } from './edge.ts';
import { candidatesOf } from './leading.ts';
import { pieceOf } from './conditions.ts';
import type { ConditionPiece } from './conditions.ts';
import { filtersOf, spanOf, textOf } from './read-page.ts';
import { holds } from './row-checks.ts';
import { VERSION_COLUMNS } from './rows.ts';
import { doneOf, sightingsOf } from './sightings.ts';
import { feedRows } from './tools.ts';
import type { StixObject } from '@tocsin/stix';
import type { Dialect, Value } from '../engine/engine.ts';
import type { FilteredPage, FilteredQuery } from '../store.ts';
import type { Filters, Reading, Span } from './read-page.ts';
import type { VersionRow } from './rows.ts';

/** Rows the reader may see that one page is looked for in. */
export const LOOKED_MAX = 20_000;
/** Rows whose text is read for one page. */
export const TEXTS_READ_MAX = 4000;
/** Rows looked at in one statement, small steps first: most pages are full early. */
const STEPS = [1000, 4000, 15_000];
/** Rows whose text is read at once. */
const TEXTS_AT_ONCE = 250;

/** A filter ready to be asked. */
export interface Asked {
  readonly feed: FilteredQuery;
  readonly community: number;
  readonly span: Span;
  readonly filters: Filters;
  /** Conditions that take a look at each row. */
  readonly loose: FilteredQuery['conditions'];
  /** Positions found by an index, in order; else the feed is walked. */
  readonly positions: readonly number[] | undefined;
  readonly isNewestFirst: boolean;
}

/** What was found in a walk that stopped at a number of rows looked at. */
export interface Walked {
  readonly rows: VersionRow[];
  /** Where to go on; absent at the end. */
  readonly last: number | undefined;
}

/** Reads one page under conditions. */
export async function readFiltered(tools: Reading, feed: FilteredQuery): Promise<FilteredPage> {
  const asked = await askedOf(tools, feed);
  if (asked === undefined) return { rows: [], isShort: false };
  const { rows, last } = await walk(tools, asked, {
    wanted: feed.limit + 1,
    looked: LOOKED_MAX,
    texts: TEXTS_READ_MAX,
  });
  const isFull = rows.length > feed.limit;
  const kept = await feedRows(tools, rows.slice(0, feed.limit));
  if (isFull) return { rows: kept, ...nextOf(kept.at(-1)?.dateAdded), isShort: false };
  if (last === undefined) return { rows: kept, isShort: false };
  return { rows: kept, ...nextOf(await dateAt(tools, asked, last)), isShort: true };
}

function nextOf(date: number | undefined): Pick<FilteredPage, 'next'> {
  return date === undefined ? {} : { next: date };
}

/** The filter against what the reader may see now; `undefined` where nothing can be found. */
export async function askedOf(tools: Reading, feed: FilteredQuery): Promise<Asked | undefined> {
  const community = tools.words.number(feed.community);
  const span = await spanOf(tools, community, feed);
  if (span === undefined) return undefined;
  // What another process named meanwhile.
  if (feed.conditions.length > 0) await tools.words.load(tools.query);
  const plain = filtersOf(tools, feed);
  const pieces: ConditionPiece[] = [];
  for (const condition of feed.conditions) pieces.push(await pieceOf(tools, community, condition));
  return {
    feed,
    community,
    span,
    filters: {
      shape: '',
      // Which version is shown is asked last: it costs most.
      conditions: [...pieces.map(({ sql }) => sql), ...plain.conditions],
      parameters: [...pieces.flatMap(({ parameters }) => [...parameters]), ...plain.parameters],
    },
    loose: feed.conditions.filter((_, place) => pieces[place]?.isLoose === true),
    positions: await candidatesOf(tools, feed, { community, span }),
    isNewestFirst: feed.order === 'newest-first',
  };
}

interface Bounds {
  readonly wanted: number;
  readonly looked: number;
  readonly texts: number;
}

/** Walks until enough was found, the end is reached, or as much was looked at as may be. */
export async function walk(tools: Reading, asked: Asked, bounds: Bounds): Promise<Walked> {
  const found: VersionRow[] = [];
  let { span } = asked;
  let texts = bounds.texts;
  if (asked.positions !== undefined) {
    const part = { asked, span, wanted: bounds.wanted, texts: Infinity };
    const { rows } = await readPart(tools, part);
    return { rows, last: undefined };
  }
  for (let looked = 0, step = 0; looked < bounds.looked; step++) {
    const size = Math.min(STEPS[Math.min(step, STEPS.length - 1)] ?? 1000, bounds.looked - looked);
    const edge = await edgeOf(tools, { ...asked, span }, size);
    const within = cut(span, edge.pos, asked.isNewestFirst);
    const wanted = bounds.wanted - found.length;
    const part = await readPart(tools, { asked, span: within, wanted, texts });
    found.push(...part.rows);
    texts -= part.texts;
    if (part.stoppedAt !== undefined) return { rows: found, last: part.stoppedAt };
    if (found.length >= bounds.wanted) return { rows: found, last: edge.pos };
    if (edge.rows < size) return { rows: found, last: undefined };
    looked += edge.rows;
    span = behind(span, edge.pos, asked.isNewestFirst);
    if (looked >= bounds.looked) return { rows: found, last: edge.pos };
  }
  return { rows: found, last: undefined };
}

/** All that matches, grouped, looking at no more than so many rows. */
export async function tally(
  tools: Reading,
  asked: Asked,
  looked: number,
): Promise<{ groups: Group[]; isWhole: boolean }> {
  if (asked.loose.length > 0) {
    const bounds = { wanted: looked, looked, texts: TEXTS_READ_MAX };
    const { rows, last } = await walk(tools, asked, bounds);
    return { groups: rows.map((row) => ({ ...row, n: 1 })), isWhole: last === undefined };
  }
  if (asked.positions !== undefined)
    return { groups: await groupsIn(tools, asked, asked.span), isWhole: true };
  const edge = await edgeOf(tools, asked, looked);
  const within = cut(asked.span, edge.pos, asked.isNewestFirst);
  return { groups: await groupsIn(tools, asked, within), isWhole: edge.rows < looked };
}

/** The span up to and with a position, in the order of the walk. */
function cut(span: Span, pos: number, isNewestFirst: boolean): Span {
  return isNewestFirst
    ? { after: Math.max(span.after, pos - 1), upTo: span.upTo }
    : { after: span.after, upTo: Math.min(span.upTo, pos) };
}

/** What is left of a span behind a position. */
function behind(span: Span, pos: number, isNewestFirst: boolean): Span {
  return isNewestFirst ? { after: span.after, upTo: pos - 1 } : { after: pos, upTo: span.upTo };
}

interface Part {
  readonly asked: Asked;
  readonly span: Span;
  readonly wanted: number;
  /** Rows whose text may still be read. */
  readonly texts: number;
}

interface PartRead {
  readonly rows: VersionRow[];
  readonly texts: number;
  /** Set when no more texts may be read: the last row looked at. */
  readonly stoppedAt?: number;
}

async function readPart(tools: Reading, part: Part): Promise<PartRead> {
  const { asked, wanted } = part;
  if (asked.loose.length === 0)
    return { rows: await strictRows(tools, asked, { span: part.span, limit: wanted }), texts: 0 };
  const rows: VersionRow[] = [];
  let { span } = part;
  let texts = 0;
  for (;;) {
    const limit = Math.min(TEXTS_AT_ONCE, part.texts - texts);
    const read = limit <= 0 ? [] : await strictRows(tools, asked, { span, limit });
    texts += read.length;
    for (const row of await heldRows(tools, asked, read)) {
      rows.push(row);
      if (rows.length >= wanted) return { rows, texts };
    }
    const last = read.at(-1);
    if (last === undefined || read.length < limit) return { rows, texts };
    if (texts >= part.texts) return { rows, texts, stoppedAt: last.pos };
    span = behind(span, last.pos, asked.isNewestFirst);
  }
}

/** The rows of a span for which the SQL of all conditions holds. */
async function strictRows(
  { query, view }: Reading,
  asked: Asked,
  { span, limit }: { span: Span; limit: number },
): Promise<VersionRow[]> {
  return query.all<VersionRow>(
    `SELECT ${VERSION_COLUMNS} ${fromWhere(query.dialect, asked)}
     ORDER BY f.pos ${asked.isNewestFirst ? 'DESC' : 'ASC'} LIMIT (? + 0)`,
    [...parametersOf(view, query.dialect, { asked, span }), limit],
  );
}

/** Rows that are alike in what facets tell. */
export interface Group {
  readonly type: number;
  readonly label: number;
  readonly origin: number;
  readonly n: number;
}

/** The rows of a span for which the SQL of all conditions holds, grouped. */
async function groupsIn({ query, view }: Reading, asked: Asked, span: Span): Promise<Group[]> {
  return query.all<Group>(
    `SELECT f.type, f.label, v.origin, count(*) AS n ${fromWhere(query.dialect, asked)} GROUP BY f.type, f.label, v.origin`,
    parametersOf(view, query.dialect, { asked, span }),
  );
}

function fromWhere(dialect: Dialect, { positions, filters }: Asked): string {
  const join = dialect === 'sqlite' ? 'CROSS JOIN' : 'JOIN';
  return `FROM feed f ${join} version v ON v.vid = f.vid
     WHERE f.community = ? AND f.pos > ? AND f.pos <= ? ${positions === undefined ? '' : `AND ${isIn(dialect, 'f.pos', 'bigint')}`}
       AND ${visible(dialect, 'f.label')} AND f.flags & 1 = 0 ${textOf(filters)}`;
}

function parametersOf(
  { labels }: Reading['view'],
  dialect: Dialect,
  { asked, span }: { asked: Asked; span: Span },
): Value[] {
  const { community, positions, filters } = asked;
  const among: Value[] = positions === undefined ? [] : [list(dialect, positions)];
  return [community, span.after, span.upTo, ...among, labels, ...filters.parameters];
}

/** Of rows let through loosely, those for which the conditions hold. */
async function heldRows(
  tools: Reading,
  { loose, community }: Asked,
  rows: readonly VersionRow[],
): Promise<VersionRow[]> {
  const { query, view, words } = tools;
  const ids = rows.map((row) => row.stix_id);
  const asks = (flag: 'sighted' | 'done'): boolean =>
    loose.some((one) => one.of === 'flags' && one.flags.includes(flag));
  const needsSightings = loose.some((one) => one.of === 'seen') || asks('sighted');
  const sightings = needsSightings ? await sightingsOf(tools, community, ids) : undefined;
  const marks = asks('done') ? await doneOf(query, tools, { community, ids }) : undefined;
  const own = new Set(ownNumbers(words, view.reader));
  return rows.filter((row) => {
    const checked = {
      object: JSON.parse(row.text) as StixObject,
      sightings: sightings?.get(row.stix_id),
      isRevoked: row.revoked === 1,
      isMine: own.has(row.origin),
      isDone: (marks?.get(row.stix_id) ?? -1) >= row.pos,
      now: view.now,
    };
    return loose.every((condition) => holds(checked, condition));
  });
}

/** The reader's own date of a row they may see, matching or not. */
async function dateAt(tools: Reading, asked: Asked, pos: number): Promise<number | undefined> {
  const { query, view } = tools;
  const row = await query.one<VersionRow>(
    `SELECT ${VERSION_COLUMNS} FROM feed f JOIN version v ON v.vid = f.vid WHERE f.community = ? AND f.pos = ? AND ${visible(query.dialect, 'f.label')}`,
    [asked.community, pos, view.labels],
  );
  if (row === undefined) return undefined;
  const [date] = await tools.batches.dates(query, view, [row]);
  return date;
}
