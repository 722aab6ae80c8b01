import { authorize, hidden, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { judgeSource as contract } from './judging.contract.ts';
import { viewOfReliability } from './show-reliability.ts';

/** Gives a source a letter, or takes it back. */
export const judgeSource: Operation<typeof contract> = async (context, { params, body }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const { topic, letter, reason } = body;
  const held = await context.handle.judgement.judge(community.id, {
    source: params.source,
    topic,
    reason,
    ...(letter === 'F' ? {} : { letter }),
  });
  if (isRefusal(held)) return refusedBy(held);
  return (await viewOfReliability(context, community, params.source)) ?? hidden();
};
