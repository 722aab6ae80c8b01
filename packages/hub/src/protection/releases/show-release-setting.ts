import { authorize, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showReleaseSetting as contract } from './before-asked.contract.ts';
import { viewOfReleaseSetting } from './before-asked.view.ts';

/** Who answers release requests for the caller's organization. */
export const showReleaseSetting: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const setting = await handle.release.setting(community.id);
  return setting === undefined
    ? refusedBy({ refused: 'hidden', words: 'Your organization has no such setting here' })
    : viewOfReleaseSetting(setting);
};
