import type { Operation } from '../../kernel/index.ts';
import type { signInWithRecoveryCode as contract } from './sign-in.contract.ts';
import { hashOfRecoveryCode } from './recovery-codes.ts';
import { signIn, signInFailed } from './sign-in.ts';
import { withTries } from './tries.ts';

/** For those whose only passkey is lost. An account with a password needs that too, by the other way in. */
export const signInWithRecoveryCode: Operation<typeof contract> = (context, { body }) =>
  withTries(context, body.email, async () => {
    const account = await context.door.account({ email: body.email });
    const hash = hashOfRecoveryCode(body.recovery_code);
    if (account === undefined || account.disabled || account.passwordHash !== undefined) {
      return signInFailed();
    }
    const isRight = await context.door.spendRecoveryCode(account.person, hash);
    return isRight ? signIn(context, account, 'recovery-code') : signInFailed();
  });
