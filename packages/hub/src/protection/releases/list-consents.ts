import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listConsents as contract } from './before-asked.contract.ts';
import { viewOfConsent } from './before-asked.view.ts';

/** What the caller's organization allows in advance, when they speak for it. */
export const listConsents: Operation<typeof contract> = async ({ handle }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  return { items: (await handle.release.consents(community.id)).map(viewOfConsent) };
};
