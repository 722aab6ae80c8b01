import { queryOptions } from '@tanstack/react-query';
import { call } from '../kernel/client.ts';
import { listObjects } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { queryClient } from '../kernel/query.ts';
import { clearArrivals } from '../kernel/stream.ts';
import { canonical } from './filter-edit.ts';
import { lightRow } from './light-row.ts';
import { ObjectList } from './object-list.ts';
import type { PageAsked, RowPage } from './object-list.ts';
import { ShareParts } from './share-parts.ts';

const PAGE = '200';
/** As many as an order has; what is more waits for the list to be read anew. */
const PEEK = '500';
/** A list is kept this long after it was left, so that somebody comes back to their place in it. */
const KEPT_MS = 30 * 60_000;

/** Which list. */
export interface ListAsked {
  readonly filter: string;
  readonly order: 'newest-first' | 'oldest-first';
}

/** The list of a filter, with its place; under the operation's name, so that what makes it stale reaches it. */
export function listQuery(community: Community, { filter, order }: ListAsked) {
  const queryKey = [listObjects.name, 'table', community.id, filter, order];
  return queryOptions({
    queryKey,
    queryFn: async () => {
      clearArrivals();
      const list = await ObjectList.open(sourceOf(community, { filter, order }));
      const old = queryClient.getQueryData<ObjectList>(queryKey);
      if (old !== undefined) list.goOnFrom(old);
      return list;
    },
    staleTime: Infinity,
    gcTime: KEPT_MS,
    structuralSharing: false,
  });
}

/** Reads a list from its beginning; once, however often it is asked for meanwhile. */
export async function readListAnew(community: Community, asked: ListAsked): Promise<void> {
  const filter = canonical(asked.filter);
  const { queryKey } = listQuery(community, { ...asked, filter });
  await queryClient.refetchQueries({ queryKey, exact: true }, { cancelRefetch: false });
}

function sourceOf(
  community: Community,
  { filter, order }: ListAsked,
): (asked: PageAsked) => Promise<RowPage> {
  const names = new Map<string, string>();
  const parts = new ShareParts();
  return async ({ cursor, addedAfter }) => {
    const page = await call(listObjects, {
      params: { community: community.id },
      query: {
        fields: 'facts',
        limit: addedAfter === undefined ? PAGE : PEEK,
        ...(filter === '' ? {} : { filter }),
        ...(order === 'newest-first' ? {} : { order }),
        ...(cursor === undefined ? {} : { cursor }),
        ...(addedAfter === undefined ? {} : { added_after: addedAfter }),
      },
    });
    const rows = parts.of(page.items.map((row) => lightRow(row, names)));
    return { rows, ...(page.next_cursor === undefined ? {} : { next: page.next_cursor }) };
  };
}
