import { refuse } from '../../kernel/index.ts';
import type { PersonContext, Refused } from '../../kernel/index.ts';
import { CUSTODY_FRESH_MINUTES } from './custody.contract.ts';

/**
 * What only a custodian does asks for a sign-in of the last quarter of an hour, with its passkey or second factor. The
 * password alone is not taken here: it would be one factor.
 */
export function staleSignIn({ now, session }: PersonContext): Refused | undefined {
  if (now() - session.createdAt <= CUSTODY_FRESH_MINUTES * 60_000) return undefined;
  return refuse(
    'sign-in-failed',
    `Sign out and in again first: this is done within ${String(CUSTODY_FRESH_MINUTES)} minutes of a sign-in`,
  );
}
