import { audience, preview, previewObject } from './audience.ts';
import { remark, retract } from './change.ts';
import { follow } from './follow.ts';
import {
  readHits,
  readObject,
  readOwnObject,
  readReferences,
  readTitles,
  readVersions,
  searchText,
} from './read-object.ts';
import { countRows, readPage } from './read-page.ts';
import { readContribution, readReceipt, readReceipts } from './receipts.ts';
import { placeOf } from './rows.ts';
import { share, SHARE_LIMITS } from './share.ts';
import { feedRows, reading } from './tools.ts';
import { LOOKUP_MAX, PAGE_MAX, TITLES_MAX } from '../store.ts';
import type { ExchangeHandle, FeedPage, FeedQuery } from '../store.ts';
import type { ExchangeAccess } from './tools.ts';
import type { Reading } from './read-page.ts';

/** The exchange as one principal may use it. */
export function createExchange(access: ExchangeAccess): ExchangeHandle {
  return {
    page: (query) => reading(access, (tools) => page(tools, query)),
    follow: async (query, since) => {
      // Only whoever comes back is compared with the ledger's table, to which the last moments belong too.
      if (since !== 'now' && 'after' in since) await access.ledger.flush();
      const limit = limitOf(query);
      return reading(access, (tools) => follow(tools, { feed: { ...query, limit }, since }));
    },
    count: (query) => reading(access, (tools) => countRows(tools, query)),
    object: (id, community) => reading(access, (tools) => readObject(tools, id, community)),
    versions: (id, community) => reading(access, (tools) => readVersions(tools, id, community)),
    references: (id, community, limit = 100) =>
      reading(access, (tools) => readReferences(tools, { id, community, limit })),
    titles: (ids, community) =>
      ids.length > TITLES_MAX
        ? Promise.reject(new RangeError(`At most ${String(TITLES_MAX)} titles at once`))
        : reading(access, (tools) => readTitles(tools, ids, community)),
    lookup: (values) => {
      if (values.length > LOOKUP_MAX)
        return Promise.reject(
          new RangeError(`A look-up takes at most ${String(LOOKUP_MAX)} values`),
        );
      return reading(access, (tools) => readHits(tools, values));
    },
    search: (query) => reading(access, (tools) => searchText(tools, query)),
    label: (labelId) =>
      reading(access, ({ view, labels }) =>
        Promise.resolve(view.may(labelId) ? labels.at(labelId) : undefined),
      ),
    contribute: (contribution) => {
      if (contribution.objects.length > SHARE_LIMITS.objects) {
        return Promise.reject(
          new RangeError(`A share holds at most ${String(SHARE_LIMITS.objects)} objects`),
        );
      }
      return share(access, contribution);
    },
    receipt: (id) => reading(access, (tools) => readReceipt(tools, id)),
    receipts: (by) => reading(access, (tools) => readReceipts(tools, by)),
    contribution: (id) =>
      reading(access, ({ query, view, words }) => readContribution(query, words, { id, view })),
    remark: (id, community, marking) => remark(access, { id, community, marking }),
    retract: (id, community, versions) => retract(access, { id, community, versions }),
    delivered: async (delivery) => {
      if (delivery.rows.length === 0) return;
      // What is delivered was read as this reader a moment ago, so they are known still.
      const organization =
        access.views.organizationOf(access.principal) ??
        (await access.engine.read((query) => access.reader(query))).organization;
      const principal = access.principal.id;
      await access.ledger.enter(delivery, { principal, organization, at: access.now() });
    },
    opened: async (community, way) => {
      const reader = await access.engine.read((query) => access.reader(query));
      const { id: principal, organization } = reader;
      await access.ledger.open({ community, way }, { principal, organization, at: access.now() });
    },
    deliveries: async (id, community) => {
      await access.ledger.flush();
      return reading(access, (tools) => deliveries(access, tools, { id, community }));
    },
    audience: (community, marking) =>
      reading(access, (tools) => audience(tools, community, marking)),
    preview: (community, marking, recipient) =>
      reading(access, (tools) => preview(tools, { community, recipient }, marking)),
    previewObject: (at) => reading(access, (tools) => previewObject(tools, at)),
  };
}

async function page(tools: Reading, query: FeedQuery): Promise<FeedPage> {
  const limit = limitOf(query);
  const raw = await readPage(tools, { ...query, limit });
  return { rows: await feedRows(tools, raw.rows), more: raw.more };
}

function limitOf(query: FeedQuery): number {
  return Math.max(1, Math.min(query.limit, PAGE_MAX));
}

/** Only the source is told who was sent its items. */
async function deliveries(
  access: ExchangeAccess,
  tools: Reading,
  at: { id: string; community: string },
): ReturnType<ExchangeHandle['deliveries']> {
  const object = await readOwnObject(tools, at.id, at.community);
  const place = object === undefined ? undefined : placeOf(object);
  if (object === undefined || place === undefined) return [];
  return access.ledger.of(tools.query, place.community, place.pos);
}
