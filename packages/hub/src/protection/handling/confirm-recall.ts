import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { confirmRecall as contract } from './handling.contract.ts';

/** The caller says that copies are deleted. */
export const confirmRecall: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const done = await handle.handling.confirm(params.id, community.id);
  return isRefusal(done) ? refusedBy(done) : undefined;
};
