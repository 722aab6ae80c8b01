import type { Operation } from '../../kernel/index.ts';
import type { renewRecoveryCodes as contract } from './own-account.contract.ts';
import { withFreshProof } from './fresh-proof.ts';
import { newRecoveryCodes } from './recovery-codes.ts';

/** New recovery codes, shown once; the old ones stop working. */
export const renewRecoveryCodes: Operation<typeof contract> = (context, { body }) =>
  withFreshProof(context, body.current_password, async () => {
    const { codes, hashes } = newRecoveryCodes();
    await context.handle.identity.setRecoveryCodes(hashes);
    return { recovery_codes: codes };
  });
