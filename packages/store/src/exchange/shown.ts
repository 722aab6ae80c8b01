import { visible } from '../visibility/views.ts';
import type { Dialect, Value } from '../engine/engine.ts';
import type { View } from '../visibility/views.ts';
import type { Piece } from './rows.ts';
import { timestampMicros } from '@tocsin/stix';
import type { VersionFilter } from '../store.ts';

/**
 * Which versions a reading shows. For a reader an id belongs to the origin it first came from among those
 * they may see, so nobody takes over somebody else's object by sending "a newer version" of it; of that
 * origin the newest (oldest, every) version is shown. Other origins' versions stay to be compared.
 */
export function shown(dialect: Dialect, view: View, versions: VersionFilter = LAST): Piece {
  return { sql: shownSql(dialect, versions), parameters: shownParameters(view, versions) };
}

/** The condition alone; it depends on how versions are named, not on which. */
export function shownSql(dialect: Dialect, versions: VersionFilter = LAST): string {
  const key = `${dialect} ${shownShape(versions)}`;
  let sql = SQL.get(key);
  if (sql === undefined) {
    const parts = versions.map((version) => conditionOf(dialect, kindOf(version)));
    sql = parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' OR ')})`;
    if (versions.length <= KEPT_MAX) SQL.set(key, sql);
  }
  return sql;
}

/** What the text of the condition depends on beside the dialect. */
export function shownShape(versions: VersionFilter = LAST): string {
  return versions === LAST ? 'last' : versions.map(kindOf).join();
}

/** The parameters of {@link shownSql}. */
export function shownParameters(view: View, versions: VersionFilter = LAST): Value[] {
  const parameters: Value[] = [];
  for (const version of versions) {
    const kind = kindOf(version);
    if (kind === 'at') parameters.push(timestampMicros(version) ?? -1);
    for (let count = LABELS[kind]; count > 0; count--) parameters.push(view.labels);
  }
  return parameters;
}

const LAST: VersionFilter = ['last'];
/** By dialect and kinds, of which a request may name several hundred: only short lists are kept. */
const SQL = new Map<string, string>();
const KEPT_MAX = 3;

type Kind = 'last' | 'first' | 'all' | 'at';

/** How often the text asks for the reader's labels. */
const LABELS: Readonly<Record<Kind, number>> = { last: 2, first: 2, all: 3, at: 3 };

function kindOf(version: string): Kind {
  return version === 'last' || version === 'first' || version === 'all' ? version : 'at';
}

function conditionOf(dialect: Dialect, kind: Kind): string {
  if (kind === 'last' || kind === 'first') {
    const sign = kind === 'last' ? '>' : '<';
    const better = `w.origin = v.origin AND (w.version_us ${sign} v.version_us OR (w.version_us = v.version_us AND w.vid ${sign} v.vid))`;
    return unless(dialect, `(${better}) OR (${fromEarlierOrigin(dialect)})`);
  }
  const shadow = unless(dialect, `w.version_us = v.version_us AND ${ofEarlierOrigin(dialect)}`);
  return kind === 'all' ? shadow : `(v.version_us = ? AND ${shadow})`;
}

/**
 * `w` came before anything of `v`'s origin that the reader may see. Only what they may see counts: an earlier
 * version hidden from them must not decide whose the id is.
 */
function fromEarlierOrigin(dialect: Dialect): string {
  return `w.origin <> v.origin AND w.vid < v.vid AND NOT EXISTS (SELECT 1 FROM version u WHERE u.stix_id = v.stix_id AND u.community = v.community AND u.origin = v.origin AND u.vid < w.vid AND u.pos > 0 AND ${visible(dialect, 'u.label')})`;
}

/** `w` is of an origin that came before `v`'s, whichever of its versions came first among those the reader may see. */
function ofEarlierOrigin(dialect: Dialect): string {
  const own = `SELECT 1 FROM version u WHERE u.stix_id = v.stix_id AND u.community = v.community AND u.origin = v.origin AND u.vid < x.vid AND u.pos > 0 AND ${visible(dialect, 'u.label')}`;
  return `w.origin <> v.origin AND EXISTS (SELECT 1 FROM version x WHERE x.stix_id = v.stix_id AND x.community = v.community AND x.origin = w.origin AND x.pos > 0 AND ${visible(dialect, 'x.label')} AND NOT EXISTS (${own}))`;
}

/** No other live version of the id that the reader may see meets the condition. Rows that are alone skip the look. */
function unless(dialect: Dialect, condition: string): string {
  return `(f.flags & 2 = 0 OR NOT EXISTS (SELECT 1 FROM version w WHERE w.stix_id = v.stix_id AND w.community = v.community AND w.vid <> v.vid AND w.pos > 0 AND ${visible(dialect, 'w.label')} AND (${condition})))`;
}
