import { levelOfLabel, speaksForSource, standingIn } from '@tocsin/policy';
import { hidden, writeOrRefuse } from '../people/refused.ts';
import { recordAct } from '../people/actor.ts';
import { readingOn } from '../exchange/tools.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import { PAGE_MAX } from '../store.ts';
import type { AskedToDelete, Recalled, Refusal } from '../store.ts';
import { isIn, list } from '../engine/engine.ts';
import { ownNumbers } from '../visibility/own-names.ts';
import { visible } from '../visibility/views.ts';
import { HANDLING_LIFE, NEWER_NOTE } from '../exchange/handling-book.ts';
import { RECALL_DUTY_LIFE, RECALLS_SHOWN_MAX } from './limits.ts';
import { readExpiry } from './expiry.ts';
import { ownItem } from './own-item.ts';
import { recallOf } from './read-recall.ts';

/** Something this reader was given and is asked to delete. */
interface Asked {
  readonly id: string;
  readonly type: number;
  readonly origin: number;
  /** The instant of the feed at which it went. */
  readonly base: number;
  readonly label: number;
  /** By which rule it expired. */
  readonly why: string | null;
}

/** What is asked of a reader, newest first; with an id, of that alone and also when it is done already. */
async function askedOf(
  { query, view, words }: Reading,
  community: string,
  id?: string,
): Promise<Asked[]> {
  const { reader } = view;
  if (standingIn(reader, community) === undefined) return [];
  const here = words.number(community);
  const own = words.number(reader.organization);
  const may = visible(query.dialect, 'd.label');
  const isSpeaking = speaksHere(reader, community) ? 1 : 0;
  const rows = await query.all<Asked>(
    `SELECT d.stix_id AS id, d.type, d.origin, d.base, max(d.label) AS label, max(d.why) AS why FROM departure d
     WHERE d.community = ? AND d.act IS NOT NULL AND d.base >= ? AND NOT (${isIn(query.dialect, 'd.origin', 'bigint')})${id === undefined ? '' : ' AND d.stix_id = ?'}
       AND (${wasSent('g.principal = ? AND +')} OR (${may} AND (${hasOpened('g.principal = ? AND ')} OR (? = 1 AND (${wasSent('')} OR ${hasOpened('')})))))
       AND NOT EXISTS (SELECT 1 FROM version v WHERE v.stix_id = d.stix_id AND v.community = d.community AND v.origin = d.origin
         AND v.version = d.version AND v.version_us = d.version_us AND v.pos > 0 AND ${visible(query.dialect, 'v.label')})
       ${id === undefined ? NOT_DONE : ''}
     GROUP BY d.stix_id, d.type, d.origin, d.base ORDER BY d.base DESC, d.stix_id LIMIT ${String(RECALLS_SHOWN_MAX)}`,
    [
      here,
      (view.now - RECALL_DUTY_LIFE) * 1000,
      list(query.dialect, ownNumbers(words, reader)),
      ...(id === undefined ? [] : [id]),
      reader.id,
      own,
      view.labels,
      reader.id,
      own,
      reader.id,
      own,
      isSpeaking,
      own,
      own,
      own,
      view.labels,
      ...(id === undefined ? [own, reader.id] : []),
    ],
  );
  return newestOfEach(rows);
}

/** Whoever may answer for all copies of their organization. */
function speaksHere(reader: Reading['view']['reader'], community: string): boolean {
  const standing = standingIn(reader, community);
  return standing !== undefined && !reader.providerStaff && speaksForSource(reader, standing);
}

/**
 * Was sent the very version that went, wherever it stood then. A line of the ledger spans a page at most, so only those
 * that begin that near are looked at; the plus before a column keeps SQLite from walking all that ever went by its date.
 */
function wasSent(whom: string): string {
  return `EXISTS (SELECT 1 FROM departure e JOIN ledger g ON g.community = e.community AND g.first_pos <= e.pos
        AND g.first_pos > e.pos - ${String(PAGE_MAX)} AND g.last_pos >= e.pos
      WHERE ${whom}g.organization = ? AND +e.community = d.community AND e.stix_id = d.stix_id AND e.origin = d.origin
        AND e.version = d.version AND e.version_us = d.version_us AND e.base <= d.base)`;
}

/**
 * Opened it or took a copy of it before it went: which version, the record does not know. So this counts only for
 * whom the version that went was readable, else it would tell of a version they never saw.
 */
function hasOpened(whom: string): string {
  return `(EXISTS (SELECT 1 FROM handling g WHERE ${whom}g.organization = ? AND g.community = d.community AND g.stix_id = d.stix_id
      AND g.origin = d.origin AND g.first_at * 1000 <= d.base)
    OR EXISTS (SELECT 1 FROM handling_copy g WHERE ${whom}g.organization = ? AND g.community = d.community AND g.stix_id = d.stix_id
      AND g.origin = d.origin AND g.at * 1000 <= d.base))`;
}

const NOT_DONE = `AND NOT EXISTS (SELECT 1 FROM recall_note n WHERE n.community = d.community AND n.stix_id = d.stix_id
  AND n.origin = d.origin AND n.organization = ? AND n.base >= d.base
  AND (n.kind = 'done' OR (n.kind = 'done-alone' AND n.principal = ?)))`;

/** One thing of one source is asked for once, however often it went. */
function newestOfEach(rows: readonly Asked[]): Asked[] {
  const seen = new Set<string>();
  return rows.filter(({ id, origin }) => {
    const key = `${id} ${String(origin)}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** What the reader is asked to delete. */
export async function readAsked(tools: Reading, community: string): Promise<AskedToDelete[]> {
  const { words, query, view } = tools;
  const asked = await askedOf(tools, community);
  await words.load(query);
  return asked.map(({ id, type, origin, base, label, why }) => ({
    id,
    type: words.name(type),
    source: words.name(origin),
    at: Math.floor(base / 1000),
    // Whoever could no longer read it is not told by which rule it went.
    ...(why === null || !view.may(label) ? {} : { why: readExpiry(why) }),
  }));
}

/** What the reader's organization took back or marked more narrowly, as far as they read it until then. */
export async function readRecalled(tools: Reading, community: string): Promise<Recalled[]> {
  const { words, view, query } = tools;
  const { reader } = view;
  if (reader.providerStaff || standingIn(reader, community) === undefined) return [];
  const rows = await query.all<{ id: string; type: number }>(
    `SELECT d.stix_id AS id, d.type FROM departure d
     WHERE d.community = ? AND d.act IS NOT NULL AND d.base >= ? AND ${isIn(query.dialect, 'd.origin', 'bigint')} AND ${visible(query.dialect, 'd.label')}
     GROUP BY d.stix_id, d.type ORDER BY max(d.base) DESC, d.stix_id LIMIT ${String(RECALLS_SHOWN_MAX)}`,
    [
      words.number(community),
      (view.now - HANDLING_LIFE) * 1000,
      list(query.dialect, ownNumbers(words, reader)),
      view.labels,
    ],
  );
  const items: Recalled[] = [];
  for (const { id, type } of rows) {
    const item = await ownItem(tools, id, community);
    const recall = item === undefined ? undefined : await recallOf(tools, item);
    if (recall === undefined) continue;
    items.push({ id, type: words.name(type), recall });
  }
  return items;
}

/** A person says that copies are deleted: a representative for their organization, others and RED for themselves. */
export function confirmRecall(
  access: ExchangeAccess,
  id: string,
  community: string,
): Promise<true | Refusal> {
  return writeOrRefuse<true>(access.engine, async (transaction) => {
    const view = await access.views.at(transaction, access.principal);
    const { reader } = view;
    const tools = await readingOn(access, transaction, view);
    const asked = reader.kind === 'person' ? await askedOf(tools, community, id) : [];
    if (asked.length === 0) throw hidden();
    await access.words.load(transaction);
    for (const { origin, base, label } of asked) {
      const level = levelOfLabel(tools.labels.at(label) ?? { clauses: [] }, view.now);
      const isForAll = level !== 'red' && view.may(label) && speaksHere(reader, community);
      await transaction.run(
        `INSERT INTO recall_note (community, stix_id, origin, organization, principal, kind, base, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ${NEWER_NOTE}`,
        [
          access.words.number(community),
          id,
          origin,
          access.words.number(reader.organization),
          reader.id,
          isForAll ? 'done' : 'done-alone',
          base,
          view.now,
        ],
      );
    }
    await recordAct(transaction, access.principal, {
      at: view.now,
      organization: reader.organization,
      act: 'recall-done',
      words: 'Said that copies of something taken back are deleted',
      facts: { object: id },
    });
    return true;
  });
}
