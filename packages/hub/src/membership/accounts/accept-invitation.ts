import { Answer, hashOfSecret, hidden, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { organizationOf } from '../directory/index.ts';
import type { acceptInvitation as contract } from './registration.contract.ts';
import { newAccount } from './new-account.ts';
import { openSession } from './sign-in.ts';
import { withTries } from './tries.ts';

/** Accepts an invitation with a new account. Whoever has an account signs in and joins by it instead. */
export const acceptInvitation: Operation<typeof contract> = (context, { params, body }) =>
  withTries(context, undefined, async () => {
    const hash = hashOfSecret(params.secret);
    if ((await context.door.invitation(hash)) === undefined) return hidden();
    const made = await newAccount(context, body);
    if (made instanceof Refused) return made;
    const brought = body.organization === undefined ? undefined : organizationOf(body.organization);
    const accepted = await context.door.acceptInvitation(hash, made.person, brought);
    if (isRefusal(accepted)) return refusedBy(accepted);
    const account = await context.door.account({ person: accepted.person });
    if (account === undefined) return hidden();
    const { view, session } = await openSession(context, account, 'new-account');
    context.events.announce({ kind: 'invitation-accepted', subject: accepted.organization });
    return new Answer({ output: { me: view, recovery_codes: [...made.codes] }, session });
  });
