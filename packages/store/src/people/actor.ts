import { aliasName } from '@tocsin/policy';
import type { Query, Transaction } from '../engine/engine.ts';
import { appendAudit } from '../audit/append.ts';
import type { AuditAct } from '../audit/append.ts';
import type { Principal } from '../store.ts';

/** Who acted, for the record. */
export async function actorOf(query: Query, principal: Principal): Promise<AuditAct['actor']> {
  // As it is called to everybody: nothing here knows more of it.
  if (principal.kind === 'source')
    return { kind: 'person', id: principal.id, name: aliasName(principal.organization) ?? '' };
  const table = principal.kind === 'person' ? 'person' : 'token';
  const row = await query.one<{ name: string }>(`SELECT name FROM ${table} WHERE id = ?`, [
    principal.id,
  ]);
  return { kind: principal.kind, id: principal.id, name: row?.name ?? '' };
}

/** Records an act of this principal for the organization it acts for. Last in its transaction. */
export async function recordAct(
  transaction: Transaction,
  principal: Principal,
  act: Omit<AuditAct, 'actor'>,
): Promise<void> {
  await appendAudit(transaction, { ...act, actor: await actorOf(transaction, principal) });
}
