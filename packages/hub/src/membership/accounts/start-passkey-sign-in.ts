import { Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { startPasskeySignIn as contract } from './sign-in.contract.ts';
import { requestOptions } from './passkeys.ts';

/** WebAuthn options to sign in: no account is named, so none can be probed for. */
export const startPasskeySignIn: Operation<typeof contract> = async (context) => {
  const made = await requestOptions(context);
  if (made instanceof Refused) return made;
  const { options, challenge } = made;
  return { options, ticket: context.tickets.issue('passkey-sign-in', { challenge }) };
};
