import { isIn, list } from '../engine/engine.ts';
import { visible } from '../visibility/views.ts';
import { SIGHTINGS_TOLD_MAX } from '../store.ts';
import type { Query, Value } from '../engine/engine.ts';
import type { Reading } from './read-page.ts';
import type { Piece } from './rows.ts';

/** The sightings of one object that the reader may see. */
export interface Sightings {
  readonly count: number;
  /** As the sightings say it; else when the newest was made. */
  readonly lastSeen?: string;
}

interface SightingRow {
  target: string;
  stix_id: string;
  origin: number;
  version_us: number;
  revoked: number;
  text: string;
}

/** The sightings of objects, those only that the reader may see. One statement, however many objects. */
export async function sightingsOf(
  { query, view, words }: Reading,
  community: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Sightings>> {
  if (ids.length === 0) return new Map();
  const { dialect } = query;
  const rows = await query.all<SightingRow>(
    `SELECT t.target, s.stix_id, s.origin, s.version_us, s.revoked, s.text FROM (
       SELECT r.target, r.vid, row_number() OVER (PARTITION BY r.target ORDER BY r.vid DESC) AS place FROM reference r
       WHERE ${isIn(dialect, 'r.target')} AND r.community = ? AND r.property = ? AND ${visible(dialect, 'r.label')}) t
     JOIN version s ON s.vid = t.vid WHERE t.place <= ? AND s.pos > 0 AND ${visible(dialect, 's.label')}`,
    [
      list(dialect, ids),
      community,
      words.number('sighting_of_ref'),
      view.labels,
      SIGHTINGS_TOLD_MAX,
      view.labels,
    ],
  );
  const byTarget = Map.groupBy(rows, (row) => row.target);
  return new Map([...byTarget].map(([target, all]) => [target, summed(all)]));
}

/** Of each sighting its newest version counts, unless it was taken back. */
function summed(rows: readonly SightingRow[]): Sightings {
  const newest = new Map<string, SightingRow>();
  for (const row of rows) {
    const before = newest.get(row.stix_id);
    if (before === undefined || before.version_us < row.version_us) newest.set(row.stix_id, row);
  }
  const live = [...newest.values()].filter((row) => row.revoked === 0);
  const times = live.map((row) => seenAt(row.text)).filter((time) => time !== undefined);
  const lastSeen = times.toSorted().at(-1);
  return { count: live.length, ...(lastSeen === undefined ? {} : { lastSeen }) };
}

/** STIX 2.1 §5.2: `last_seen` and `first_seen` are optional; a sighting was made when it was seen at the latest. */
function seenAt(text: string): string | undefined {
  const object = JSON.parse(text) as Record<string, unknown>;
  const time = object['last_seen'] ?? object['first_seen'] ?? object['created'];
  return typeof time === 'string' ? time : undefined;
}

/** `v` was sighted, as far as the reader may see: by a sighting whose newest version was not taken back. */
export function sighted({ query, view, words }: Reading): Piece {
  const { dialect } = query;
  return {
    sql: `EXISTS (SELECT 1 FROM reference r JOIN version s ON s.vid = r.vid
      WHERE r.target = v.stix_id AND r.community = v.community AND r.property = ? AND ${visible(dialect, 'r.label')}
        AND ${visible(dialect, 's.label')} AND s.pos > 0 AND s.revoked = 0
        AND NOT EXISTS (SELECT 1 FROM version w WHERE w.stix_id = s.stix_id AND w.community = s.community
          AND w.version_us > s.version_us AND w.revoked = 1 AND w.pos > 0 AND ${visible(dialect, 'w.label')}))`,
    parameters: [words.number('sighting_of_ref'), view.labels, view.labels, view.labels],
  };
}

/** `v` is something the person is done with. */
export function done({ view }: Reading): Piece {
  return {
    sql: 'EXISTS (SELECT 1 FROM triage t WHERE t.person = ? AND t.organization = ? AND t.community = f.community AND t.stix_id = v.stix_id AND t.pos >= f.pos)',
    parameters: [view.reader.id, view.reader.organization],
  };
}

/** Of these rows, the objects the person is done with. */
export async function doneOf(
  query: Query,
  { view }: Reading,
  at: { community: number; ids: readonly string[] },
): Promise<ReadonlyMap<string, number>> {
  const parameters: Value[] = [
    view.reader.id,
    view.reader.organization,
    at.community,
    list(query.dialect, at.ids),
  ];
  const rows = await query.all<{ stix_id: string; pos: number }>(
    `SELECT stix_id, pos FROM triage WHERE person = ? AND organization = ? AND community = ? AND ${isIn(query.dialect, 'stix_id')}`,
    parameters,
  );
  return new Map(rows.map((row) => [row.stix_id, row.pos]));
}
