import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { organizationNames } from '../../protection/index.ts';
import type { listFacets as contract } from '../exchange.contract.ts';
import { conditionsOf, readFilter } from './filter-conditions.ts';

/** How many of what the caller may see match, by type, level and source. */
export const listFacets: Operation<typeof contract> = async (context, { params, query }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const read = readFilter(query.filter ?? '');
  if (read instanceof Refused) return read;
  const conditions = await conditionsOf(read.filter, { handle, community, now: context.now() });
  const facets = await handle.filter.facets({ community: community.id, conditions });
  const nameOf = await organizationNames(
    context,
    community.id,
    new Set(facets.origins.map(({ origin }) => origin)),
  );
  return {
    exact: facets.isExact,
    types: facets.types,
    levels: facets.levels,
    sources: facets.origins.map(({ origin, count }) => ({
      source: { id: origin, name: nameOf(origin) },
      count,
    })),
  };
};
