import { isOwnName, standingIn } from '@tocsin/policy';
import { ownNumbers } from '../visibility/own-names.ts';
import { isIn, list } from '../engine/engine.ts';
import { isChair } from '../people/authority.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { DeskDuties, RecentShare } from '../store.ts';
import { QUARANTINE_DUTY_LIFE, RECENT_LOOKED_MAX } from './limits.ts';

/** What waits for the reader in a community. */
export async function readDuties(tools: Reading, community: string): Promise<DeskDuties> {
  const { reader } = tools.view;
  if (reader.kind !== 'person' || standingIn(reader, community) === undefined)
    return { held: 0, quarantined: 0, withoutSecondFactor: 0 };
  return {
    held: await heldObjects(tools, community),
    quarantined: await quarantined(tools, community),
    withoutSecondFactor: isChair(reader, community)
      ? await withoutSecondFactor(tools, community)
      : 0,
  };
}

/** Objects of the reader's organization that the reader may see and whose marking is not known here. */
async function heldObjects(
  { query, view, words, labels }: Reading,
  community: string,
): Promise<number> {
  const held = view.ids().filter((id) => {
    const clauses = labels.at(id)?.clauses ?? [];
    return clauses.some(
      ({ origin, unknown, community: here }) =>
        here === community && isOwnName(view.reader, origin) && (unknown?.length ?? 0) > 0,
    );
  });
  if (held.length === 0) return 0;
  const row = await query.one<{ n: number }>(
    `SELECT count(*) AS n FROM feed f JOIN version v ON v.vid = f.vid
     WHERE f.community = ? AND ${isIn(query.dialect, 'f.label', 'bigint')} AND f.flags & 1 = 0 AND ${isIn(query.dialect, 'v.origin', 'bigint')}`,
    [
      words.number(community),
      list(query.dialect, held),
      list(query.dialect, ownNumbers(words, view.reader)),
    ],
  );
  return row?.n ?? 0;
}

async function quarantined({ query, view, words }: Reading, community: string): Promise<number> {
  const row = await query.one<{ n: number }>(
    `SELECT count(*) AS n FROM contribution c JOIN quarantine q ON q.contribution = c.id
     WHERE c.community = ? AND ${isIn(query.dialect, 'c.origin', 'bigint')} AND c.at > ? AND c.author = ?`,
    [
      words.number(community),
      list(query.dialect, ownNumbers(words, view.reader)),
      view.now - QUARANTINE_DUTY_LIFE,
      view.reader.id,
    ],
  );
  return row?.n ?? 0;
}

/** Persons of the community who sign in by a password alone. */
async function withoutSecondFactor({ query }: Reading, community: string): Promise<number> {
  const row = await query.one<{ n: number }>(
    `SELECT count(DISTINCT p.id) AS n FROM representation r JOIN person p ON p.id = r.person
     JOIN membership m ON m.community = r.community AND m.organization = r.organization
     WHERE r.community = ? AND r.roles <> '[]' AND m.state IN ('active', 'probation') AND p.is_disabled = 0
       AND p.password_hash IS NOT NULL AND p.totp IS NULL AND NOT EXISTS (SELECT 1 FROM passkey k WHERE k.person = p.id)`,
    [community],
  );
  return row?.n ?? 0;
}

/** The reader's own newest shares, among the newest of their organization. */
export async function readRecentShares(
  { query, view, words }: Reading,
  community: string,
  limit: number,
): Promise<RecentShare[]> {
  const { reader } = view;
  if (reader.kind !== 'person' || standingIn(reader, community) === undefined) return [];
  return query.all<RecentShare>(
    `SELECT id AS contribution, kind, title, at FROM (
       SELECT id, kind, title, at, author, refused FROM contribution WHERE community = ? AND ${isIn(query.dialect, 'origin', 'bigint')} ORDER BY at DESC LIMIT (? + 0)) c
     WHERE author = ? AND refused = 0 ORDER BY at DESC, id LIMIT (? + 0)`,
    [
      words.number(community),
      list(query.dialect, ownNumbers(words, reader)),
      RECENT_LOOKED_MAX,
      reader.id,
      limit,
    ],
  );
}
