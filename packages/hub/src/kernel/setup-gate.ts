import { timingSafeEqual } from 'node:crypto';
import { hashOfSecret, newSecret } from './credentials.ts';

/** The single-use address of a hub that has no person yet. Only the secret's hash is kept, in memory; each start makes another. */
export interface SetupGate {
  isRight(secret: string): boolean;
  close(): void;
}

/** A gate with the secret that opens it, to be printed once. */
export function createSetupGate(): { gate: SetupGate; secret: string } {
  const secret = newSecret();
  let kept: Uint8Array | undefined = hashOfSecret(secret);
  return {
    secret,
    gate: {
      isRight: (given) => kept !== undefined && timingSafeEqual(hashOfSecret(given), kept),
      close() {
        kept = undefined;
      },
    },
  };
}

/** The gate of a hub that has its first person. */
export const CLOSED_GATE: SetupGate = { isRight: () => false, close: () => undefined };
