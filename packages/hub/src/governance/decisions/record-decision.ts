import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { recordDecision as contract } from './decisions.contract.ts';
import { viewOfDecision } from './decisions.view.ts';

/** Enters what was just agreed. */
export const recordDecision: Operation<typeof contract> = async (context, { params, body }) => {
  const { decisions } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const { groups, decided_at, paper, ballot, replaces, ...said } = body;
  const done = await decisions.record(community.id, {
    ...said,
    ...(groups === undefined ? {} : { groups }),
    ...(decided_at === undefined ? {} : { decidedAt: Date.parse(decided_at) }),
    ...(paper === undefined ? {} : { paper }),
    ...(ballot === undefined ? {} : { ballot }),
    ...(replaces === undefined ? {} : { replaces }),
  });
  return isRefusal(done) ? refusedBy(done) : viewOfDecision(context, community.id, done);
};
