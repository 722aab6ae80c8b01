import { PAGE_MAX } from '../store.ts';
import type { FilterHandle } from '../store.ts';
import { readFiltered } from './read-filtered.ts';
import { countFiltered, readFacets, readFacts } from './tally.ts';
import { reading } from './tools.ts';
import type { ExchangeAccess } from './tools.ts';

/** Reading under conditions, as one principal may. */
export function createFilter(access: ExchangeAccess): FilterHandle {
  return {
    filtered: (query) =>
      reading(access, (tools) =>
        readFiltered(tools, { ...query, limit: Math.max(1, Math.min(query.limit, PAGE_MAX)) }),
      ),
    countFiltered: (query, looked) =>
      reading(access, (tools) => countFiltered(tools, query, looked)),
    facets: (query) => reading(access, (tools) => readFacets(tools, query)),
    facts: (rows) => reading(access, (tools) => readFacts(tools, rows)),
  };
}
