import type { CommunityView } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { Operation, PersonContext } from '../../kernel/index.ts';
import { answeredBy } from '../sharing/answered-by.ts';
import { contributionKind } from '../sharing/sharing.contract.ts';
import { dutiesIn, ownDuties } from './duties.ts';
import { HOME_COMMUNITIES_MAX, HOME_INBOX_MAX, HOME_RECENT_MAX } from './home.contract.ts';
import type { showHome as contract } from './home.contract.ts';
import { readInbox } from './read-inbox.ts';

type Home = z.output<typeof contract.output>;

/** Everything Home shows, in one answer. Nothing is marked as seen by looking. */
export const showHome: Operation<typeof contract> = async (context) => {
  const all = await context.handle.directory.communities();
  const home: Home = { communities: [], duties: await ownDuties(context), recent: [] };
  for (const community of all.slice(0, HOME_COMMUNITIES_MAX)) {
    home.communities.push(await partOf(context, community));
    home.duties.push(...(await dutiesIn(context, community)));
    home.recent.push(...(await recentIn(context, community)));
  }
  const newest = home.recent.toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const recent: Home['recent'] = [];
  for (const share of newest.slice(0, HOME_RECENT_MAX)) {
    const { contribution, community, kind } = share;
    const about = await answeredBy(context, { contribution, community: community.id, kind });
    recent.push(about === undefined ? share : { ...share, about });
  }
  return { ...home, recent };
};

async function partOf(
  context: PersonContext,
  { id, name }: CommunityView,
): Promise<Home['communities'][number]> {
  const { items, since, more, count, isCut } = await readInbox(context, id, HOME_INBOX_MAX);
  return {
    community: { id, name },
    since,
    arrivals: { value: count, exact: !isCut },
    inbox: items,
    more,
  };
}

async function recentIn(
  { handle }: PersonContext,
  { id, name }: CommunityView,
): Promise<Home['recent']> {
  const shares = await handle.desk.recentShares(id, HOME_RECENT_MAX);
  return shares.map(({ contribution, kind, title, at }) => ({
    contribution,
    community: { id, name },
    kind: contributionKind.catch('bundle').parse(kind),
    title,
    at: instantText(at),
  }));
}
