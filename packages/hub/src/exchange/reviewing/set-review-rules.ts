import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { setReviewRules as contract } from './reviewing.contract.ts';
import { viewOfSetting } from './reviewing.view.ts';

/** A representative says what waits from the next share on. */
export const setReviewRules: Operation<typeof contract> = async ({ handle }, { params, body }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const setting = await handle.review.setRules(community.id, body);
  return isRefusal(setting) ? refusedBy(setting) : viewOfSetting(setting);
};
