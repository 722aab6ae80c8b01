import { authorize, hidden, Refused } from '../kernel/index.ts';
import type { Operation } from '../kernel/index.ts';
import { protectionAuthority } from './protection.authority.ts';
import type { remarkObject as contract } from './protection.contract.ts';
import { readMarking } from './read-marking.ts';
import { remarkTo } from './remark-to.ts';

/** Gives an object another marking. */
export const remarkObject: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const act = protectionAuthority['remark-object'];
  const community = await authorize(handle, params.community, act);
  if (community instanceof Refused) return community;
  const object = await handle.exchange.object(params.id, community.id);
  if (object === undefined) return hidden();
  const now = context.now();
  const marking = await readMarking(body.marking, { handle, community, now, pointer: '/marking' });
  if (marking instanceof Refused) return marking;
  return remarkTo(context, object, marking);
};
