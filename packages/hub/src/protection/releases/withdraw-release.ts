import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { withdrawRelease as contract } from './releases.contract.ts';
import { viewOfRelease } from './releases.view.ts';

/** The asker takes a waiting request back. */
export const withdrawRelease: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const withdrawn = await handle.release.withdraw(community.id, params.release);
  return isRefusal(withdrawn) ? refusedBy(withdrawn) : viewOfRelease(withdrawn);
};
