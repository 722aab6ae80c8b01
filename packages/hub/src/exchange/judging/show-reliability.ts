import { isOwnName } from '@tocsin/policy';
import type { CommunityView, FeedRow } from '@tocsin/store';
import type { z } from 'zod';
import { authorize, hidden, instantText, Refused } from '../../kernel/index.ts';
import type { CallerContext, Operation } from '../../kernel/index.ts';
import { mayShare, organizationNames } from '../../protection/index.ts';
import { HISTORY_OBJECTS_MAX } from './judging.contract.ts';
import type { reliability, showReliability as contract } from './judging.contract.ts';

type View = z.output<typeof reliability>;

/** What the caller's organization holds of a source. Whom one has nothing from does not exist. */
export const showReliability: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  return (await viewOfReliability(context, community, params.source)) ?? hidden();
};

/** The whole view; undefined without anything of that source the caller may read. */
export async function viewOfReliability(
  context: CallerContext,
  { id: community, standing }: CommunityView,
  source: string,
): Promise<View | undefined> {
  const { handle } = context;
  const { rows } = await handle.exchange.page({
    community,
    origin: source,
    order: 'newest-first',
    limit: HISTORY_OBJECTS_MAX,
  });
  if (rows.length === 0) return undefined;
  const [held, history, names, reader] = await Promise.all([
    handle.judgement.of([source]),
    historyOf(context, community, rows),
    organizationNames(context, community, [source]),
    handle.reader(),
  ]);
  const isOwn = isOwnName(reader, source);
  return {
    source: { id: source, name: names(source) },
    may: !isOwn && !reader.providerStaff && reader.kind === 'person' && mayShare(standing),
    judgements: held.map(({ source: _source, at, ...one }) => ({ ...one, at: instantText(at) })),
    history,
  };
}

/** What others said of these objects, as far as the caller may read it; what their source says of its own counts nothing. */
async function historyOf(
  { handle }: CallerContext,
  community: string,
  rows: readonly FeedRow[],
): Promise<View['history']> {
  const history = { looked_at: rows.length, seen: 0, disputed: 0 };
  for (const { id, origin } of rows) {
    const answers = (await handle.exchange.references(id, community)).filter(
      ({ row }) => row.origin !== origin,
    );
    if (answers.some(({ row }) => row.type === 'sighting')) history.seen += 1;
    if (answers.some(({ row }) => row.type === 'opinion' && DISAGREES.test(row.text))) {
      history.disputed += 1;
    }
  }
  return history;
}

/** An opinion against it (STIX 2.1 §10.12); the property's name and value stand in the text as they are. */
const DISAGREES = /"opinion"\s*:\s*"(?:strongly-)?disagree"/;
