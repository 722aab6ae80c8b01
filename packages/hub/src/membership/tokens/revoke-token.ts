import { isRefusal, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { revokeToken as contract } from './tokens.contract.ts';

/** Revokes a token of the caller's organization; it stops working at once. */
export const revokeToken: Operation<typeof contract> = async (context, { params }) => {
  const done = await context.handle.identity.revokeToken(params.token);
  return isRefusal(done) ? refusedBy(done) : undefined;
};
