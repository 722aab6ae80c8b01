import type { Operation } from '../../kernel/index.ts';
import type { listSessions as contract } from './own-account.contract.ts';
import { viewOfSession } from './me.view.ts';

/** Where the person is signed in. */
export const listSessions: Operation<typeof contract> = async (context) => {
  const sessions = await context.handle.identity.sessions();
  return { items: sessions.map(viewOfSession) };
};
