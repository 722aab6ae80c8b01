import type { Dialect, Value } from '../engine/engine.ts';
import type { FeedRow } from '../store.ts';

/** Flags of a feed row. */
export const SUPERSEDED = 1;
/** The id has further versions or origins here: whether this row is shown takes a look at the others. */
export const SHARED_ID = 2;
/** The batch holds rows of several labels: the reader's rank is counted over those they may see. */
export const MIXED_BATCH = 4;
/** The row came by a re-marking; its text is indexed already. */
export const REMARKED = 8;

/** What a statement that reads versions gives. */
export interface VersionRow {
  vid: number;
  community: number;
  stix_id: string;
  origin: number;
  type: number;
  version: string;
  version_us: number;
  spec: string;
  text: string;
  title: string;
  label: number;
  pos: number;
  contribution: string;
  revoked: number;
  base: number;
  rank: number;
  flags: number;
}

/** The columns of {@link VersionRow}; `v` is the version, `f` its feed row. */
export const VERSION_COLUMNS =
  'v.vid, v.community, v.stix_id, v.origin, v.type, v.version, v.version_us, v.spec, v.text, v.title, v.label, v.pos, v.contribution, v.revoked, f.base, f.rank, f.flags';

/**
 * The feed row of a version, joined to `v`. Both engines are told to take it last, row by row: their own choice may be
 * to read the whole feed. PostgreSQL keeps a subquery with an OFFSET as it is; by statistics from before a feed grew
 * it hashed all of it for one object.
 */
export function withFeed(dialect: Dialect): string {
  return dialect === 'sqlite'
    ? 'CROSS JOIN feed f ON f.community = v.community AND f.pos = v.pos'
    : 'CROSS JOIN LATERAL (SELECT * FROM feed WHERE community = v.community AND pos = v.pos OFFSET 0) f';
}

/** The same for versions that may have no place in the feed any more. */
export function withFeedIfAny(dialect: Dialect): string {
  return dialect === 'sqlite'
    ? 'LEFT JOIN feed f ON f.community = v.community AND f.pos = v.pos'
    : 'LEFT JOIN LATERAL (SELECT * FROM feed WHERE community = v.community AND pos = v.pos OFFSET 0) f ON true';
}

/** The internal place of a row, kept where no serialiser sees it: positions never leave the hub. */
export const PLACE: unique symbol = Symbol('place');

/** A row with its place. */
export type PlacedRow = FeedRow & { [PLACE]: { pos: number; vid: number; community: number } };

/** The place of a row this store gave out, or `undefined`. */
export function placeOf(row: FeedRow): PlacedRow[typeof PLACE] | undefined {
  return PLACE in row ? (row as PlacedRow)[PLACE] : undefined;
}

/** A piece of SQL with its parameters, in order. */
export interface Piece {
  readonly sql: string;
  readonly parameters: readonly Value[];
}
