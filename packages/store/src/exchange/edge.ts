import { visible } from '../visibility/views.ts';
import type { Reading, Span } from './read-page.ts';

/** A part of a walk: up to so many of the feed rows the reader may see. */
export interface Edge {
  /** The last position of it. */
  readonly pos: number;
  /** Rows the reader may see in it; fewer than asked for at the end of the span. */
  readonly rows: number;
}

/** How far so many rows reach that the reader may see, from the beginning of a span on. */
export async function edgeOf(
  { query, view }: Reading,
  walk: { community: number; span: Span; isNewestFirst: boolean },
  rows: number,
): Promise<Edge> {
  const { community, span, isNewestFirst } = walk;
  const row = await query.one<{ n: number; pos: number | null }>(
    `SELECT count(*) AS n, ${isNewestFirst ? 'min' : 'max'}(pos) AS pos FROM (
       SELECT f.pos FROM feed f WHERE f.community = ? AND f.pos > ? AND f.pos <= ? AND ${visible(query.dialect, 'f.label')} AND f.flags & 1 = 0
       ORDER BY f.pos ${isNewestFirst ? 'DESC' : 'ASC'} LIMIT (? + 0)) w`,
    [community, span.after, span.upTo, view.labels, rows],
  );
  const end = isNewestFirst ? span.after + 1 : span.upTo;
  const isWhole = (row?.n ?? 0) < rows;
  return { rows: row?.n ?? 0, pos: isWhole ? end : (row?.pos ?? end) };
}
