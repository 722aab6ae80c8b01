import type { Operation } from '../../kernel/index.ts';
import type { changePassword as contract } from './own-account.contract.ts';
import { withFreshProof } from './fresh-proof.ts';
import { viewOfMe } from './me.view.ts';
import { weakPassword } from './new-account.ts';
import { hashPassword } from './passwords.ts';

/** Chooses a new password; whoever was signed in elsewhere is not any more. */
export const changePassword: Operation<typeof contract> = (context, { body }) =>
  withFreshProof(context, body.current_password, async () => {
    const { identity } = context.handle;
    const weak = weakPassword(body.password, context.session.person);
    if (weak !== undefined) return weak;
    await identity.setPassword(await hashPassword(body.password));
    for (const session of await identity.sessions()) {
      if (!session.current) await identity.endSession(session.id);
    }
    return viewOfMe(await identity.me(), context.session.csrf);
  });
