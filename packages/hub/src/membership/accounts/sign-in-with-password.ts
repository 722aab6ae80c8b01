import type { Account, SignInWay } from '@tocsin/store';
import type { InputOf, Operation, PublicContext } from '../../kernel/index.ts';
import type { signInWithPassword as contract } from './sign-in.contract.ts';
import { isPassword } from './passwords.ts';
import { hashOfRecoveryCode } from './recovery-codes.ts';
import { signIn, signInFailed } from './sign-in.ts';
import { stepOf } from './totp.ts';
import { withTries } from './tries.ts';

/**
 * Signs in with password and second factor. An unknown account, a wrong password and a wrong code take the same work
 * and get the same answer; a code is spent only when everything else is right.
 */
export const signInWithPassword: Operation<typeof contract> = (context, { body }) =>
  withTries(context, body.email, async () => {
    const account = await context.door.account({ email: body.email });
    const isRight = await isPassword(account?.passwordHash, body.password);
    const spend = secondFactor(context, account, body);
    if (account === undefined || account.disabled || !isRight) return signInFailed();
    return (await spend()) ? signIn(context, account, wayOf(account, body)) : signInFailed();
  });

type Body = InputOf<typeof contract>['body'];

/**
 * Only an operator makes such an account, with a first password in a world file. Its person signs in with that
 * password until they have set up a second factor, which is the first thing the app asks of them.
 */
function hasNoSecondFactor(account: Account): boolean {
  return account.totp === undefined && account.passkeys.length === 0;
}

function wayOf(account: Account, body: Body): SignInWay {
  if (body.recovery_code !== undefined) return 'password-and-recovery-code';
  return hasNoSecondFactor(account) ? 'password' : 'password-and-code';
}

/** Checks the code now, and gives back how to spend it. */
function secondFactor(
  context: PublicContext,
  account: Account | undefined,
  body: Body,
): () => Promise<boolean> {
  const person = account?.person ?? '';
  const secret = account?.totp === undefined ? undefined : context.seals.open('totp', account.totp);
  const known = typeof secret === 'string' ? secret : undefined;
  const step = stepOf(known, body.code ?? '', context.now());
  if (body.recovery_code !== undefined) {
    const hash = hashOfRecoveryCode(body.recovery_code);
    return () => context.door.spendRecoveryCode(person, hash);
  }
  if (account !== undefined && hasNoSecondFactor(account)) return () => Promise.resolve(true);
  return () =>
    step === undefined ? Promise.resolve(false) : context.door.spendTotpStep(person, step);
}
