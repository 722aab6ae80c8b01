import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { organizationNames } from '../names.ts';
import type { showHandling as contract } from './handling.contract.ts';
import { organizationsIn, viewOfHandling } from './handling.view.ts';

/** Who opened, copied and was sent an object; for everybody but its source there is no such thing. */
export const showHandling: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const found = await context.handle.handling.of(params.id, community.id);
  if (found === undefined) return hidden();
  const nameOf = await organizationNames(context, community.id, organizationsIn(found));
  return viewOfHandling(found, nameOf);
};
