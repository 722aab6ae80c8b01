import { randomUUID } from 'node:crypto';
import { isAlias } from '@tocsin/policy';
import { eraseRows } from '../exchange/erase.ts';
import { supersede, takeInstant } from '../exchange/feed-writer.ts';
import { sourceRows } from '../exchange/change.ts';
import { appendAudit } from '../audit/append.ts';
import { isIn, list } from '../engine/engine.ts';
import type { SourceRow } from '../exchange/change.ts';
import type { Query, Transaction } from '../engine/engine.ts';
import type { Words } from '../visibility/words.ts';
import type { Expiry } from '../store.ts';
import { proveRemoval } from './removal.ts';

/** An object of one source whose time is over. */
export interface Over {
  readonly id: string;
  readonly origin: number;
  /** What its newest version came before. Milliseconds since the epoch. */
  readonly before: number;
  readonly why: Expiry;
  /** The person who set the rule: in whose name it is carried out. */
  readonly setBy: string;
}

/** Where and when. */
interface At {
  readonly community: string;
  readonly now: number;
  readonly words: Words;
}

/**
 * Removes the content of objects whose time is over, as taking back does: tombstones stay. Everything is looked at
 * again in this transaction, so that a hold, a new version or another process between planning and writing wins.
 */
export async function expire(
  transaction: Transaction,
  at: At,
  all: readonly Over[],
): Promise<number> {
  const { words, community } = at;
  const lock = transaction.dialect === 'postgres' ? ' FOR UPDATE' : '';
  await transaction.one(`SELECT epoch FROM policy_state${lock}`);
  const still = await stillOver(transaction, at, all);
  if (still.length === 0) return 0;
  const here = words.number(community);
  const base = await takeInstant(transaction, { community: here, nowMicros: at.now * 1000 });
  const rows = still.flatMap(({ rows: own, over }) =>
    own.map((row) => ({ ...row, act: 'expired' as const, why: JSON.stringify(over.why) })),
  );
  await supersede(transaction, { community: here, base }, rows);
  const groups = await groupsOf(transaction, { words, here, base }, still);
  await eraseRows(transaction, words, { community: here, rows });
  for (const { over } of still) {
    const origin = words.name(over.origin);
    await transaction.run(
      "UPDATE release_request SET state = 'ended' WHERE community = ? AND stix_id = ? AND coalesce(alias, source) = ? AND state = 'granted'",
      [community, over.id, origin],
    );
    await transaction.run(
      'DELETE FROM recheck_kept WHERE community = ? AND stix_id = ? AND origin = ?',
      [community, over.id, origin],
    );
  }
  await record(transaction, at, groups);
  return still.length;
}

/** What goes in the name of one person for one source: one entry of its record. */
interface Group {
  readonly id: string;
  readonly organization: string;
  readonly setBy: string;
  readonly objects: number;
  /** The hash of all that goes. */
  readonly hash: string;
}

/** What stood under another name than the source's own is entered for the hub, so that no record says whose it was. */
async function groupsOf(
  transaction: Transaction,
  { words, here, base }: { words: Words; here: number; base: number },
  still: readonly { over: Over; rows: SourceRow[] }[],
): Promise<Group[]> {
  const nameOf = (over: Over): string => {
    const origin = words.name(over.origin);
    return isAlias(origin) ? '' : origin;
  };
  const groups: Group[] = [];
  const alike = Map.groupBy(still, ({ over }) => JSON.stringify([nameOf(over), over.setBy]));
  for (const all of alike.values()) {
    const [first] = all;
    if (first === undefined) continue;
    const id = randomUUID();
    const rows = all.flatMap((one) => one.rows);
    const at = { community: here, base, entry: id };
    groups.push({
      id,
      organization: nameOf(first.over),
      setBy: first.over.setBy,
      objects: all.length,
      hash: await proveRemoval(transaction, at, rows),
    });
  }
  return groups;
}

async function stillOver(
  transaction: Transaction,
  { community, words }: At,
  all: readonly Over[],
): Promise<{ over: Over; rows: SourceRow[] }[]> {
  const ids = all.map(({ id }) => id);
  const held = await heldIn(transaction, community, ids);
  const here = words.number(community);
  const still: { over: Over; rows: SourceRow[] }[] = [];
  for (const over of all) {
    if (held.has(`${over.id} ${words.name(over.origin)}`)) continue;
    const newest = await transaction.one<{ at: number | null }>(
      `SELECT max(c.at) AS at FROM version v JOIN contribution c ON c.id = v.contribution
       WHERE v.stix_id = ? AND v.community = ? AND v.origin = ? AND v.pos > 0`,
      [over.id, here, over.origin],
    );
    if (newest?.at === undefined || newest.at === null || newest.at >= over.before) continue;
    const rows = await sourceRows(transaction, {
      id: over.id,
      community: here,
      origin: over.origin,
    });
    still.push({ over, rows });
  }
  return still;
}

/** What is held in a community, of these objects or of all, whoever holds it. */
export async function heldIn(
  query: Query,
  community: string,
  ids?: readonly string[],
): Promise<Set<string>> {
  const rows = await query.all<{ stix_id: string; origin: string }>(
    `SELECT stix_id, origin FROM retention_hold WHERE community = ?${ids === undefined ? '' : ` AND ${isIn(query.dialect, 'stix_id')}`}`,
    [community, ...(ids === undefined ? [] : [list(query.dialect, ids)])],
  );
  return new Set(rows.map(({ stix_id: id, origin }) => `${id} ${origin}`));
}

/** Each source has it in its own record, in the name of whoever set the rule. */
async function record(
  transaction: Transaction,
  { now, community }: At,
  groups: readonly Group[],
): Promise<void> {
  for (const { id, organization, setBy, objects, hash } of groups) {
    const person = await transaction.one<{ name: string }>('SELECT name FROM person WHERE id = ?', [
      setBy,
    ]);
    await appendAudit(transaction, {
      id,
      at: now,
      organization,
      actor: { kind: 'person', id: setBy, name: person?.name ?? '' },
      act: 'expire',
      words: `Removed the content of ${String(objects)} objects whose time was over, by the rule this person set; SHA-256 of what went: ${hash}`,
      facts: { community, objects },
    });
  }
}
