import { retentionCutoff, retentionKindOf } from '@tocsin/policy';
import { reading } from '../exchange/tools.ts';
import { withFeed } from '../exchange/rows.ts';
import { Refused } from '../people/refused.ts';
import { visible } from '../visibility/views.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Refusal, RetentionPreview, RetentionWish } from '../store.ts';
import { typesIn } from './kept-types.ts';
import { PREVIEW_COUNTED_MAX, PREVIEW_PIECE_ROWS } from './limits.ts';
import { OF_ALL } from './rules.ts';
import { mustSet, startOf } from './set-rule.ts';

/**
 * What would go on the day a rule begins: counted over the rows the reader may see, by the dates they are given, with
 * the holds they know of. What was marked anew lately counts from then: the number is the least, and tells of nothing
 * else.
 */
export async function previewRule(
  access: ExchangeAccess,
  community: string,
  wish: RetentionWish,
): Promise<RetentionPreview | Refusal> {
  try {
    return await reading(access, async (tools) => {
      const { reader, now } = tools.view;
      mustSet(reader, community, wish);
      const { startsAt } = await startOf(tools.query, { reader, community, at: now }, wish);
      if (wish.days === undefined || wish.kind === 'quarantined')
        return { objects: 0, isCut: false, startsAt };
      const before = retentionCutoff(wish.days, startsAt);
      return { ...(await countBefore(tools, community, { wish, before })), startsAt };
    });
  } catch (fault) {
    if (fault instanceof Refused) return fault.refusal;
    throw fault;
  }
}

interface Counted {
  vid: number;
  id: string;
  origin: number;
  at: number;
  /** A version that is shown to the reader and keeps it. */
  stays: number;
}

/**
 * Counts in pieces, in the order versions came, with a turn for others in between: up to the first that came too late,
 * since nothing has its place in the feed before it came.
 */
async function countBefore(
  tools: Reading,
  community: string,
  { wish, before }: { wish: RetentionWish; before: number },
): Promise<Pick<RetentionPreview, 'objects' | 'isCut'>> {
  const { query, words } = tools;
  const here = words.number(community);
  const held = await heldHere(tools, community, wish.scope);
  const types = await typesIn(query, here);
  await words.load(query);
  let objects = 0;
  for (const type of types) {
    if (retentionKindOf(words.name(type)) !== wish.kind) continue;
    for (let from: number | undefined = 0; from !== undefined;) {
      const rows: Counted[] = await piece(tools, { here, type, wish, before }, from);
      const going = rows.filter(
        ({ id, origin, stays }) => stays === 0 && !held.has(`${id} ${words.name(origin)}`),
      );
      objects += going.length;
      if (objects > PREVIEW_COUNTED_MAX) return { objects: PREVIEW_COUNTED_MAX, isCut: true };
      const last = rows.at(-1);
      const isEnd = rows.length < PREVIEW_PIECE_ROWS || last === undefined || last.at >= before;
      from = isEnd ? undefined : last.vid;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { objects, isCut: false };
}

/** A piece of what the reader sees of a type: of each object the last version, unless some version keeps it. */
function piece(
  { query, view, words }: Reading,
  { here, type, wish, before }: { here: number; type: number; wish: RetentionWish; before: number },
  after: number,
): Promise<Counted[]> {
  const { dialect } = query;
  const isOwn = wish.scope === 'own';
  return query.all<Counted>(
    `SELECT v.vid, v.stix_id AS id, v.origin, c.at, CASE WHEN f.base >= ? OR EXISTS (
        SELECT 1 FROM version w ${dialect === 'sqlite' ? 'CROSS ' : ''}JOIN feed g ON g.community = w.community AND g.pos = w.pos
        WHERE w.stix_id = v.stix_id AND w.community = v.community AND w.origin = v.origin AND w.pos > 0
          AND ${visible(dialect, 'w.label')} AND (w.vid > v.vid OR g.base >= ?)) THEN 1 ELSE 0 END AS stays
     FROM version v JOIN contribution c ON c.id = v.contribution ${withFeed(dialect)}
     WHERE v.community = ? AND v.type = ? AND v.pos > 0 AND v.vid > ? AND ${visible(dialect, 'v.label')}${isOwn ? ' AND v.origin = ?' : ''}
     ORDER BY v.vid LIMIT ${String(PREVIEW_PIECE_ROWS)}`,
    [
      before * 1000,
      view.labels,
      before * 1000,
      here,
      type,
      after,
      view.labels,
      ...(isOwn ? [words.number(view.reader.organization)] : []),
    ],
  );
}

/** What is held, as far as they are told of it: a chair of what chairs hold, a source of what anybody holds of its own. */
async function heldHere(
  { query, view }: Reading,
  community: string,
  scope: RetentionWish['scope'],
): Promise<Set<string>> {
  const { organization } = view.reader;
  const rows = await query.all<{ stix_id: string; origin: string; organization: string }>(
    'SELECT stix_id, origin, organization FROM retention_hold WHERE community = ? AND (organization = ? OR origin = ?)',
    [community, OF_ALL, organization],
  );
  return new Set(
    rows
      .filter((row) =>
        scope === 'own' ? row.origin === organization : row.organization === OF_ALL,
      )
      .map(({ stix_id: id, origin }) => `${id} ${origin}`),
  );
}
