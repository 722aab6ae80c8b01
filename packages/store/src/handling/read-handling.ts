import type { Dialect } from '../engine/engine.ts';
import { visible } from '../visibility/views.ts';
import { PAGE_MAX } from '../store.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { CopyLine, Handling, HandlingWay, OpenedLine, SentLine } from '../store.ts';
import { HANDLING_LIFE, roundedAt } from '../exchange/handling-book.ts';
import { HANDLING_SHOWN_MAX } from './limits.ts';
import { ownItem } from './own-item.ts';
import type { OwnItem } from './own-item.ts';
import { namesOf } from './person-names.ts';
import { attestedOf } from './read-attested.ts';
import { recallOf } from './read-recall.ts';

/** What the source is told; `undefined` for everybody else. */
export async function readHandling(
  tools: Reading,
  id: string,
  community: string,
): Promise<Handling | undefined> {
  const item = await ownItem(tools, id, community);
  if (item === undefined) return undefined;
  const recall = await recallOf(tools, item);
  return {
    opened: await openedOf(tools, item),
    attested: await attestedOf(tools, item, id),
    copies: await copiesOf(tools, item),
    sent: await sentOf(tools, item),
    ...(recall === undefined ? {} : { recall }),
    keptFor: HANDLING_LIFE,
  };
}

interface OpenedRow {
  organization: number;
  principal: string | null;
  way: HandlingWay;
  persons: number;
  programs: number;
  first_at: number;
  last_at: number;
}

/** Persons one by one where it was RED, the others counted by organization and way. */
async function openedOf(tools: Reading, item: OwnItem): Promise<OpenedLine[]> {
  const { query, view, words } = tools;
  const rows = await query.all<OpenedRow>(
    `SELECT organization, named AS principal, way, sum(CASE WHEN kind = 'person' THEN 1 ELSE 0 END) AS persons,
       sum(CASE WHEN kind = 'token' THEN 1 ELSE 0 END) AS programs, min(first_at) AS first_at, max(last_at) AS last_at
     FROM (SELECT organization, way, kind, first_at, last_at, CASE WHEN is_named = 1 AND kind = 'person' THEN principal END AS named
       FROM handling WHERE community = ? AND stix_id = ? AND origin = ? AND last_at >= ? AND is_named <= ?) h
     GROUP BY organization, named, way ORDER BY last_at DESC, organization, way LIMIT ${String(HANDLING_SHOWN_MAX)}`,
    [item.community, item.id, item.origin, view.now - HANDLING_LIFE, item.isWhole ? 1 : 0],
  );
  await words.load(query);
  const names = await namesOf(
    query,
    rows.map(({ principal }) => principal),
  );
  return rows.map((row) => ({
    organization: words.name(row.organization),
    way: row.way,
    ...(row.principal === null
      ? {}
      : { person: { id: row.principal, name: names.get(row.principal) ?? '' } }),
    persons: row.persons,
    programs: row.programs,
    firstAt: row.first_at,
    lastAt: row.last_at,
  }));
}

interface CopyRow {
  id: string;
  organization: number;
  principal: string;
  kind: 'person' | 'token';
  way: CopyLine['way'];
  form: CopyLine['form'];
  is_sealed: number;
  at: number;
  reason: string | null;
}

async function copiesOf(tools: Reading, item: OwnItem): Promise<CopyLine[]> {
  const { query, view, words } = tools;
  if (!item.isWhole) return [];
  const rows = await query.all<CopyRow>(
    `SELECT id, organization, principal, kind, way, form, is_sealed, at, reason FROM handling_copy
     WHERE community = ? AND stix_id = ? AND origin = ? AND organization <> ? AND at >= ?
     ORDER BY at DESC, id LIMIT ${String(HANDLING_SHOWN_MAX)}`,
    [item.community, item.id, item.origin, item.own, view.now - HANDLING_LIFE],
  );
  const names = await namesOf(
    query,
    rows.map(({ kind, principal }) => (kind === 'person' ? principal : null)),
  );
  return rows.map((row) => ({
    id: row.id,
    organization: words.name(row.organization),
    ...(row.kind === 'token'
      ? {}
      : { person: { id: row.principal, name: names.get(row.principal) ?? '' } }),
    way: row.way,
    form: row.form,
    isSealed: row.is_sealed === 1,
    at: row.at,
    ...(row.reason === null ? {} : { reason: row.reason }),
  }));
}

/** By the delivery ledger, over every place the object ever had. */
async function sentOf(tools: Reading, item: OwnItem): Promise<SentLine[]> {
  const { query, view, words } = tools;
  const rows = await query.all<{ organization: number; way: SentLine['way']; at: number }>(
    `SELECT l.organization, l.way, min(l.at) AS at FROM (${placesSeen(query.dialect)}) p
     JOIN ledger l ON l.community = ? AND l.first_pos <= p.pos AND l.first_pos > p.pos - ${String(PAGE_MAX)} AND l.last_pos >= p.pos
     WHERE l.organization <> ? GROUP BY l.organization, l.way ORDER BY 3, 1, 2 LIMIT ${String(HANDLING_SHOWN_MAX)}`,
    [
      item.community,
      item.id,
      item.origin,
      view.labels,
      item.id,
      item.community,
      item.origin,
      item.community,
      item.own,
    ],
  );
  return rows.map(({ organization, way, at }) => ({
    organization: words.name(organization),
    way,
    at: roundedAt(at),
  }));
}

/** Where it stood under markings that let the reader read it. */
function placesSeen(dialect: Dialect): string {
  return `SELECT d.pos FROM departure d WHERE +d.community = ? AND d.stix_id = ? AND d.origin = ? AND ${visible(dialect, 'd.label')}
    UNION SELECT pos FROM version WHERE stix_id = ? AND community = ? AND origin = ? AND pos > 0`;
}
