import { isAlias, retentionCutoff, retentionKindOf } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import { reading } from '../exchange/tools.ts';
import { withFeed } from '../exchange/rows.ts';
import { Refused } from '../people/refused.ts';
import { visible } from '../visibility/views.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Refusal, RetentionPreview, RetentionWish } from '../store.ts';
import { PREVIEW_COUNTED_MAX } from './limits.ts';
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

async function countBefore(
  tools: Reading,
  community: string,
  { wish, before }: { wish: RetentionWish; before: number },
): Promise<Pick<RetentionPreview, 'objects' | 'isCut'>> {
  const { query, view, words } = tools;
  const { organization } = view.reader;
  const here = words.number(community);
  const types = await typesOf(tools, here, wish);
  const isOwn = wish.scope === 'own';
  const held = await heldHere(tools, community, isOwn ? organization : OF_ALL);
  const rows = await query.all<{ id: string; origin: number }>(
    `SELECT v.stix_id AS id, v.origin FROM version v ${withFeed(query.dialect)}
     WHERE v.community = ? AND v.pos > 0 AND ${isIn(query.dialect, 'v.type', 'bigint')} AND ${visible(query.dialect, 'v.label')}
       ${isOwn ? 'AND v.origin = ?' : ''}
     GROUP BY v.stix_id, v.origin HAVING max(f.base) < ? LIMIT ${String(PREVIEW_COUNTED_MAX + 1)}`,
    [
      here,
      list(query.dialect, types),
      view.labels,
      ...(isOwn ? [words.number(organization)] : []),
      before * 1000,
    ],
  );
  const going = rows.filter(({ id, origin }) => !held.has(`${id} ${words.name(origin)}`));
  return {
    objects: Math.min(going.length, PREVIEW_COUNTED_MAX),
    isCut: rows.length > PREVIEW_COUNTED_MAX,
  };
}

/** The numbers of the types of a kind, of those the community has anything of. */
async function typesOf(
  { query, words, view }: Reading,
  community: number,
  { kind }: RetentionWish,
): Promise<number[]> {
  const rows = await query.all<{ type: number }>(
    `SELECT DISTINCT type FROM version WHERE community = ? AND pos > 0 AND ${visible(query.dialect, 'label')}`,
    [community, view.labels],
  );
  await words.load(query);
  return rows.map(({ type }) => type).filter((type) => retentionKindOf(words.name(type)) === kind);
}

async function heldHere(
  { query }: Reading,
  community: string,
  organization: string,
): Promise<Set<string>> {
  const rows = await query.all<{ stix_id: string; origin: string }>(
    'SELECT stix_id, origin FROM retention_hold WHERE community = ? AND organization = ?',
    [community, organization],
  );
  return new Set(
    rows
      .filter(({ origin }) => organization === OF_ALL || !isAlias(origin))
      .map(({ stix_id: id, origin }) => `${id} ${origin}`),
  );
}
