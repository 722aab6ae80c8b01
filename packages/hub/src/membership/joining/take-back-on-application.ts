import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { takeBackOnApplication as contract } from './joining.contract.ts';
import { viewOfApplication } from './joining.view.ts';

/** Takes back what the organization said. */
export const takeBackOnApplication: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const done = await context.handle.joining.takeBack(community.id, params.application);
  return isRefusal(done) ? refusedBy(done) : viewOfApplication(done);
};
