import type { Operation } from '../../kernel/index.ts';
import type { listTokens as contract } from './tokens.contract.ts';
import { viewOfToken } from './tokens.view.ts';

/** The tokens of the organization the caller acts for. */
export const listTokens: Operation<typeof contract> = async (context) => {
  const tokens = await context.handle.identity.tokens();
  return { items: tokens.map(viewOfToken) };
};
