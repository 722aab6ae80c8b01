import type { Query } from '../engine/engine.ts';

/** Tables whose sizes an operator is shown. No sum of them is shown to a reader. */
const COUNTED = [
  'version',
  'label',
  'contribution',
  'outbox',
  'ledger',
  'community',
  'organization',
  'person',
  'token',
] as const;

/** Row counts, for operators' metrics. */
export async function figures(query: Query): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of COUNTED) {
    const row = await query.one<{ n: number }>(`SELECT count(*) AS n FROM ${table}`);
    counts[table] = row?.n ?? 0;
  }
  return counts;
}
