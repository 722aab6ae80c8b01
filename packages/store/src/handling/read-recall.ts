import { visible } from '../visibility/views.ts';
import { PAGE_MAX } from '../store.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Recall, RecallLine, RecallWay } from '../store.ts';
import { HANDLING_LIFE } from '../exchange/handling-book.ts';
import type { OwnItem } from './own-item.ts';

interface Act {
  base: number;
  act: Recall['act'];
}

/** How far the newest taking back or narrowing of an own item has come; `undefined` when there was none. */
export async function recallOf(tools: Reading, item: OwnItem): Promise<Recall | undefined> {
  const { query, view, words } = tools;
  const last = await query.one<Act>(
    `SELECT d.base, d.act FROM departure d WHERE +d.community = ? AND d.stix_id = ? AND d.origin = ? AND d.act IS NOT NULL AND d.base >= ?
       AND ${visible(query.dialect, 'd.label')} ORDER BY d.base DESC LIMIT 1`,
    [item.community, item.id, item.origin, (view.now - HANDLING_LIFE) * 1000, view.labels],
  );
  if (last === undefined) return undefined;
  const given = await givenOf(tools, item, last.base);
  const notes = await notesOf(tools, item, last.base);
  const lines = new Map<string, RecallLine>();
  for (const { organization, principal, way } of given) {
    const key = `${String(organization)} ${way}`;
    const line = lines.get(key) ?? {
      organization: words.name(organization),
      way,
      given: 0,
      told: 0,
      confirmed: 0,
      state: 'open' as const,
    };
    const isDone = notes.done.has(principal) || notes.all.has(organization);
    line.given += 1;
    line.confirmed += isDone ? 1 : 0;
    line.told += isDone || notes.told.has(principal) ? 1 : 0;
    lines.set(key, line);
  }
  return told({ act: last.act, at: Math.floor(last.base / 1000) }, [...lines.values()]);
}

function told(of: Pick<Recall, 'act' | 'at'>, lines: RecallLine[]): Recall {
  for (const line of lines) {
    if (line.confirmed === line.given) line.state = 'confirmed';
    else if (line.told === line.given) line.state = 'told';
  }
  lines.sort((a, b) => (`${a.organization} ${a.way}` < `${b.organization} ${b.way}` ? -1 : 1));
  if (lines.length === 0) return { ...of, lines };
  const percent = (is: (line: RecallLine) => boolean): number =>
    Math.floor((100 * lines.filter(is).length) / lines.length);
  return {
    ...of,
    lines,
    takenNote: percent(({ state }) => state !== 'open'),
    confirmed: percent(({ state }) => state === 'confirmed'),
  };
}

/** Everybody who was given what went then, by whichever way; the source's own people were not given it by anybody. */
async function givenOf(
  { query }: Reading,
  { community, id, origin }: OwnItem,
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
    [...at, base, base, community, origin, ...at, base / 1000, ...at, base / 1000, origin],
  );
}

/** Every place at which the versions that went then had stood. */
const WENT = `SELECT e.pos FROM departure d JOIN departure e ON +e.community = d.community AND e.stix_id = d.stix_id
    AND e.origin = d.origin AND e.version = d.version AND e.version_us = d.version_us
  WHERE +d.community = ? AND d.stix_id = ? AND d.origin = ? AND d.base = ? AND d.act IS NOT NULL AND e.base <= ?`;

interface Notes {
  readonly told: ReadonlySet<string>;
  readonly done: ReadonlySet<string>;
  /** Organizations that said so for all of theirs. */
  readonly all: ReadonlySet<number>;
}

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
