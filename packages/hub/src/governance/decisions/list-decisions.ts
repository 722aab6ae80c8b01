import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listDecisions as contract } from './decisions.contract.ts';
import { viewOfDecisions } from './decisions.view.ts';

/** What the community decided, page by page. */
export const listDecisions: Operation<typeof contract> = async (context, { params, query }) => {
  const { handle, principal, cursors } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const { kind, words, standing } = query;
  const wanted = {
    ...(kind === undefined ? {} : { kind }),
    ...(words === undefined ? {} : { words }),
    ...(standing === undefined ? {} : { isStanding: true }),
  };
  const filter = `list-decisions ${community.id} ${JSON.stringify(wanted)}`;
  const scope = { principal, handle, filter };
  const before = query.cursor === undefined ? undefined : await cursors.open(scope, query.cursor);
  if (before instanceof Refused) return before;
  const page = await handle.decisions.decisions(community.id, {
    ...wanted,
    limit: query.limit,
    ...(before === undefined ? {} : { before }),
  });
  const last = page.items.at(-1);
  const items = await viewOfDecisions(context, community.id, page.items);
  if (!page.more || last === undefined) return { items };
  return { items, next_cursor: await cursors.seal(scope, last.recordedAt) };
};
