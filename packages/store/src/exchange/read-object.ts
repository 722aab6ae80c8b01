import { isOwnName } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import { visible } from '../visibility/views.ts';
import { feedRows } from './tools.ts';
import { shown, shownParameters, shownSql } from './shown.ts';
import { matchOf, termsOf } from './text-match.ts';
import { VERSION_COLUMNS, withFeed } from './rows.ts';
import type { Query } from '../engine/engine.ts';
import type { FeedRow, LookupHit, ObjectDetail, ReferenceRow } from '../store.ts';
import type { ObservableKind } from '@tocsin/stix';
import type { Reading } from './read-page.ts';
import type { VersionRow } from './rows.ts';

/** Hits for one value; further ones are reached by a filter on the feed. */
export const HITS_MAX = 50;
/** Rows an object's page reads around it. */
export const REFERENCES_MAX = 500;
/** Results of one search. */
export const FOUND_MAX = 500;

/** The newest version the reader may see, of the origin that brought the id first among those they see. */
export async function readObject(
  tools: Reading,
  id: string,
  community?: string,
): Promise<ObjectDetail | undefined> {
  const all = await liveVersions(tools, id, community);
  const first = all[0];
  if (first === undefined) return undefined;
  const here = all.filter((row) => row.community === first.community);
  return detailOf(
    tools,
    here.filter((row) => row.origin === first.origin),
    here,
  );
}

async function detailOf(
  tools: Reading,
  versions: readonly VersionRow[],
  all: readonly VersionRow[],
): Promise<ObjectDetail | undefined> {
  const newest = versions.reduce((best, row) => (isNewer(row, best) ? row : best));
  const label = tools.labels.at(newest.label);
  const [row] = await feedRows(tools, [newest]);
  if (row === undefined || label === undefined) return undefined;
  return {
    ...row,
    community: tools.words.name(newest.community),
    label,
    origins: [...new Set(all.map((version) => tools.words.name(version.origin)))],
    addedAt: row.dateAdded,
  };
}

/** The newest version of the reader's own organization's copy, whoever else brought the id. */
export async function readOwnObject(
  tools: Reading,
  id: string,
  community: string,
): Promise<ObjectDetail | undefined> {
  const all = await liveVersions(tools, id, community);
  const own = all.filter((row) => isOwnName(tools.view.reader, tools.words.name(row.origin)));
  // Shared under several names: the one the reader is shown, else the one it was shared under first.
  const shownOrigin = all[0]?.origin;
  const origin = own.some((row) => row.origin === shownOrigin) ? shownOrigin : own[0]?.origin;
  const one = own.filter((row) => row.origin === origin);
  return one.length === 0 ? undefined : detailOf(tools, one, one);
}

/** The newest version the reader may see of what one source brought. */
export async function readObjectOf(
  tools: Reading,
  id: string,
  { community, origin }: { community: string; origin: string },
): Promise<ObjectDetail | undefined> {
  const all = await liveVersions(tools, id, community);
  const one = all.filter((row) => tools.words.name(row.origin) === origin);
  return one.length === 0 ? undefined : detailOf(tools, one, one);
}

/** Every version the reader may see, newest first, of every origin. */
export async function readVersions(
  tools: Reading,
  id: string,
  community: string,
): Promise<FeedRow[]> {
  const rows = await liveVersions(tools, id, community);
  rows.sort((a, b) => (isNewer(a, b) ? -1 : 1));
  return feedRows(tools, rows);
}

/** What objects are called, of the version each is shown in to this reader. */
export async function readTitles(
  tools: Reading,
  ids: readonly string[],
  community: string,
): Promise<Map<string, string>> {
  const rows = await readShown(tools, ids, community);
  return new Map([...rows].map(([id, { title }]) => [id, title]));
}

/** Titles and labels of objects, of the version each is shown in to this reader. */
export async function readShown(
  { query, view, words }: Reading,
  ids: readonly string[],
  community: string,
): Promise<Map<string, { title: string; label: number }>> {
  if (ids.length === 0) return new Map();
  const last = shown(query.dialect, view);
  const rows = await query.all<{ stix_id: string; title: string; label: number }>(
    `SELECT v.stix_id, v.title, v.label FROM version v ${withFeed(query.dialect)}
     WHERE ${isIn(query.dialect, 'v.stix_id')} AND v.community = ? AND v.pos > 0 AND ${visible(query.dialect, 'v.label')} AND ${last.sql}`,
    [list(query.dialect, ids), words.number(community), view.labels, ...last.parameters],
  );
  return new Map(rows.map(({ stix_id: id, title, label }) => [id, { title, label }]));
}

/** What refers to an object, of which the reader may see both ends. */
export async function readReferences(
  tools: Reading,
  at: { id: string; community: string; limit: number },
): Promise<ReferenceRow[]> {
  const { query, view, words } = tools;
  if ((await readObject(tools, at.id, at.community)) === undefined) return [];
  const last = shown(query.dialect, view);
  const rows = await query.all<VersionRow & { property: number }>(
    `SELECT r.property, ${VERSION_COLUMNS} FROM reference r JOIN version v ON v.vid = r.vid ${withFeed(query.dialect)}
     WHERE r.target = ? AND r.community = ? AND ${visible(query.dialect, 'r.label')} AND ${visible(query.dialect, 'v.label')} AND v.pos > 0 AND ${last.sql}
     ORDER BY v.vid DESC LIMIT (? + 0)`,
    [
      at.id,
      words.number(at.community),
      view.labels,
      view.labels,
      ...last.parameters,
      REFERENCES_MAX,
    ],
  );
  const plain = await feedRows(tools, rows);
  const found: ReferenceRow[] = plain.map((row, place) => ({
    property: words.name(rows[place]?.property ?? -1),
    row,
  }));
  return (await withOtherEnds(tools, found, at.community)).slice(
    0,
    Math.min(at.limit, REFERENCES_MAX),
  );
}

/** The hits of one value, as the embedded engine is asked for every line of a log: its text is made once. */
const HITS = hitsSql({ dialect: 'sqlite' });

function hitsSql(query: Pick<Query, 'dialect'>): string {
  return `SELECT ${VERSION_COLUMNS} FROM observable o JOIN version v ON v.vid = o.vid ${withFeed(query.dialect)}
     WHERE o.value = ? AND o.kind = ? AND ${visible(query.dialect, 'o.label')} AND ${visible(query.dialect, 'v.label')} AND v.pos > 0 AND ${shownSql(query.dialect)} ORDER BY o.vid DESC LIMIT (? + 0)`;
}

/** The hits of values, in the order asked. */
export async function readHits(
  tools: Reading,
  values: readonly { kind: ObservableKind; value: string }[],
): Promise<LookupHit[][]> {
  const { query, view, words } = tools;
  if (query.dialect === 'postgres') return manyHits(tools, values);
  const last = shownParameters(view);
  const known = values.length < PROBED_LEAST ? undefined : await knownAmong(tools, values);
  const hits: LookupHit[][] = [];
  for (const one of values) {
    if (known?.has(one) === false) {
      hits.push([]);
      continue;
    }
    const rows = await query.all<VersionRow>(HITS, [
      one.value,
      words.number(one.kind),
      view.labels,
      view.labels,
      ...last,
      HITS_MAX,
    ]);
    hits.push(rows.length === 0 ? [] : await hitsOf(tools, rows));
  }
  return hits;
}

/** From how many values on it is asked first which of them are known at all. */
const PROBED_LEAST = 16;

type Value = { kind: ObservableKind; value: string };

/** Those of many values that the reader may know anything of: mostly few are, and one statement a kind says which. */
async function knownAmong(
  { query, view, words }: Reading,
  values: readonly Value[],
): Promise<Set<Value>> {
  const known = new Set<Value>();
  for (const [kind, group] of Map.groupBy(values, (one) => one.kind)) {
    const rows = await query.all<{ place: number }>(
      `SELECT a.key AS place FROM json_each(?) a WHERE EXISTS (
         SELECT 1 FROM observable o WHERE o.value = a.value AND o.kind = ? AND ${visible(query.dialect, 'o.label')})`,
      [
        list(
          query.dialect,
          // As it is written and asked for alone: half a surrogate pair is kept as U+FFFD.
          group.map(({ value }) => value.toWellFormed()),
        ),
        words.number(kind),
        view.labels,
      ],
    );
    for (const { place } of rows) {
      const one = group[place];
      if (one !== undefined) known.add(one);
    }
  }
  return known;
}

/** On a server one round trip for all values. */
async function manyHits(
  tools: Reading,
  values: readonly { kind: ObservableKind; value: string }[],
): Promise<LookupHit[][]> {
  const { query, view, words } = tools;
  const last = shown(query.dialect, view);
  const rows = await query.all<VersionRow & { place: number }>(
    `SELECT a.place, h.* FROM unnest(?::text[], ?::bigint[]) WITH ORDINALITY AS a(value, kind, place) CROSS JOIN LATERAL (
       SELECT ${VERSION_COLUMNS} FROM observable o JOIN version v ON v.vid = o.vid ${withFeed(query.dialect)}
       WHERE o.value = a.value AND o.kind = a.kind AND ${visible('postgres', 'o.label')} AND ${visible('postgres', 'v.label')} AND v.pos > 0 AND ${last.sql}
       ORDER BY o.vid DESC LIMIT (? + 0)) h`,
    [
      list(
        'postgres',
        values.map((one) => one.value),
      ),
      list(
        'postgres',
        values.map((one) => words.number(one.kind)),
      ),
      view.labels,
      view.labels,
      ...last.parameters,
      HITS_MAX,
    ],
  );
  const byPlace = values.map((): VersionRow[] => []);
  for (const row of rows) byPlace[row.place - 1]?.push(row);
  return Promise.all(byPlace.map((found) => hitsOf(tools, found)));
}

/** Objects whose text holds every word, newest first. Words are compared whole; the last of each may be cut short. */
export async function searchText(
  tools: Reading,
  search: { text: string; community?: string; types?: readonly string[]; limit: number },
): Promise<FeedRow[]> {
  const { query, view, words } = tools;
  const terms = termsOf(search.text);
  if (terms.length === 0) return [];
  const last = shown(query.dialect, view);
  const filters: string[] = [];
  const parameters: Parameters<typeof query.all>[1] & unknown[] = [];
  if (search.community !== undefined) {
    filters.push('AND v.community = ?');
    parameters.push(words.number(search.community));
  }
  if (search.types !== undefined) {
    filters.push(`AND ${isIn(query.dialect, 'v.type', 'bigint')}`);
    parameters.push(
      list(
        query.dialect,
        search.types.map((type) => words.number(type)),
      ),
    );
  }
  const isSqlite = query.dialect === 'sqlite';
  const rows = await query.all<VersionRow>(
    `SELECT ${VERSION_COLUMNS} FROM object_text t ${isSqlite ? 'CROSS ' : ''}JOIN version v ON v.vid = ${isSqlite ? 't.rowid' : 't.vid'}
     ${withFeed(query.dialect)}
     WHERE ${isSqlite ? 'object_text MATCH ?' : "t.body @@ to_tsquery('simple', ?)"} AND ${visible(query.dialect, 'v.label')} AND v.pos > 0 AND ${last.sql} ${filters.join(' ')}
     ORDER BY ${isSqlite ? 't.rowid' : 't.vid'} DESC LIMIT (? + 0)`,
    [
      matchOf(query.dialect, terms),
      view.labels,
      ...last.parameters,
      ...parameters,
      Math.min(search.limit, FOUND_MAX),
    ],
  );
  return feedRows(tools, rows);
}

async function hitsOf(tools: Reading, rows: readonly VersionRow[]): Promise<LookupHit[]> {
  const plain = await feedRows(tools, rows);
  return plain.map((row, place) => ({
    id: row.id,
    type: row.type,
    title: row.title,
    community: tools.words.name(rows[place]?.community ?? -1),
    origin: row.origin,
    labelId: row.labelId,
    dateAdded: row.dateAdded,
    revoked: row.revoked,
  }));
}

/** A relationship is only told of when its other end may be seen too; an end that is not here counts as one that may not. */
async function withOtherEnds(
  tools: Reading,
  found: ReferenceRow[],
  community: string,
): Promise<ReferenceRow[]> {
  const kept: ReferenceRow[] = [];
  for (const reference of found) {
    if (reference.row.type !== 'relationship') {
      kept.push(reference);
      continue;
    }
    const object = JSON.parse(reference.row.text) as Record<string, unknown>;
    const otherId =
      reference.property === 'source_ref' ? object['target_ref'] : object['source_ref'];
    const other =
      typeof otherId === 'string' ? await readObject(tools, otherId, community) : undefined;
    if (other !== undefined)
      kept.push({ ...reference, other: { id: other.id, type: other.type, title: other.title } });
  }
  return kept;
}

/** Live versions the reader may see, first come first. */
async function liveVersions(tools: Reading, id: string, community?: string): Promise<VersionRow[]> {
  const { query, view, words } = tools;
  const inOne = community === undefined ? '' : 'AND v.community = ?';
  return query.all<VersionRow>(
    `SELECT ${VERSION_COLUMNS} FROM version v ${withFeed(query.dialect)}
     WHERE v.stix_id = ? AND v.pos > 0 AND ${visible(query.dialect, 'v.label')} ${inOne} ORDER BY v.vid`,
    community === undefined ? [id, view.labels] : [id, view.labels, words.number(community)],
  );
}

function isNewer(a: VersionRow, b: VersionRow): boolean {
  return a.version_us > b.version_us || (a.version_us === b.version_us && a.vid > b.vid);
}
