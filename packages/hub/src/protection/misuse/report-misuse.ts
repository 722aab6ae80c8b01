import { authorize, hidden, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { reportMisuse as contract } from './misuse.contract.ts';
import { viewOfCases } from './misuse.view.ts';

/** Reports what was done with something that was shared. */
export const reportMisuse: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const reported = await handle.misuse.report({
    community: community.id,
    object: params.id,
    rule: body.rule,
    words: body.words,
    ...(body.against === undefined ? {} : { against: body.against }),
    ...(body.against_words === undefined ? {} : { againstWords: body.against_words }),
  });
  if (isRefusal(reported)) return refusedBy(reported);
  const [view] = await viewOfCases(context, community.id, [reported]);
  return view ?? hidden();
};
