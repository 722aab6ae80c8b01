import { refuse, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { addPasskey as contract } from './own-account.contract.ts';
import { withFreshProof } from './fresh-proof.ts';
import { viewOfMe } from './me.view.ts';
import { unusableTicket } from './new-account.ts';
import { createdPasskey } from './passkeys.ts';

/** Adds a passkey to the person's own account. */
export const addPasskey: Operation<typeof contract> = (context, { body }) =>
  withFreshProof(context, body.current_password, async () => {
    const note = context.tickets.read('own-passkey', body.ticket);
    const challenge = note?.['challenge'];
    if (challenge === undefined || note?.['person'] !== context.principal.id) {
      return unusableTicket();
    }
    const { response, name } = body;
    const passkey = await createdPasskey(context, { response, challenge, name });
    if (passkey instanceof Refused) return passkey;
    if ((await context.door.account({ passkey: passkey.id })) !== undefined) {
      return refuse('conflict', 'This passkey belongs to an account already');
    }
    if (!context.tickets.spend(body.ticket)) return unusableTicket();
    const { identity } = context.handle;
    await identity.addPasskey(passkey);
    return viewOfMe(await identity.me(), context.session.csrf);
  });
