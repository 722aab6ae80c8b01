import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { openSeal as contract } from './custody.contract.ts';
import { viewOfOpening } from './custody.view.ts';
import { staleSignIn } from './fresh-sign-in.ts';

/** Asks to open a seal. What opens it is handed out encrypted to the custodian, and only after it was recorded. */
export const openSeal: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const stale = staleSignIn(context);
  if (stale !== undefined) return stale;
  const { reason } = body;
  const at = { community: community.id, object: params.id, reason };
  const opening = await handle.custody.open(at);
  return isRefusal(opening) ? refusedBy(opening) : viewOfOpening(opening);
};
