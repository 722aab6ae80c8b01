import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { sayOnApplication as contract } from './joining.contract.ts';
import { viewOfApplication } from './joining.view.ts';

/** Vouches, objects or lets it pass for the organization. */
export const sayOnApplication: Operation<typeof contract> = async (context, { params, body }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const done = await context.handle.joining.say(community.id, params.application, body);
  return isRefusal(done) ? refusedBy(done) : viewOfApplication(done);
};
