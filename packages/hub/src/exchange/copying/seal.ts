import { randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { Encrypter } from 'age-encryption';

/** Letters and digits nobody mistakes for another (RFC 4648's base 32, in small letters). */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const GROUPS = 5;
const GROUP_LETTERS = 5;
/**
 * The work of scrypt as a power of two. A passphrase here is 125 random bits, so that no work at all would already be
 * too much to try; the usual 18 would hold everybody else up for a second.
 */
const SCRYPT_WORK = 10;
/** What is encrypted before others have their turn: a part of the format is as large. Bytes. */
const BYTES_A_TURN = 64 * 1024;

/** What closes a copy (age-encryption.org/v1). */
export interface Sealer {
  readonly passphrase?: string;
  seal(text: string): Promise<Uint8Array>;
}

/** A sealer for recipients, or under a fresh passphrase; `undefined` when one of the recipients is none. */
export function sealerFor(recipients?: readonly string[]): Sealer | undefined {
  const encrypter = new Encrypter();
  const seal = (text: string): Promise<Uint8Array> => inTurns(encrypter, Buffer.from(text));
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

/** Encrypts part by part, so that a large copy holds nobody else up. */
async function inTurns(encrypter: Encrypter, bytes: Buffer): Promise<Uint8Array> {
  let at = 0;
  const parts = new ReadableStream<Uint8Array>({
    pull: async (into) => {
      await turn();
      if (at >= bytes.length) {
        into.close();
        return;
      }
      into.enqueue(bytes.subarray(at, at + BYTES_A_TURN));
      at += BYTES_A_TURN;
    },
  });
  const sealed: Uint8Array[] = [];
  for await (const part of await encrypter.encrypt(parts)) sealed.push(part);
  return Buffer.concat(sealed);
}

function freshPassphrase(): string {
  const letters = [...randomBytes(GROUPS * GROUP_LETTERS)].map((byte) => LETTERS.charAt(byte % 32));
  const groups = Array.from({ length: GROUPS }, (_, place) =>
    letters.slice(place * GROUP_LETTERS, (place + 1) * GROUP_LETTERS).join(''),
  );
  return groups.join('-');
}
