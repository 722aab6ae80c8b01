import type { Query } from '../engine/engine.ts';

/** The types of which a community has anything, found by stepping from one to the next. */
export async function typesIn(query: Query, community: number): Promise<number[]> {
  const next = 'SELECT min(v.type) FROM version v WHERE v.community = ? AND v.pos > 0';
  const rows = await query.all<{ type: number }>(
    `WITH RECURSIVE step (type) AS (
       SELECT (${next}) UNION ALL SELECT (${next} AND v.type > step.type) FROM step WHERE step.type IS NOT NULL)
     SELECT type FROM step WHERE type IS NOT NULL`,
    [community, community],
  );
  return rows.map(({ type }) => type);
}
