import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { answerOpening as contract } from './custody.contract.ts';
import { viewOfOpening } from './custody.view.ts';
import { staleSignIn } from './fresh-sign-in.ts';

/** Another custodian's part, or their no. */
export const answerOpening: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const stale = staleSignIn(context);
  if (stale !== undefined) return stale;
  const at = { community: community.id, id: params.opening };
  const said = body.said === 'give' ? { part: body.part } : 'decline';
  const answered = await handle.custody.answer(at, said);
  return isRefusal(answered) ? refusedBy(answered) : viewOfOpening(answered);
};
