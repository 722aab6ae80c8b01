import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listRegimes as contract } from './regimes.contract.ts';
import { viewOfRegime } from './regimes.view.ts';

/** The laws to mind here, as they are at this instant. */
export const listRegimes: Operation<typeof contract> = async ({ handle, now }, { params }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const regimes = await handle.regimes.list(community.id);
  if (regimes === undefined) return hidden();
  const at = now();
  return { items: regimes.map((one) => viewOfRegime(one, at)) };
};
