import { refuse, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { PASSKEYS_MAX } from './accounts.schemas.ts';
import type { startOwnPasskey as contract } from './own-account.contract.ts';
import { creationOptions } from './passkeys.ts';

/** WebAuthn options to add a passkey to the person's own account. */
export const startOwnPasskey: Operation<typeof contract> = async (context) => {
  const me = await context.handle.identity.me();
  if (me.passkeys.length >= PASSKEYS_MAX) {
    return refuse(
      'conflict',
      `An account holds ${String(PASSKEYS_MAX)} passkeys; remove one first`,
    );
  }
  const { email, name } = context.session.person;
  const known = me.passkeys.map((passkey) => passkey.id);
  const made = await creationOptions(context, { email, name, known });
  if (made instanceof Refused) return made;
  const { options, challenge } = made;
  const note = { challenge, person: context.principal.id };
  return { options, ticket: context.tickets.issue('own-passkey', note) };
};
