import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showRetention as contract } from './retention.contract.ts';
import { viewOfRetention } from './retention.view.ts';

/** How long what kind of thing is kept. */
export const showRetention: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const rules = await handle.retention.rules(community.id);
  return rules === undefined ? hidden() : viewOfRetention(rules);
};
