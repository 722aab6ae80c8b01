import { randomBytes } from 'node:crypto';
import { COMMON_PASSWORDS } from './common-passwords.ts';

// OWASP: argon2id with 19 MiB, two passes, one lane; 2 is argon2id in the library's own numbering.
const HASHING = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** How a password is kept (argon2id, PHC text). */
export async function hashPassword(password: string): Promise<string> {
  const { hash } = await import('@node-rs/argon2');
  return hash(password.normalize('NFC'), HASHING);
}

/** Whether the password is right. Without a hash the same work is done for nothing, so that time tells nothing. */
export async function isPassword(kept: string | undefined, password: string): Promise<boolean> {
  const { verify } = await import('@node-rs/argon2');
  nobody ??= hashPassword(randomBytes(24).toString('base64url'));
  const isRight = await verify(kept ?? (await nobody), password.normalize('NFC'));
  return isRight && kept !== undefined;
}

/** Why a password is too easily guessed, or `undefined` (NIST SP 800-63B §3.1.1.2: length and a list, no rules of composition). */
export function weaknessOf(
  password: string,
  about: { email: string; name: string },
): string | undefined {
  const plain = password.normalize('NFKC').toLowerCase();
  if (COMMON_PASSWORDS.has(plain)) return 'It is on the list of common passwords';
  if (new Set(plain).size < 5) return 'It repeats very few characters';
  const [local = ''] = about.email.toLowerCase().split('@');
  const rest = [about.email.toLowerCase(), local, about.name.toLowerCase(), 'tocsin']
    .filter((word) => word.length > 3)
    .reduce((left, word) => left.replaceAll(word, ''), plain);
  return rest.length < 6 ? 'It is made of your name or address' : undefined;
}

/** Made on first use: a hub where nobody signs in by password never pays for it. */
let nobody: Promise<string> | undefined;
