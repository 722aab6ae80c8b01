import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { endConsent as contract } from './before-asked.contract.ts';
import { viewOfConsent } from './before-asked.view.ts';

/** A source allows something no longer. */
export const endConsent: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const ended = await handle.release.endConsent(community.id, params.consent);
  return isRefusal(ended) ? refusedBy(ended) : viewOfConsent(ended);
};
