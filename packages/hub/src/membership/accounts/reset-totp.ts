import { Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { resetTotp as contract } from './own-account.contract.ts';
import { withFreshProof } from './fresh-proof.ts';
import { viewOfMe } from './me.view.ts';
import { provenTotp } from './new-account.ts';

/** Uses another authenticator from now on. */
export const resetTotp: Operation<typeof contract> = (context, { body }) =>
  withFreshProof(context, body.current_password, async () => {
    const sealed = provenTotp(context, body);
    if (sealed instanceof Refused) return sealed;
    const { identity } = context.handle;
    await identity.setTotp(sealed);
    return viewOfMe(await identity.me(), context.session.csrf);
  });
