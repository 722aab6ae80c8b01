import { Refused, refuse } from '../../kernel/index.ts';
import type { PersonContext } from '../../kernel/index.ts';
import { isPassword } from './passwords.ts';
import { signInFailed } from './sign-in.ts';
import { withTries } from './tries.ts';

/** A session this young proves by itself who is at the keys. */
export const FRESH_SESSION_MS = 15 * 60_000;

/**
 * Before somebody changes how they sign in: the password again, or a sign-in of the last quarter of an hour, so that a
 * browser left open cannot be used to take the account over (OWASP ASVS 5.0 §7.5.1).
 */
export async function withFreshProof<T>(
  context: PersonContext,
  password: string | undefined,
  work: () => Promise<T | Refused>,
): Promise<T | Refused> {
  if (password !== undefined) {
    const { email } = context.session.person;
    const proven = await withTries(context, email, async () => {
      const account = await context.door.account({ person: context.principal.id });
      return (await isPassword(account?.passwordHash, password)) ? true : signInFailed();
    });
    return proven instanceof Refused ? proven : work();
  }
  if (context.now() - context.session.createdAt <= FRESH_SESSION_MS) return work();
  return refuse('sign-in-failed', 'Give your password, or sign in again first');
}
