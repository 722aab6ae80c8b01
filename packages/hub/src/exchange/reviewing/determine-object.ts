import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { determineObject as contract } from './reviewing.contract.ts';
import { viewOfDetermination } from './reviewing.view.ts';

/** Signs what an officer determined about the newest version of an object of theirs. */
export const determineObject: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const signed = await handle.review.determine(params.id, community.id, body.what);
  if (isRefusal(signed)) return refusedBy(signed);
  return viewOfDetermination(context, community.id, signed);
};
