import { standingIn } from '@tocsin/policy';
import type { Insert, Query } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import { actorOf, recordAct } from '../people/actor.ts';
import { readerNow } from '../people/reader.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import type { Client, NewCopy, Refusal, TakenCopy } from '../store.ts';
import { clientOf } from './clients.ts';
import { GIFT_REASON_MAX } from './limits.ts';

const COPY: Insert = {
  table: 'handling_copy',
  columns: {
    id: 'text',
    community: 'integer',
    stix_id: 'text',
    origin: 'integer',
    organization: 'integer',
    principal: 'text',
    kind: 'text',
    way: 'text',
    form: 'text',
    is_sealed: 'integer',
    at: 'bigint',
    client: 'text',
    reason: 'text',
  },
};

/** Enters a copy with everything in it: no entry, no copy. */
export async function takeCopy(
  access: ExchangeAccess,
  copy: NewCopy,
): Promise<TakenCopy | Refusal> {
  const { words, engine, principal } = access;
  const reader = await engine.read((query) => access.reader(query));
  await words.intern(engine, [reader.organization]);
  return writeOrRefuse(engine, async (transaction) => {
    const { id: acting, organization, memberships } = await readerNow(access, transaction);
    if (standingIn({ ...reader, memberships }, copy.community) === undefined) throw hidden();
    const id = copy.id ?? access.newId();
    const held = await transaction.one('SELECT 1 AS one FROM handling_copy WHERE id = ?', [id]);
    if (held !== undefined) throw new Refused('conflict', 'A copy has this number already');
    const at = access.now();
    const { gift } = copy;
    const client = gift === undefined ? undefined : await given(transaction, organization, gift);
    await transaction.insertMany(
      COPY,
      copy.rows.map((row) => [
        id,
        words.number(copy.community),
        row.id,
        words.number(row.origin),
        words.number(organization),
        acting,
        reader.kind,
        copy.way,
        copy.form,
        copy.isSealed ? 1 : 0,
        at,
        client?.id ?? null,
        gift?.reason ?? null,
      ]),
    );
    const named = await transaction.one<{ name: string }>(
      'SELECT name FROM organization WHERE id = ?',
      [organization],
    );
    const actor = await actorOf(transaction, principal);
    await recordAct(transaction, principal, {
      at,
      organization,
      act: actOf(copy),
      words: wordsOf(copy),
      facts: {
        copy: id,
        ...(gift === undefined ? {} : { client: gift.client, reason: gift.reason }),
      },
    });
    return {
      id,
      at,
      by: actor.name,
      organization: named?.name ?? '',
      ...(client === undefined ? {} : { client: client.name }),
    };
  });
}

/** The client something is given to. One that ended, or is another's, is not there. */
async function given(
  query: Query,
  organization: string,
  { client, reason }: NonNullable<NewCopy['gift']>,
): Promise<Client> {
  const found = await clientOf(query, organization, client);
  if (found === undefined) throw hidden();
  if (reason.length > GIFT_REASON_MAX) throw new Refused('invalid', 'The reason is too long');
  return found;
}

function actOf({ form, gift }: NewCopy): string {
  if (gift !== undefined) return 'give-client';
  return form === 'print' ? 'print' : 'copy';
}

function wordsOf({ form, gift, rows }: NewCopy): string {
  const count = String(rows.length);
  if (gift !== undefined) return `Gave ${count} objects to a client`;
  return form === 'print' ? `Printed ${count} objects` : `Took a copy of ${count} objects`;
}
