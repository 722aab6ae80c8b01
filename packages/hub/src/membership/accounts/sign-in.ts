import { randomBytes } from 'node:crypto';
import type { Account, SignInWay } from '@tocsin/store';
import type { z } from 'zod';
import { Answer, hashOfSecret, newSecret, refuse } from '../../kernel/index.ts';
import type { PublicContext, Refused } from '../../kernel/index.ts';
import type { me } from './accounts.schemas.ts';
import { meOfAccount } from './me.view.ts';

type MeView = z.output<typeof me>;
type SessionCookie = { secret: string; expiresAt: number };

/** Opens a session for an account that has proven itself, and says who they are now. */
export async function openSession(
  context: PublicContext,
  account: Account,
  how: SignInWay,
): Promise<{ view: MeView; session: SessionCookie }> {
  const secret = newSecret();
  const csrf = randomBytes(18).toString('base64url');
  const expiresAt = context.now() + context.settings.sessionHours * 3_600_000;
  const [organization] = account.organizations;
  await context.door.openSession({
    hash: hashOfSecret(secret),
    person: account.person,
    organization: organization?.id ?? '',
    csrf,
    expiresAt,
    userAgent: context.client.userAgent,
    how,
  });
  // Read anew: proving it may just have spent a recovery code.
  const known = (await context.door.account({ person: account.person })) ?? account;
  return { view: meOfAccount(known, csrf), session: { secret, expiresAt } };
}

/** Signs in: a new session, never the one a browser brought along. */
export async function signIn(
  context: PublicContext,
  account: Account,
  how: SignInWay,
): Promise<Answer<MeView>> {
  const { view, session } = await openSession(context, account, how);
  return new Answer({ output: view, session });
}

/** The one answer to everything that can be wrong at sign-in. */
export function signInFailed(): Refused {
  return refuse('sign-in-failed', 'The account, the password or the code is not right');
}
