import { visible } from '../visibility/views.ts';
import { matchText } from './conditions.ts';
import { firstPositions, narrowLabels } from './read-page.ts';
import type { FeedCondition, FilteredQuery } from '../store.ts';
import type { Reading, Span } from './read-page.ts';
import type { Piece } from './rows.ts';

/** Rows an index may lead to; a condition that more rows meet does not lead. */
export const LED_MAX = 4000;

/**
 * The positions a filter can only be met at, when an index gives few of them: a word, a value, a share, or the labels
 * of a reader who sees little. Only rows the reader may see are counted, so that how a page ends tells nothing of others.
 */
export async function candidatesOf(
  reading: Reading,
  feed: FilteredQuery,
  at: { community: number; span: Span },
): Promise<readonly number[] | undefined> {
  for (const piece of leadingPieces(reading, feed)) {
    const rows = await reading.query.all<{ pos: number }>(
      `SELECT v.pos FROM ${piece.sql} AND v.community = ? AND v.pos > 0 AND ${visible(reading.query.dialect, 'v.label')} LIMIT (? + 0)`,
      [...piece.parameters, at.community, reading.view.labels, LED_MAX + 1],
    );
    if (rows.length <= LED_MAX) return rows.map((row) => row.pos);
  }
  const labels = await narrowLabels(reading, at.community);
  if (labels === undefined) return undefined;
  const positions = await firstPositions(reading, { feed, ...at, labels }, LED_MAX + 1);
  return positions.length <= LED_MAX ? positions : undefined;
}

/** Tables and the beginning of a condition, by which few rows may be found. */
function leadingPieces(reading: Reading, feed: FilteredQuery): Piece[] {
  const pieces = feed.conditions
    .filter((one) => !one.isNot)
    .flatMap((one) => leading(reading, one));
  if (feed.contribution === undefined) return pieces;
  return [
    ...pieces,
    { sql: 'version v WHERE v.contribution = ?', parameters: [feed.contribution] },
  ];
}

function leading({ query, view, words }: Reading, condition: FeedCondition): Piece[] {
  const { dialect } = query;
  const join = dialect === 'sqlite' ? 'CROSS JOIN' : 'JOIN';
  if (condition.of === 'values' && condition.values.length === 1) {
    return condition.values.map(({ kind, value }) => ({
      sql: `observable o ${join} version v ON v.vid = o.vid WHERE o.value = ? AND o.kind = ? AND ${visible(dialect, 'o.label')}`,
      parameters: [value, words.number(kind), view.labels],
    }));
  }
  if (condition.of !== 'words') return [];
  const match = matchText(dialect, condition);
  if (match === undefined) return [];
  const sql =
    dialect === 'sqlite'
      ? 'object_text t CROSS JOIN version v ON v.vid = t.rowid WHERE object_text MATCH ?'
      : "object_text t JOIN version v ON v.vid = t.vid WHERE t.body @@ to_tsquery('simple', ?)";
  return [{ sql, parameters: [match] }];
}
