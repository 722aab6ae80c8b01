import { randomBytes } from 'node:crypto';
import { Encrypter } from 'age-encryption';

/** Letters and digits nobody mistakes for another (RFC 4648's base 32, in small letters). */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const GROUPS = 5;
const GROUP_LETTERS = 5;
/**
 * The work of scrypt as a power of two. A passphrase here is 125 random bits, so that no work at all would already be
 * too much to try; the usual 18 would hold everybody else up for a second.
 */
const SCRYPT_WORK = 14;

/** What closes a copy (age-encryption.org/v1). */
export interface Sealer {
  readonly passphrase?: string;
  seal(text: string): Promise<Uint8Array>;
}

/** A sealer for recipients, or under a fresh passphrase; `undefined` when one of the recipients is none. */
export function sealerFor(recipients?: readonly string[]): Sealer | undefined {
  const encrypter = new Encrypter();
  const seal = (text: string): Promise<Uint8Array> => encrypter.encrypt(text);
  if (recipients !== undefined) {
    try {
      for (const recipient of recipients) encrypter.addRecipient(recipient);
    } catch {
      return undefined;
    }
    return { seal };
  }
  const passphrase = freshPassphrase();
  encrypter.setScryptWorkFactor(SCRYPT_WORK);
  encrypter.setPassphrase(passphrase);
  return { passphrase, seal };
}

function freshPassphrase(): string {
  const letters = [...randomBytes(GROUPS * GROUP_LETTERS)].map((byte) => LETTERS.charAt(byte % 32));
  const groups = Array.from({ length: GROUPS }, (_, place) =>
    letters.slice(place * GROUP_LETTERS, (place + 1) * GROUP_LETTERS).join(''),
  );
  return groups.join('-');
}
