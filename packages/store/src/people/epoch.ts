import type { Query, Transaction } from '../engine/engine.ts';

/** The policy epoch of this snapshot: it moves with every change to who may see what. */
export async function policyEpoch(query: Pick<Query, 'one'>): Promise<number> {
  const row = await query.one<{ epoch: number }>('SELECT epoch FROM policy_state');
  return row?.epoch ?? 0;
}

/**
 * Moves the policy epoch in the same transaction as the change that made it move. Locks its one row: call
 * it after the change itself, before {@link appendAudit}, which locks last.
 */
export async function bumpEpoch(transaction: Transaction): Promise<void> {
  await transaction.run('UPDATE policy_state SET epoch = epoch + 1');
}
