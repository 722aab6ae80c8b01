import { sendTriage } from '../exchange/triage.ts';
import type { Community } from '../kernel/contract.ts';
import type { LightRow } from './light-row.ts';
import type { ObjectList } from './object-list.ts';

/** Marks rows as done for me, or open again. */
export async function triage(
  community: Community,
  { list, rows, state }: { list: ObjectList; rows: readonly LightRow[]; state: 'done' | 'open' },
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await sendTriage(community.id, { ids, state });
  list.change(new Set(ids), { isDone: state === 'done' });
}
