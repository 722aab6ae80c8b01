import type { Operation } from '../../kernel/index.ts';
import type { showMe as contract } from './own-account.contract.ts';
import { viewOfMe } from './me.view.ts';

/** Who the caller is, and whom they act for. */
export const showMe: Operation<typeof contract> = async (context) =>
  viewOfMe(await context.handle.identity.me(), context.caller.session?.csrf);
