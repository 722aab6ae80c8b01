import { visible } from '../visibility/views.ts';
import { PAGE_MAX } from '../store.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Recall, RecallWay } from '../store.ts';
import { readExpiry } from './expiry.ts';
import { progressOf } from './progress.ts';
import type { Notes } from './progress.ts';
import { HANDLING_LIFE } from '../exchange/handling-book.ts';
import type { OwnItem } from './own-item.ts';

interface Act {
  base: number;
  act: Recall['act'];
  why: string | null;
}

/** How far the newest taking back or narrowing of an own item has come; `undefined` when there was none. */
export async function recallOf(tools: Reading, item: OwnItem): Promise<Recall | undefined> {
  const { query, view, words } = tools;
  const last = await query.one<Act>(
    `SELECT d.base, d.act, d.why FROM departure d WHERE +d.community = ? AND d.stix_id = ? AND d.origin = ? AND d.act IS NOT NULL AND d.base >= ?
       AND ${visible(query.dialect, 'd.label')} ORDER BY d.base DESC LIMIT 1`,
    [item.community, item.id, item.origin, (view.now - HANDLING_LIFE) * 1000, view.labels],
  );
  if (last === undefined) return undefined;
  const given = await givenOf(tools, item, last.base);
  const notes = await notesOf(tools, item, last.base);
  await words.load(query);
  const at = Math.floor(last.base / 1000);
  const named = given.map((one) => ({ ...one, name: words.name(one.organization) }));
  const why = last.why === null ? {} : { why: readExpiry(last.why) };
  return { act: last.act, ...why, at, ...progressOf(named, notes) };
}

/** Everybody who was given what went then, by whichever way; the source's own people were not given it by anybody. */
async function givenOf(
  { query }: Reading,
  { community, id, origin, own }: OwnItem,
  base: number,
): Promise<{ organization: number; principal: string; way: RecallWay }[]> {
  const at = [community, id, origin];
  return query.all(
    `SELECT DISTINCT l.organization, l.principal, l.way FROM (${WENT}) p
       JOIN ledger l ON l.community = ? AND l.first_pos <= p.pos AND l.first_pos > p.pos - ${String(PAGE_MAX)} AND l.last_pos >= p.pos WHERE l.organization <> ?
     UNION SELECT organization, principal, way FROM handling
       WHERE community = ? AND stix_id = ? AND origin = ? AND first_at <= ?
     UNION SELECT organization, principal, CASE WHEN form = 'print' THEN 'print' ELSE 'copy' END FROM handling_copy
       WHERE community = ? AND stix_id = ? AND origin = ? AND at <= ? AND organization <> ?`,
    [...at, base, base, community, own, ...at, base / 1000, ...at, base / 1000, own],
  );
}

/** Every place at which the versions that went then had stood. */
const WENT = `SELECT e.pos FROM departure d JOIN departure e ON +e.community = d.community AND e.stix_id = d.stix_id
    AND e.origin = d.origin AND e.version = d.version AND e.version_us = d.version_us
  WHERE +d.community = ? AND d.stix_id = ? AND d.origin = ? AND d.base = ? AND d.act IS NOT NULL AND e.base <= ?`;

/** Who took note since: was sent the tombstone, was sent the object under its newer marking, or said that it is deleted. */
async function notesOf(
  { query }: Reading,
  { community, id, origin }: OwnItem,
  base: number,
): Promise<Notes> {
  const notes = await query.all<{ organization: number; principal: string; kind: string }>(
    'SELECT organization, principal, kind FROM recall_note WHERE community = ? AND stix_id = ? AND origin = ? AND base >= ?',
    [community, id, origin, base],
  );
  const anew = await query.all<{ principal: string }>(
    `SELECT DISTINCT l.principal FROM version v JOIN ledger l ON l.community = v.community AND l.first_pos <= v.pos AND l.first_pos > v.pos - ${String(PAGE_MAX)} AND l.last_pos >= v.pos
     WHERE v.stix_id = ? AND v.community = ? AND v.origin = ? AND v.pos > 0`,
    [id, community, origin],
  );
  const ofKind = (kind: string): string[] =>
    notes.filter((note) => note.kind === kind).map(({ principal }) => principal);
  return {
    told: new Set([...ofKind('told'), ...anew.map(({ principal }) => principal)]),
    done: new Set([...ofKind('done-alone'), ...ofKind('done')]),
    all: new Set(
      notes.filter(({ kind }) => kind === 'done').map(({ organization }) => organization),
    ),
  };
}
