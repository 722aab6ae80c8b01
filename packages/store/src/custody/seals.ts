import { aliasName, sealedAliasId, standingIn, voiceId } from '@tocsin/policy';
import { appendAudit } from '../audit/append.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import type { Query, Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { NewSeal, Refusal, SealedSource } from '../store.ts';
import { readCustodians } from './custodians.ts';
import { SEAL_BODY_MAX, SEALS_A_DAY_MAX } from './limits.ts';

const DAY = 86_400_000;

/**
 * Makes a sealed source. Whoever asks is looked at and written nowhere: the row has a random name, a random voice, the
 * hash of a ticket, and the day. Its record begins under the alias.
 */
export async function makeSeal(
  access: ExchangeAccess,
  seal: NewSeal,
): Promise<SealedSource | Refusal> {
  const made = await writeOrRefuse(access.engine, async (transaction) => {
    const reader = await access.reader(transaction);
    const isHere = standingIn(reader, seal.community) !== undefined;
    if (!isHere || reader.kind !== 'person' || reader.providerStaff) throw hidden();
    const known = await transaction.one<{ alias: string }>(
      'SELECT alias FROM sealed_source WHERE ticket_hash = ? AND community = ?',
      [seal.ticketHash, seal.community],
    );
    // An answer that was lost on its way: asked again, it is the same source.
    if (known !== undefined) return { id: known.alias };
    await checkSeal(transaction, seal);
    return { id: await writeSeal(access, transaction, seal) };
  });
  if ('refused' in made) return made;
  await access.words.intern(access.engine, [made.id]);
  const source = await access.engine.read((query) => readSealed(query, made.id));
  if (source === undefined) throw new Error('A source that was just sealed is not there');
  return source;
}

/** A sealed source by its alias. */
export async function readSealed(query: Query, alias: string): Promise<SealedSource | undefined> {
  const row = await query.one<{ alias: string; made_on: number; threshold: number }>(
    'SELECT alias, made_on, threshold FROM sealed_source WHERE alias = ?',
    [alias],
  );
  if (row === undefined) return undefined;
  const custodians = await query.all<{ id: string; name: string; o: string; organization: string }>(
    `SELECT p.id, p.name, o.id AS o, o.name AS organization FROM seal_part s JOIN custody_key k ON k.id = s.key_id
      JOIN person p ON p.id = k.person JOIN custodian c ON c.community = k.community AND c.person = k.person
      JOIN organization o ON o.id = c.organization WHERE s.alias = ? ORDER BY p.name, p.id`,
    [alias],
  );
  return {
    alias: row.alias,
    madeOn: row.made_on,
    threshold: row.threshold,
    custodians: custodians.map(({ id, name, o, organization }) => ({
      person: { id, name },
      organization: { id: o, name: organization },
    })),
  };
}

/** A seal is for every custodian there is, under the key they have now: nobody is left out unseen. */
async function checkSeal(
  transaction: Transaction,
  { community, threshold, body, parts }: NewSeal,
): Promise<void> {
  const all = await readCustodians(transaction, community);
  const keys = all.flatMap(({ isActive, key }) => (isActive && key !== undefined ? [key.id] : []));
  if (keys.length === 0) {
    throw new Refused(
      'conflict',
      'Nobody here can open a seal: a custodian has to make a key first',
    );
  }
  if (threshold === 2 && keys.length !== 3) {
    throw new Refused('conflict', 'Two of three takes three custodians with keys');
  }
  const given = new Set(parts.map(({ key }) => key));
  const isForAll = given.size === parts.length && keys.every((key) => given.has(key));
  if (!isForAll || given.size !== keys.length) {
    throw new Refused('conflict', 'The custodians or their keys have changed: seal it again');
  }
  if ([body, ...parts.map((part) => part.body)].some((text) => text.length > SEAL_BODY_MAX)) {
    throw new Refused('invalid', `A sealed text has at most ${String(SEAL_BODY_MAX)} characters`);
  }
}

async function writeSeal(
  access: ExchangeAccess,
  transaction: Transaction,
  seal: NewSeal,
): Promise<string> {
  const now = access.now();
  const day = now - (now % DAY);
  const held = await transaction.one<{ n: number }>(
    'SELECT count(*) AS n FROM sealed_source WHERE community = ? AND made_on = ?',
    [seal.community, day],
  );
  if ((held?.n ?? 0) >= SEALS_A_DAY_MAX) {
    throw new Refused(
      'conflict',
      `At most ${String(SEALS_A_DAY_MAX)} sources are sealed here on one day: use a ticket you hold, or wait until tomorrow`,
    );
  }
  const alias = sealedAliasId(access.newId());
  const voice = voiceId(access.newId());
  await transaction.run(
    'INSERT INTO sealed_source (alias, community, voice, ticket_hash, threshold, body, proof, made_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    [alias, seal.community, voice, seal.ticketHash, seal.threshold, seal.body, seal.proof, day],
  );
  for (const { key, body } of seal.parts) {
    await transaction.run('INSERT INTO seal_part (alias, key_id, body) VALUES (?, ?, ?)', [
      alias,
      key,
      body,
    ]);
  }
  await appendAudit(transaction, {
    at: now,
    organization: alias,
    actor: { kind: 'person', id: voice, name: aliasName(alias) ?? '' },
    act: 'seal',
    words: 'Sealed who this source is',
    facts: { community: seal.community },
  });
  return alias;
}
