import { isRefusal, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { endSession as contract } from './own-account.contract.ts';

/** Ends one of the person's sessions. */
export const endSession: Operation<typeof contract> = async (context, { params }) => {
  const done = await context.handle.identity.endSession(params.session);
  return isRefusal(done) ? refusedBy(done) : undefined;
};
