import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showReviewRules as contract } from './reviewing.contract.ts';
import { viewOfSetting } from './reviewing.view.ts';

/** What waits in the caller's organization. */
export const showReviewRules: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const setting = await handle.review.rules(community.id);
  return setting === undefined ? hidden() : viewOfSetting(setting);
};
