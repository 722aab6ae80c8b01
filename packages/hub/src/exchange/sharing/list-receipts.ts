import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listReceipts as contract } from './sharing.contract.ts';
import { answeredBy } from './answered-by.ts';
import { viewOfReceiptSummary } from './bring.ts';

/** The shares of the caller's organization in a community, newest first. */
export const listReceipts: Operation<typeof contract> = async (context, { params, query }) => {
  const { handle, principal, cursors } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const scope = { principal, handle, filter: `list-receipts ${community.id}` };
  const before = query.cursor === undefined ? undefined : await cursors.open(scope, query.cursor);
  if (before instanceof Refused) return before;
  // One more than asked tells whether there are more.
  const found = await handle.exchange.receipts({
    community: community.id,
    limit: query.limit + 1,
    ...(before === undefined ? {} : { before }),
  });
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  const isMore = found.length > items.length && last !== undefined;
  const views = [];
  for (const item of items) {
    const view = viewOfReceiptSummary(item);
    const { id: contribution, kind } = view;
    const about = await answeredBy(context, { contribution, community: community.id, kind });
    views.push(about === undefined ? view : { ...view, about });
  }
  return {
    items: views,
    ...(isMore ? { next_cursor: await cursors.seal(scope, last.at) } : {}),
  };
};
