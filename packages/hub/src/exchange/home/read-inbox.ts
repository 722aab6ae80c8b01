import type { StixObject } from '@tocsin/stix';
import type { FeedRow, Inbox } from '@tocsin/store';
import { microsText } from '@tocsin/store';
import type { z } from 'zod';
import type { PersonContext } from '../../kernel/index.ts';
import { showRows } from '../reading/object-rows.ts';
import { withFacts } from '../reading/row-facts.ts';
import { saidBy } from '../reading/said-by.ts';
import type { inboxItem } from './home.contract.ts';

/** How far back an inbox goes for somebody who was never there. Milliseconds. */
const FIRST_VISIT_LIFE = 7 * 86_400_000;

/** An inbox as it is shown. */
export interface InboxView {
  readonly items: z.output<typeof inboxItem>[];
  readonly since: string;
  readonly more: boolean;
  readonly count: number;
  readonly isCut: boolean;
}

/** What arrived in a community since the caller's mark. */
export async function readInbox(
  context: PersonContext,
  community: string,
  limit: number,
): Promise<InboxView> {
  const { desk } = context.handle;
  const since = (await desk.visited(community)) ?? (context.now() - FIRST_VISIT_LIFE) * 1000;
  const inbox = await desk.inbox(community, since, limit);
  return {
    items: await viewOfItems(context, community, inbox),
    since: microsText(since),
    more: inbox.isCut || inbox.count > inbox.items.length,
    count: inbox.count,
    isCut: inbox.isCut,
  };
}

async function viewOfItems(
  context: PersonContext,
  community: string,
  { items }: Inbox,
): Promise<InboxView['items']> {
  const shown = await showRows(
    context,
    community,
    items.map(({ row }) => row),
  );
  const rows = new Map(
    (await withFacts(context, community, shown)).map((view, place) => [shown[place]?.row, view]),
  );
  const missing = await context.handle.attestation.missing(
    community,
    items.map(({ row }) => row),
  );
  return items.flatMap(({ reason, row, about, under }, place) => {
    const view = rows.get(row);
    if (view === undefined) return [];
    const isShut = about === undefined || missing.has(place);
    const text = isShut ? undefined : saidBy(JSON.parse(row.text) as StixObject).text;
    return [
      {
        reason,
        row: view,
        ...(about === undefined ? {} : { about }),
        ...(text === undefined ? {} : { text }),
        ...(under === undefined ? {} : { under: underOf(under) }),
      },
    ];
  });
}

function underOf(rows: readonly FeedRow[]): NonNullable<InboxView['items'][number]['under']> {
  const newest = Math.max(...rows.map(({ dateAdded }) => dateAdded));
  return { ids: rows.map(({ id }) => id), newest: microsText(newest) };
}
