import { aliasId, standingIn, voiceId } from '@tocsin/policy';
import type { HiddenAttribution, Reader } from '@tocsin/policy';
import { isChair } from '../people/authority.ts';
import { bumpEpoch } from '../people/epoch.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import { appendAudit } from '../audit/append.ts';
import { actorOf, recordAct } from '../people/actor.ts';
import { readObject } from '../exchange/read-object.ts';
import { reading, readingOn } from '../exchange/tools.ts';
import type { Query, Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Alias, AttributionHandle, Refusal } from '../store.ts';
import { textOf } from '../people/words.ts';
import { ALIASES_MAX, REASON_MAX } from './limits.ts';

/** The names one principal may share under, and who is behind one of them. */
export function createAttribution(access: ExchangeAccess): AttributionHandle {
  return {
    aliasFor: (community, attribution) => aliasFor(access, community, attribution),
    pseudonym: (community) =>
      reading(access, ({ query, view }) => pseudonymOf(query, view.reader, community)),
    sourceForDesk: (at) => lookUpSource(access, at),
  };
}

/**
 * The name under which the reader's organization shares here: the one that stays, made when it is wanted for the
 * first time, or a new one. What it stands for is known to this table only; its id is random.
 */
async function aliasFor(
  access: ExchangeAccess,
  community: string,
  attribution: HiddenAttribution,
): Promise<Alias | Refusal> {
  const made = await writeOrRefuse(access.engine, async (transaction) => {
    const reader = await access.reader(transaction);
    if (standingIn(reader, community) === undefined || reader.providerStaff) throw hidden();
    const place = { community, organization: reader.organization };
    const usual = attribution === 'pseudonym' ? await lasting(transaction, place) : undefined;
    if (usual !== undefined && (await speaksAs(transaction, usual, reader.id)))
      return { id: usual, isNew: false };
    // Locks the epoch's one row: of two shares at once the later finds the name the earlier made.
    await bumpEpoch(transaction);
    const held = attribution === 'pseudonym' ? await lasting(transaction, place) : undefined;
    const alias = held ?? (await make(access, transaction, { ...place, attribution }));
    const isNew = await speakAs(access, transaction, { alias, author: reader.id });
    return { id: alias, isNew };
  });
  if ('refused' in made) return made;
  await access.words.intern(access.engine, [made.id]);
  if (made.isNew) access.changed({ kind: 'policy', communities: [community] });
  return { id: made.id };
}

/** The name that stays, when the reader's organization has one here. */
async function pseudonymOf(
  query: Query,
  reader: Reader,
  community: string,
): Promise<Alias | undefined> {
  if (standingIn(reader, community) === undefined || reader.providerStaff) return undefined;
  const id = await lasting(query, { community, organization: reader.organization });
  return id === undefined ? undefined : { id };
}

interface Place {
  readonly community: string;
  readonly organization: string;
}

async function lasting(
  query: Query,
  { community, organization }: Place,
): Promise<string | undefined> {
  const row = await query.one<{ id: string }>(
    "SELECT id FROM alias WHERE organization = ? AND community = ? AND attribution = 'pseudonym'",
    [organization, community],
  );
  return row?.id;
}

async function make(
  access: ExchangeAccess,
  transaction: Transaction,
  { community, organization, attribution }: Place & { attribution: HiddenAttribution },
): Promise<string> {
  const held = await transaction.one<{ n: number }>(
    "SELECT count(*) AS n FROM alias WHERE organization = ? AND community = ? AND attribution <> 'pseudonym'",
    [organization, community],
  );
  if (attribution !== 'pseudonym' && (held?.n ?? 0) >= ALIASES_MAX) {
    throw new Refused(
      'conflict',
      `Your organization has shared ${String(ALIASES_MAX)} times under a name for once here: use the pseudonym that stays`,
    );
  }
  const id = aliasId(attribution, access.newId());
  await transaction.run(
    'INSERT INTO alias (id, community, organization, attribution, made_at) VALUES (?, ?, ?, ?, ?)',
    [id, community, organization, attribution, access.now()],
  );
  return id;
}

async function speaksAs(query: Query, alias: string, author: string): Promise<boolean> {
  const row = await query.one('SELECT 1 AS one FROM alias_voice WHERE author = ? AND alias = ?', [
    author,
    alias,
  ]);
  return row !== undefined;
}

/** Gives whoever shares a name as author under this alias. */
async function speakAs(
  access: ExchangeAccess,
  transaction: Transaction,
  { alias, author }: { alias: string; author: string },
): Promise<boolean> {
  if (await speaksAs(transaction, alias, author)) return false;
  await transaction.run('INSERT INTO alias_voice (id, alias, author) VALUES (?, ?, ?)', [
    voiceId(access.newId()),
    alias,
    author,
  ]);
  return true;
}

/**
 * Tells the desk of a community, its chairs, who shared an object that is named to the desk only. It is entered in
 * the desk's record and in the source's, who can see there who looked and when.
 */
function lookUpSource(
  access: ExchangeAccess,
  at: { id: string; community: string; reason: string },
): Promise<{ id: string; name: string } | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const reason = textOf(at.reason)?.slice(0, REASON_MAX) ?? '';
    if (reason === '') throw new Refused('invalid', 'Say why you look: the source reads it');
    const view = await access.views.at(transaction, access.principal);
    const tools = await readingOn(access, transaction, view);
    const object = await readObject(tools, at.id, at.community);
    if (
      object === undefined ||
      view.reader.kind !== 'person' ||
      !isChair(view.reader, at.community)
    )
      throw hidden();
    const source = await transaction.one<{ id: string; name: string }>(
      "SELECT o.id, o.name FROM alias a JOIN organization o ON o.id = a.organization WHERE a.id = ? AND a.attribution = 'desk'",
      [object.origin],
    );
    if (source === undefined) throw hidden();
    await recordAct(transaction, access.principal, {
      at: access.now(),
      organization: view.reader.organization,
      act: 'source-look-up',
      words: `Looked up who shared an object that is named to the desk only: ${reason}`,
      facts: { object: at.id },
    });
    if (source.id !== view.reader.organization) {
      await appendAudit(transaction, {
        at: access.now(),
        organization: source.id,
        actor: await actorOf(transaction, access.principal),
        act: 'source-look-up',
        words: `The desk looked up that this organization shared an object named to the desk only: ${reason}`,
        facts: { community: at.community, object: at.id },
      });
    }
    return { ...source };
  });
}
