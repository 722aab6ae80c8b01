import { refuse } from '../../kernel/index.ts';
import type { Refused } from '../../kernel/index.ts';

/** What is told to a reader who is about to open something and has not confirmed what that means. */
export function mustConfirm(): Refused {
  return refuse(
    'attestation-needed',
    'Confirm first what opening this means: read it at this address with "/attestation" behind the object, then send it back there',
  );
}
