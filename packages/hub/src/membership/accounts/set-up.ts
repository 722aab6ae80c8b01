import { Answer, hidden, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { setUp as contract } from './registration.contract.ts';
import { newAccount } from './new-account.ts';
import { openSession } from './sign-in.ts';
import { withTries } from './tries.ts';

/** Makes the first account of a hub, with the secret of the address that was printed when it started. */
export const setUp: Operation<typeof contract> = (context, { body }) =>
  withTries(context, undefined, async () => {
    if (!context.setup.isRight(body.secret) || !(await context.door.isNew())) return hidden();
    const made = await newAccount(context, body);
    if (made instanceof Refused) return made;
    const person = await context.door.createFirstPerson(made.person);
    if (isRefusal(person)) return refusedBy(person);
    context.setup.close();
    const account = await context.door.account({ person });
    if (account === undefined) return hidden();
    const { view, session } = await openSession(context, account, 'new-account');
    return new Answer({ output: { me: view, recovery_codes: [...made.codes] }, session });
  });
