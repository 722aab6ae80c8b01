import type { Reader } from '@tocsin/policy';
import type { Query } from '../engine/engine.ts';
import type { Access } from '../people/access.ts';
import { recordAct } from '../people/actor.ts';
import { readingMemberships } from '../people/authority.ts';
import { readerNow } from '../people/reader.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import type { Client, Refusal } from '../store.ts';
import { CLIENT_NAME_MAX, CLIENTS_MAX } from './limits.ts';

/** The clients of the reader's organization, by name. */
export function listClients(access: Access): Promise<Client[]> {
  return access.engine.read(async (query) => {
    const { organization } = await access.reader(query);
    return clientsOf(query, organization);
  });
}

/** Says that somebody is a client. */
export function addClient(
  access: Access,
  { name, recipient = '' }: { name: string; recipient?: string },
): Promise<Client | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    mustSpeak(reader);
    const plain = name.trim().toWellFormed();
    if (plain === '' || plain.length > CLIENT_NAME_MAX || /\p{Cc}/u.test(plain)) {
      throw new Refused('invalid', 'A client needs a name, on one line');
    }
    const held = await clientsOf(transaction, reader.organization);
    if (held.length >= CLIENTS_MAX) {
      throw new Refused('conflict', 'There are too many clients: end some that are none any more');
    }
    if (held.some((one) => one.name.toLowerCase() === plain.toLowerCase())) {
      throw new Refused('conflict', 'There is a client of this name already');
    }
    const [id, at] = [access.newId(), access.now()];
    await transaction.run(
      'INSERT INTO client (id, organization, name, recipient, added_at) VALUES (?, ?, ?, ?, ?)',
      [id, reader.organization, plain, recipient, at],
    );
    await recordAct(transaction, access.principal, {
      at,
      organization: reader.organization,
      act: 'add-client',
      words: 'Said that somebody is a client of the organization',
      facts: { client: id, name: plain },
    });
    return { id, name: plain, addedAt: at, ...(recipient === '' ? {} : { recipient }) };
  });
}

/** Says that somebody is a client no more. What they were given stays in the record. */
export function endClient(access: Access, id: string): Promise<true | Refusal> {
  return writeOrRefuse<true>(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    mustSpeak(reader);
    const at = access.now();
    const count = await transaction.run(
      'UPDATE client SET ended_at = ? WHERE id = ? AND organization = ? AND ended_at IS NULL',
      [at, id, reader.organization],
    );
    if (count === 0) throw hidden();
    await recordAct(transaction, access.principal, {
      at,
      organization: reader.organization,
      act: 'end-client',
      words: 'Said that somebody is no client of the organization any more',
      facts: { client: id },
    });
    return true;
  });
}

/** A client of an organization as of this snapshot; `undefined` for one that ended, or is another's. */
export async function clientOf(
  query: Query,
  organization: string,
  id: string,
): Promise<Client | undefined> {
  const [found] = await clientsOf(query, organization, id);
  return found;
}

async function clientsOf(query: Query, organization: string, id?: string): Promise<Client[]> {
  const rows = await query.all<{ id: string; name: string; recipient: string; added_at: number }>(
    `SELECT id, name, recipient, added_at FROM client
      WHERE organization = ? AND ended_at IS NULL${id === undefined ? '' : ' AND id = ?'} ORDER BY name, id`,
    id === undefined ? [organization] : [organization, id],
  );
  return rows.map(({ id, name, recipient, added_at: addedAt }) => ({
    id,
    name,
    addedAt,
    ...(recipient === '' ? {} : { recipient }),
  }));
}

/** Providers act for an organization, they do not say whom it protects. */
function mustSpeak(reader: Reader): void {
  const speaks = readingMemberships(reader).some(({ roles }) =>
    roles.some((role) => role === 'representative' || role === 'sharing-officer'),
  );
  if (reader.kind === 'person' && speaks && !reader.providerStaff) return;
  throw new Refused(
    'not-allowed',
    'Only who represents the organization, or its sharing officer, says who its clients are',
  );
}
