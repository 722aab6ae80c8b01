import { randomBytes } from 'node:crypto';
import { hashOfSecret } from '../../kernel/index.ts';

/** Recovery codes of an account: each signs in once. */
export const RECOVERY_CODES = 10;
/** Without the letters and digits that are mistaken for each other. */
const ALPHABET = 'abcdefghjkmnpqrstvwxyz23456789';
const LETTERS = 16;

/** Fresh codes to show once, and the hashes to keep. 78 bits each: nothing to guess, so SHA-256 suffices. */
export function newRecoveryCodes(): { codes: string[]; hashes: Uint8Array[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode);
  return { codes, hashes: codes.map(hashOfRecoveryCode) };
}

/** The hash of a code as typed: case, spaces and hyphens do not matter. */
export function hashOfRecoveryCode(typed: string): Uint8Array {
  return hashOfSecret(typed.toLowerCase().replaceAll(/[\s-]+/g, ''));
}

function newCode(): string {
  let letters = '';
  while (letters.length < LETTERS) {
    for (const byte of randomBytes(LETTERS)) {
      // Bytes past the last whole alphabet are dropped, or the first letters would come more often.
      if (byte < 240 && letters.length < LETTERS) letters += ALPHABET[byte % ALPHABET.length];
    }
  }
  return (letters.match(/.{4}/g) ?? []).join('-');
}
