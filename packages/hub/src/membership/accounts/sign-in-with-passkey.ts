import type { Operation } from '../../kernel/index.ts';
import type { signInWithPasskey as contract } from './sign-in.contract.ts';
import { unusableTicket } from './new-account.ts';
import { assertedCounter } from './passkeys.ts';
import { signIn, signInFailed } from './sign-in.ts';
import { withTries } from './tries.ts';

/** Signs in with a passkey, which is both factors at once: something held, and the check of who holds it. */
export const signInWithPasskey: Operation<typeof contract> = (context, { body }) =>
  withTries(context, undefined, async () => {
    const challenge = context.tickets.read('passkey-sign-in', body.ticket)?.['challenge'];
    if (challenge === undefined || !context.tickets.spend(body.ticket)) return unusableTicket();
    const { response } = body;
    const account = await context.door.account({ passkey: response.id });
    const passkey = account?.passkeys.find((one) => one.id === response.id);
    if (account === undefined || passkey === undefined || account.disabled) return signInFailed();
    const counter = await assertedCounter(context, passkey, { response, challenge });
    if (counter === undefined) return signInFailed();
    await context.door.updatePasskeyCounter(passkey.id, counter);
    return signIn(context, account, 'passkey');
  });
