import { isOwnName, levelOfLabel, speaksForSource, standingIn } from '@tocsin/policy';
import type { Reader } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import { shown } from '../exchange/shown.ts';
import { reading, readingOn } from '../exchange/tools.ts';
import { RECORDED_LEVELS } from '../handling-door.ts';
import { isChair } from '../people/authority.ts';
import { recordAct } from '../people/actor.ts';
import { readerNow } from '../people/reader.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import { RECHECK_DAYS } from '../recheck-door.ts';
import { ownNumbers } from '../visibility/own-names.ts';
import { visible } from '../visibility/views.ts';
import type { Query } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Recheck, RecheckHandle, Rechecks, Refusal } from '../store.ts';
import { RECHECK_DAYS_MAX, RECHECKS_SHOWN_MAX } from './limits.ts';

const DAY_MS = 86_400_000;

/** The question whether markings still fit, as one principal is asked it. */
export function createRecheck(access: ExchangeAccess): RecheckHandle {
  return {
    rechecks: (community) => reading(access, (tools) => readRechecks(tools, community)),
    setDays: (community, days) => setDays(access, community, days),
    keep: (community, ids) => keep(access, community, ids),
  };
}

async function readRechecks(tools: Reading, community: string): Promise<Rechecks | undefined> {
  const { query, view } = tools;
  const { reader } = view;
  if (standingIn(reader, community) === undefined) return undefined;
  const days = await daysIn(query, community);
  const asked =
    days === 0 || !isAsked(reader, community) ? [] : await askedOf(tools, community, days);
  return {
    days,
    maySet: isChair(reader, community),
    items: asked.map(({ origin: _origin, ...item }) => item),
  };
}

async function daysIn(query: Query, community: string): Promise<number> {
  const row = await query.one<{ days: number }>(
    'SELECT days FROM recheck_rule WHERE community = ?',
    [community],
  );
  return row?.days ?? RECHECK_DAYS;
}

function isAsked(reader: Reader, community: string): boolean {
  const standing = standingIn(reader, community);
  return standing !== undefined && !reader.providerStaff && speaksForSource(reader, standing);
}

interface AskedRow {
  id: string;
  type: number;
  title: string;
  label: number;
  origin: number;
  base: number;
}

/** Own objects that stand as AMBER or RED since longer than the period, and were not kept since. */
async function askedOf(
  tools: Reading,
  community: string,
  days: number,
): Promise<(Recheck & { origin: string })[]> {
  const { query, view, words, labels } = tools;
  const { reader, now } = view;
  const strict = view.ids().filter((id) => {
    const label = labels.at(id);
    if (label === undefined || !RECORDED_LEVELS.includes(levelOfLabel(label, now))) return false;
    return label.clauses.every(
      (clause) => clause.community === community && isOwnName(reader, clause.origin),
    );
  });
  if (strict.length === 0) return [];
  const before = now - days * DAY_MS;
  const last = shown(query.dialect, view);
  await words.load(query);
  const rows = await query.all<AskedRow>(
    `SELECT v.stix_id AS id, v.type, v.title, v.label, v.origin, f.base FROM feed f JOIN version v ON v.vid = f.vid
       JOIN word o ON o.n = v.origin
     WHERE f.community = ? AND ${isIn(query.dialect, 'f.label', 'bigint')} AND f.flags & 1 = 0 AND f.base < ?
       AND ${isIn(query.dialect, 'v.origin', 'bigint')} AND ${visible(query.dialect, 'v.label')} AND ${last.sql}
       AND NOT EXISTS (SELECT 1 FROM recheck_kept k WHERE k.community = ? AND k.stix_id = v.stix_id AND k.origin = o.name AND k.at >= ?)
     ORDER BY f.pos LIMIT (? + 0)`,
    [
      words.number(community),
      list(query.dialect, strict),
      before * 1000,
      list(query.dialect, ownNumbers(words, reader)),
      view.labels,
      ...last.parameters,
      community,
      before,
      RECHECKS_SHOWN_MAX,
    ],
  );
  return rows.map(({ id, type, title, label, origin, base }) => ({
    id,
    type: words.name(type),
    title,
    level: levelOfLabel(labels.at(label) ?? { clauses: [] }, now),
    since: Math.floor(base / 1000),
    origin: words.name(origin),
  }));
}

function setDays(
  access: ExchangeAccess,
  community: string,
  days: number,
): Promise<Rechecks | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    if (standingIn(reader, community) === undefined) throw hidden();
    if (!isChair(reader, community)) {
      throw new Refused('not-allowed', 'Only a chair says when sources are asked; ask one of them');
    }
    if (!Number.isInteger(days) || days < 0 || days > RECHECK_DAYS_MAX) {
      throw new Refused(
        'invalid',
        `Give whole days up to ${String(RECHECK_DAYS_MAX)}; 0 means never`,
      );
    }
    const at = access.now();
    await transaction.run(
      `INSERT INTO recheck_rule (community, days, set_at) VALUES (?, ?, ?)
       ON CONFLICT (community) DO UPDATE SET days = excluded.days, set_at = excluded.set_at`,
      [community, days, at],
    );
    await recordAct(transaction, access.principal, {
      at,
      organization: reader.organization,
      act: 'set-recheck',
      words:
        days === 0
          ? 'Said that sources are not asked whether markings still fit'
          : `Said that sources are asked after ${String(days)} days whether markings still fit`,
      facts: { community, days },
    });
    const view = await access.views.at(transaction, access.principal);
    const changed = await readRechecks(await readingOn(access, transaction, view), community);
    if (changed === undefined) throw hidden();
    return changed;
  });
}

function keep(
  access: ExchangeAccess,
  community: string,
  ids: readonly string[],
): Promise<true | Refusal> {
  return writeOrRefuse<true>(access.engine, async (transaction) => {
    const view = await access.views.at(transaction, access.principal);
    const tools = await readingOn(access, transaction, view);
    if (standingIn(view.reader, community) === undefined) throw hidden();
    const days = await daysIn(transaction, community);
    const isOff = days === 0 || !isAsked(view.reader, community);
    const asked = isOff ? [] : await askedOf(tools, community, days);
    const kept = asked.filter(({ id }) => ids.includes(id));
    if (kept.length === 0) return true;
    for (const { id, origin } of kept) {
      await transaction.run(
        `INSERT INTO recheck_kept (community, stix_id, origin, person, at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (community, stix_id, origin) DO UPDATE SET person = excluded.person, at = excluded.at`,
        [community, id, origin, view.reader.id, view.now],
      );
    }
    await recordAct(transaction, access.principal, {
      at: view.now,
      organization: view.reader.organization,
      act: 'recheck-kept',
      words: `Said that the markings of ${String(kept.length)} objects still fit`,
      facts: { community, objects: kept.length },
    });
    return true;
  });
}
