import { createHash } from 'node:crypto';
import type { Query, Transaction } from '../engine/engine.ts';
import type { Receipt, ShieldReport } from '../store.ts';

/** Keeps the report of a share; its hash goes into the record, under the hub's signed checkpoints. */
export async function storeShieldReport(
  transaction: Transaction,
  contribution: string,
  report: ShieldReport,
): Promise<string> {
  const body = JSON.stringify(report);
  const hash = createHash('sha256').update(body).digest('hex');
  await transaction.run('INSERT INTO shield_report (contribution, body, hash) VALUES (?, ?, ?)', [
    contribution,
    body,
    hash,
  ]);
  return hash;
}

/** The report of a share, when it has one. */
export async function readShieldReport(
  query: Query,
  contribution: string,
): Promise<Pick<Receipt, 'shield'>> {
  const row = await query.one<{ body: string; hash: string }>(
    'SELECT body, hash FROM shield_report WHERE contribution = ?',
    [contribution],
  );
  if (row === undefined) return {};
  const report: ShieldReport = JSON.parse(row.body);
  return { shield: { ...report, hash: row.hash } };
}
