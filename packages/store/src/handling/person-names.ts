import { isIn, list } from '../engine/engine.ts';
import type { Query } from '../engine/engine.ts';

/** What persons are called. */
export async function namesOf(
  query: Query,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await query.all<{ id: string; name: string }>(
    `SELECT id, name FROM person WHERE ${isIn(query.dialect, 'id')}`,
    [list(query.dialect, wanted)],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
