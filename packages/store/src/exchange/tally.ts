import { levelOfLabel } from '@tocsin/policy';
import { askedOf, tally } from './read-filtered.ts';
import { countRows } from './read-page.ts';
import { readableShares } from './receipts.ts';
import { placeOf } from './rows.ts';
import { doneOf, sightingsOf } from './sightings.ts';
import type { Facets, FeedRow, FilteredQuery, RowCount, RowFacts } from '../store.ts';
import type { Reading } from './read-page.ts';
import type { Group } from './read-filtered.ts';

/** Rows looked at for facets. */
export const FACETS_LOOKED_MAX = 20_000;
/** Values of one facet that are told, the most frequent first. */
export const FACET_VALUES_MAX = 50;

/** How many rows match, looking at no more than `looked` rows the reader may see. */
export async function countFiltered(
  tools: Reading,
  query: Omit<FilteredQuery, 'limit'>,
  looked: number,
): Promise<RowCount> {
  const { conditions, ...plain } = query;
  // Types alone are counted by sums that are kept.
  if (conditions.every((one) => one.of === 'types' && !one.isNot) && conditions.length <= 1) {
    const [types] = conditions;
    const asked = types?.of === 'types' ? { ...plain, types: types.types } : plain;
    if (isCheap(asked) && (plain.types === undefined || types === undefined))
      return { value: await countRows(tools, asked), isExact: true };
  }
  const { groups, isWhole } = await matching(tools, query, looked);
  return { value: groups.reduce((sum, { n }) => sum + n, 0), isExact: isWhole };
}

function isCheap(query: Omit<FilteredQuery, 'limit' | 'conditions'>): boolean {
  const narrows = [
    query.addedAfter,
    query.addedBefore,
    query.ids,
    query.specVersions,
    query.origin,
    query.levels,
    query.contribution,
  ];
  const isLast = query.versions === undefined || query.versions.join() === 'last';
  return isLast && narrows.every((one) => one === undefined);
}

/** Matching rows, counted by type, level and source. */
export async function readFacets(
  tools: Reading,
  query: Omit<FilteredQuery, 'limit'>,
): Promise<Facets> {
  const { groups, isWhole } = await matching(tools, query, FACETS_LOOKED_MAX);
  const { words, labels, view } = tools;
  const level = (row: Group): Facets['levels'][number]['level'] =>
    levelOfLabel(labels.at(row.label) ?? { clauses: [] }, view.now);
  return {
    isExact: isWhole,
    types: counted(groups, (row) => words.name(row.type)).map(([type, count]) => ({ type, count })),
    levels: counted(groups, level).map(([value, count]) => ({ level: value, count })),
    origins: counted(groups, (row) => words.name(row.origin)).map(([origin, count]) => ({
      origin,
      count,
    })),
  };
}

/** How many rows have each value, the most frequent first. */
function counted<K extends string>(
  groups: readonly Group[],
  of: (group: Group) => K,
): [K, number][] {
  const counts = new Map<K, number>();
  for (const group of groups) counts.set(of(group), (counts.get(of(group)) ?? 0) + group.n);
  return [...counts]
    .toSorted(([a, most], [b, less]) => less - most || (a < b ? -1 : 1))
    .slice(0, FACET_VALUES_MAX);
}

async function matching(
  tools: Reading,
  query: Omit<FilteredQuery, 'limit'>,
  looked: number,
): Promise<{ groups: Group[]; isWhole: boolean }> {
  const asked = await askedOf(tools, { ...query, order: 'newest-first', limit: 1 });
  if (asked === undefined) return { groups: [], isWhole: true };
  const found = await tally(tools, asked, looked);
  const { words } = tools;
  if (found.groups.some(({ type, origin }) => !words.has(type) || !words.has(origin)))
    await words.load(tools.query);
  return found;
}

/** What a table shows of rows beside themselves: three statements a community, however many rows. */
export async function readFacts(tools: Reading, rows: readonly FeedRow[]): Promise<RowFacts[]> {
  const places = rows.map((row) => ({ id: row.id, place: placeOf(row) }));
  const [first] = places;
  const community = first?.place?.community;
  if (community === undefined) return rows.map(() => ({ sightings: 0, isDone: false }));
  const ids = places.map(({ id }) => id);
  await tools.words.load(tools.query);
  const sightings = await sightingsOf(tools, community, ids);
  const marks = await doneOf(tools.query, tools, { community, ids });
  const shares = await readableShares(tools, [...new Set(rows.map((row) => row.contribution))]);
  return places.map(({ id, place }, index) => {
    const seen = sightings.get(id);
    const share = rows[index]?.contribution;
    return {
      sightings: seen?.count ?? 0,
      ...(seen?.lastSeen === undefined ? {} : { lastSeen: seen.lastSeen }),
      isDone: place !== undefined && (marks.get(id) ?? -1) >= place.pos,
      ...(share !== undefined && shares.has(share) ? { share } : {}),
    };
  });
}
