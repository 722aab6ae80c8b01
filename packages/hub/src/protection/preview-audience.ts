import { authorize, Refused } from '../kernel/index.ts';
import type { Operation } from '../kernel/index.ts';
import type { previewAudience as contract } from './protection.contract.ts';
import { viewOfAudience } from './protection.view.ts';
import { readMarking } from './read-marking.ts';

/** Who would see an item marked so, counted over the community's directory. Nothing is stored. */
export const previewAudience: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const now = context.now();
  const marking = await readMarking(body.marking, { handle, community, now, pointer: '/marking' });
  if (marking instanceof Refused) return marking;
  return viewOfAudience(await handle.exchange.audience(community.id, marking), marking.level);
};
