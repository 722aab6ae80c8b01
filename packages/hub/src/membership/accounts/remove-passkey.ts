import { isRefusal, refuse, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { removePasskey as contract } from './own-account.contract.ts';

/** Removes a passkey, unless it is the person's only way in. */
export const removePasskey: Operation<typeof contract> = async (context, { params }) => {
  const { identity } = context.handle;
  const me = await identity.me();
  const isHeld = me.passkeys.some((passkey) => passkey.id === params.passkey);
  if (isHeld && me.passkeys.length === 1 && !(me.hasPassword && me.hasTotp)) {
    return refuse('conflict', 'This is your only way to sign in; add another one first');
  }
  const done = await identity.removePasskey(params.passkey);
  return isRefusal(done) ? refusedBy(done) : undefined;
};
