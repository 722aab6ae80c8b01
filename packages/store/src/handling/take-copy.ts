import { standingIn } from '@tocsin/policy';
import type { Insert } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import { actorOf, recordAct } from '../people/actor.ts';
import { readerNow } from '../people/reader.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import type { NewCopy, Refusal, TakenCopy } from '../store.ts';

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
      act: copy.form === 'print' ? 'print' : 'copy',
      words: `${copy.form === 'print' ? 'Printed' : 'Took a copy of'} ${String(copy.rows.length)} objects`,
      facts: { copy: id },
    });
    return { id, at, by: actor.name, organization: named?.name ?? '' };
  });
}
