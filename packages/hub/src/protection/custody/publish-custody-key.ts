import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { publishCustodyKey as contract } from './custody.contract.ts';
import { viewOfCustodian } from './custody.view.ts';
import { staleSignIn } from './fresh-sign-in.ts';

/** Takes the public half of a key pair that a custodian made; the private half never comes here. */
export const publishCustodyKey: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const stale = staleSignIn(context);
  if (stale !== undefined) return stale;
  const made = await handle.custody.publishKey(community.id, body.recipient);
  return isRefusal(made) ? refusedBy(made) : viewOfCustodian(made);
};
