import { Answer } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { signOut as contract } from './sign-in.contract.ts';

/** Ends this session. */
export const signOut: Operation<typeof contract> = async (context) => {
  await context.door.closeSession(context.session.hash);
  return new Answer<undefined>({ session: 'end' });
};
