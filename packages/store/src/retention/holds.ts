import {
  isAlias,
  isOwnName,
  retentionKindOf,
  shorterDays,
  speaksForSource,
  standingIn,
} from '@tocsin/policy';
import type { Reader } from '@tocsin/policy';
import { readObject, readShown } from '../exchange/read-object.ts';
import { readingOn } from '../exchange/tools.ts';
import { namesOf } from '../handling/person-names.ts';
import { isChair } from '../people/authority.ts';
import { recordAct } from '../people/actor.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import type { Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { KeptFor, ObjectDetail, Refusal, RetentionHold } from '../store.ts';
import { HOLDS_MAX, RETENTION_REASON_MAX } from './limits.ts';
import { daysOf, OF_ALL, rulesIn } from './rules.ts';

const DAY_MS = 86_400_000;

interface HoldRow {
  stix_id: string;
  origin: string;
  organization: string;
  reason: string;
  person: string;
  at: number;
}

/** Under whose name a reader holds things of an origin: their organization's for its own, the chairs' for others'. */
function holderOf(reader: Reader, community: string, origin: string): string | undefined {
  const standing = standingIn(reader, community);
  if (standing === undefined || reader.providerStaff) return undefined;
  if (isOwnName(reader, origin) && speaksForSource(reader, standing)) return reader.organization;
  return isChair(reader, community) ? OF_ALL : undefined;
}

/** Holds the reader is told of: their own organization's, those on its things, and the chairs' when they are one. */
export async function readHolds(tools: Reading, community: string): Promise<RetentionHold[]> {
  const { query, view } = tools;
  const { reader } = view;
  if (reader.kind !== 'person' || standingIn(reader, community) === undefined) return [];
  const rows = await query.all<HoldRow>(
    'SELECT * FROM retention_hold WHERE community = ? AND organization IN (?, ?) ORDER BY at DESC, stix_id LIMIT (? + 0)',
    [community, OF_ALL, reader.organization, 2 * HOLDS_MAX],
  );
  return holdsOf(
    tools,
    community,
    rows.filter((row) => isToldOf(reader, community, row)),
  );
}

/** A source's hold is its own matter; a chair's is for chairs and for the source of what is held. */
function isToldOf(reader: Reader, community: string, row: HoldRow): boolean {
  const standing = standingIn(reader, community);
  if (standing === undefined || reader.providerStaff) return false;
  const isOwn = isOwnName(reader, row.origin) && speaksForSource(reader, standing);
  return isOwn || (row.organization === OF_ALL && isChair(reader, community));
}

async function holdsOf(
  tools: Reading,
  community: string,
  rows: readonly HoldRow[],
): Promise<RetentionHold[]> {
  const { reader } = tools.view;
  const titles = await readShown(
    tools,
    rows.map(({ stix_id: id }) => id),
    community,
  );
  const names = await namesOf(
    tools.query,
    rows.map(({ person }) => person),
  );
  return rows.map(({ stix_id: id, origin, organization, reason, person, at }) => {
    const shown = titles.get(id);
    return {
      id,
      ...(shown === undefined ? {} : { title: shown.title }),
      by: organization === OF_ALL ? ('chair' as const) : ('source' as const),
      reason,
      person: { id: person, name: names.get(person) ?? '' },
      at,
      mayEnd: mayEnd(reader, community, { origin, organization }),
    };
  });
}

function mayEnd(
  reader: Reader,
  community: string,
  { origin, organization }: { origin: string; organization: string },
): boolean {
  if (organization === OF_ALL) return isChair(reader, community);
  return holderOf(reader, community, origin) === organization;
}

/** Holds an object. */
export function holdObject(
  access: ExchangeAccess,
  at: { id: string; community: string; reason: string },
): Promise<RetentionHold | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const { id, community } = at;
    await waitForRemoval(transaction);
    const view = await access.views.at(transaction, access.principal);
    const tools = await readingOn(access, transaction, view);
    const object = await readObject(tools, id, community);
    if (object === undefined) throw hidden();
    const organization = holderOf(view.reader, community, object.origin);
    if (organization === undefined) {
      throw new Refused(
        'not-allowed',
        'Only a chair, or a representative or sharing officer of its source, holds it',
      );
    }
    const reason = at.reason.trim().toWellFormed();
    if (reason === '' || reason.length > RETENTION_REASON_MAX) {
      throw new Refused('invalid', 'Say in a sentence why it must be kept');
    }
    const held = await transaction.one<{ n: number }>(
      'SELECT count(*) AS n FROM retention_hold WHERE community = ? AND organization = ? AND NOT (stix_id = ? AND origin = ?)',
      [community, organization, id, object.origin],
    );
    if ((held?.n ?? 0) >= HOLDS_MAX) {
      throw new Refused('conflict', 'Too many things are held: end some holds first');
    }
    await transaction.run(
      `INSERT INTO retention_hold (community, stix_id, origin, organization, reason, person, at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (community, stix_id, origin, organization) DO UPDATE SET reason = excluded.reason, person = excluded.person, at = excluded.at`,
      [community, id, object.origin, organization, reason, view.reader.id, view.now],
    );
    await recordAct(transaction, access.principal, {
      at: view.now,
      organization: view.reader.organization,
      act: 'hold-object',
      words: 'Held an object: it is kept beyond its time',
      facts: { community, object: id },
    });
    const row: HoldRow = {
      stix_id: id,
      origin: object.origin,
      organization,
      reason,
      person: view.reader.id,
      at: view.now,
    };
    const [made] = await holdsOf(tools, community, [row]);
    if (made === undefined) throw hidden();
    return made;
  });
}

/** A removal under way ends first: a hold that was acknowledged is one that holds. */
async function waitForRemoval(transaction: Transaction): Promise<void> {
  if (transaction.dialect === 'postgres')
    await transaction.one('SELECT epoch FROM policy_state FOR SHARE');
}

/** Ends the reader's own side's hold; where they are of both sides, the source's first. */
export function endHold(
  access: ExchangeAccess,
  id: string,
  community: string,
): Promise<true | Refusal> {
  return writeOrRefuse<true>(access.engine, async (transaction) => {
    const view = await access.views.at(transaction, access.principal);
    const rows = await transaction.all<HoldRow>(
      'SELECT * FROM retention_hold WHERE community = ? AND stix_id = ? AND organization IN (?, ?)',
      [community, id, OF_ALL, view.reader.organization],
    );
    const may = rows.filter((row) => mayEnd(view.reader, community, row));
    // Whoever speaks for the source and chairs as well ends one side's at a time: the other has reasons of its own.
    const own = may.filter(({ organization }) => organization !== OF_ALL);
    const mine = own.length > 0 ? own : may;
    if (mine.length === 0) throw hidden();
    for (const { origin, organization } of mine) {
      await transaction.run(
        'DELETE FROM retention_hold WHERE community = ? AND stix_id = ? AND origin = ? AND organization = ?',
        [community, id, origin, organization],
      );
    }
    await recordAct(transaction, access.principal, {
      at: view.now,
      organization: view.reader.organization,
      act: 'end-hold',
      words: 'Ended a hold: the object goes when its time is over',
      facts: { community, object: id },
    });
    return true;
  });
}

/** How long an object is kept that the reader reads; the very day only for its source. */
export async function readKeptFor(
  tools: Reading,
  id: string,
  community: string,
): Promise<KeptFor | undefined> {
  const { query, view } = tools;
  const { reader, now } = view;
  const object = await readObject(tools, id, community);
  if (object === undefined) return undefined;
  const kind = retentionKindOf(object.type);
  const ofAll = daysOf(await rulesIn(query, community, OF_ALL), kind, now);
  const ofSource = isAlias(object.origin)
    ? undefined
    : daysOf(await rulesIn(query, community, object.origin), kind, now);
  const rows = await query.all<HoldRow>(
    'SELECT * FROM retention_hold WHERE community = ? AND stix_id = ? AND origin = ?',
    [community, id, object.origin],
  );
  const isTold = rows.filter((row) => reader.kind === 'person' && isToldOf(reader, community, row));
  const goesAt = await goesAtOf(tools, object, shorterDays(ofAll, ofSource));
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(ofAll === undefined ? {} : { community: ofAll }),
    ...(ofSource === undefined ? {} : { source: ofSource }),
    ...(goesAt === undefined ? {} : { goesAt }),
    holds: await holdsOf(tools, community, isTold),
    mayHold: reader.kind === 'person' && holderOf(reader, community, object.origin) !== undefined,
  };
}

/** When the content of a reader's own object goes, unless a new version comes. */
async function goesAtOf(
  tools: Reading,
  { id, origin, community }: ObjectDetail,
  days: number | undefined,
): Promise<number | undefined> {
  const { words, view } = tools;
  if (days === undefined || !isOwnName(view.reader, origin) || view.reader.providerStaff)
    return undefined;
  const at = { id, community: words.number(community), origin: words.number(origin) };
  const brought = await newestBrought(tools, at);
  return brought === undefined ? undefined : brought + days * DAY_MS;
}

/** When its newest version came, of those the reader sees. */
async function newestBrought(
  { query, view }: Reading,
  at: { id: string; community: number; origin: number },
): Promise<number | undefined> {
  const rows = await query.all<{ at: number; label: number }>(
    `SELECT c.at, v.label FROM version v JOIN contribution c ON c.id = v.contribution
     WHERE v.stix_id = ? AND v.community = ? AND v.origin = ? AND v.pos > 0`,
    [at.id, at.community, at.origin],
  );
  const seen = rows.filter(({ label }) => view.may(label)).map(({ at: came }) => came);
  return seen.length === 0 ? undefined : Math.max(...seen);
}
