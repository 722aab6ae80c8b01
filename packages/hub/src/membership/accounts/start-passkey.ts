import { Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { startPasskey as contract } from './registration.contract.ts';
import { creationOptions } from './passkeys.ts';

/** WebAuthn options for a passkey of a new account. */
export const startPasskey: Operation<typeof contract> = async (context, { body }) => {
  const made = await creationOptions(context, { ...body, known: [] });
  if (made instanceof Refused) return made;
  const { options, challenge } = made;
  return { options, ticket: context.tickets.issue('new-passkey', { challenge }) };
};
