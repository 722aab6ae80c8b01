import { isOwnName, standingIn } from '@tocsin/policy';
import type { Label, Reader } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import { ownNumbers } from '../visibility/own-names.ts';
import { visible } from '../visibility/views.ts';

/** An item of the reader's own organization, in the numbers rows carry. */
export interface OwnItem {
  readonly community: number;
  readonly id: string;
  readonly origin: number;
  /** The organization; the origin is it, or an alias of it. */
  readonly own: number;
  /** The reader could read it under each marking it ever had; else who opened it as RED is not for them. */
  readonly isWhole: boolean;
}

type Place = Omit<OwnItem, 'isWhole'>;

/**
 * The item, when it is the reader's own organization's alone, and the reader reads it or did until it was taken back.
 * What was made of others' items too would tell of their recipients (ISO/IEC 27010 8.4.6); and of what holds a
 * version that the reader may not read nothing is told.
 */
export async function ownItem(
  tools: Reading,
  id: string,
  community: string,
): Promise<OwnItem | undefined> {
  const { words, view } = tools;
  const { reader } = view;
  if (reader.providerStaff || standingIn(reader, community) === undefined) return undefined;
  const place = await placeOf(tools, id, words.number(community));
  if (place === undefined) return undefined;
  const live = await liveLabels(tools, place);
  const isTold =
    live.length === 0
      ? await wasOwn(tools, place)
      : live.every((label) => view.may(label) && isOwn(tools.labels.at(label), reader));
  return isTold ? { ...place, isWhole: await isWhole(tools, place) } : undefined;
}

/** Under which of its names the organization brought it; what is still there comes first. */
async function placeOf(
  { query, view, words }: Reading,
  id: string,
  community: number,
): Promise<Place | undefined> {
  const { dialect } = query;
  const names = list(dialect, ownNumbers(words, view.reader));
  const row = await query.one<{ origin: number }>(
    `SELECT origin FROM (
       SELECT origin, 0 AS gone, min(vid) AS first FROM version WHERE stix_id = ? AND community = ? AND pos > 0 AND ${isIn(dialect, 'origin', 'bigint')} GROUP BY origin
       UNION ALL SELECT origin, 1 AS gone, min(pos) AS first FROM departure WHERE +community = ? AND stix_id = ? AND ${isIn(dialect, 'origin', 'bigint')} GROUP BY origin) o
     ORDER BY gone, first LIMIT 1`,
    [id, community, names, community, id, names],
  );
  if (row === undefined) return undefined;
  return { community, id, origin: row.origin, own: words.number(view.reader.organization) };
}

async function liveLabels({ query }: Reading, place: Place): Promise<number[]> {
  const rows = await query.all<{ label: number }>(
    'SELECT DISTINCT label FROM version WHERE stix_id = ? AND community = ? AND origin = ? AND pos > 0',
    [place.id, place.community, place.origin],
  );
  return rows.map(({ label }) => label);
}

async function isWhole({ query, view }: Reading, place: Place): Promise<boolean> {
  const rows = await query.all<{ label: number }>(
    'SELECT DISTINCT label FROM departure WHERE +community = ? AND stix_id = ? AND origin = ?',
    [place.community, place.id, place.origin],
  );
  return rows.every(({ label }) => view.may(label));
}

/** Whether every clause of a label is of the reader's organization, under whatever name. */
function isOwn(label: Label | undefined, reader: Reader): boolean {
  if (label === undefined || label.clauses.length === 0) return false;
  return label.clauses.every(({ origin }) => isOwnName(reader, origin));
}

/** Nothing of it is left: by the labels it had when it went. */
async function wasOwn(tools: Reading, item: Place): Promise<boolean> {
  const { query, view, labels } = tools;
  const rows = await query.all<{ label: number; may: number }>(
    `SELECT d.label, CASE WHEN ${visible(query.dialect, 'd.label')} THEN 1 ELSE 0 END AS may FROM departure d
     WHERE +d.community = ? AND d.stix_id = ? AND d.origin = ? AND d.base = (
       SELECT max(e.base) FROM departure e WHERE +e.community = d.community AND e.stix_id = d.stix_id AND e.origin = d.origin AND e.act IS NOT NULL)`,
    [view.labels, item.community, item.id, item.origin],
  );
  return (
    rows.length > 0 &&
    rows.every(({ label, may }) => may === 1 && isOwn(labels.at(label), view.reader))
  );
}
