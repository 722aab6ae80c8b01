import {
  armor,
  Decrypter,
  Encrypter,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption';
import { combine, split } from './shamir.ts';

/** Who a source is, as only custodians read it. */
export interface SealedIdentity {
  readonly salt: string;
  readonly community: string;
  readonly organization: { readonly id: string; readonly name: string };
  readonly person: { readonly id: string; readonly name: string };
  /** When it was sealed. */
  readonly at: string;
}

/** A custodian's public key. */
export interface CustodyKey {
  readonly id: string;
  readonly recipient: string;
}

/** What goes to the hub: nothing of it can be read there. */
export interface Seal {
  readonly threshold: 1 | 2;
  readonly body: string;
  readonly parts: { key: string; body: string }[];
}

/** Sealed texts are all alike long, so that a long name is not told by its length. Bytes. */
const BODY_BYTES = 4096;
const KEY_BYTES = 32;
/** The key is random: scrypt has nothing to slow down. */
const BODY_WORK = 4;
/** A person's passphrase guards the file: each try costs 64 MiB and about a second. Powers of two. */
const FILE_WORK = 16;
/** The place of a part that is the whole key: any one custodian opens it. */
const WHOLE = 0;

/** 256 random bits: a ticket, a salt. */
export function randomText(): string {
  return textOf(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
}

/** Seals who somebody is for these custodians. */
export async function sealFor(
  identity: SealedIdentity,
  keys: readonly CustodyKey[],
  threshold: 1 | 2,
): Promise<Seal> {
  const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(BODY_WORK);
  encrypter.setPassphrase(textOf(key));
  const body = textOf(await encrypter.encrypt(padded(JSON.stringify(identity))));
  const shares =
    threshold === 1
      ? keys.map(() => Uint8Array.of(WHOLE, ...key))
      : split(key, { parts: keys.length, threshold });
  const parts: Seal['parts'] = [];
  for (const [at, share] of shares.entries()) {
    const { id, recipient } = keys[at] ?? { id: '', recipient: '' };
    parts.push({ key: id, body: await encryptTo(recipient, share) });
  }
  return { threshold, body, parts };
}

/** Encrypts bytes to one key. */
export async function encryptTo(recipient: string, bytes: Uint8Array): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return textOf(await encrypter.encrypt(bytes));
}

/** What was encrypted to one of these private keys, or `undefined` when none fits. */
export async function decryptBy(
  identities: readonly string[],
  text: string,
): Promise<Uint8Array | undefined> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  return decrypter.decrypt(bytesOf(text)).catch(() => undefined);
}

/** Opens a seal with the parts at hand; `undefined` when they do not open it, or it is not what the hub saw. */
export async function openSealed(
  seal: { readonly body: string; readonly proof: string },
  parts: readonly Uint8Array[],
): Promise<{ identity: SealedIdentity; isProven: boolean } | undefined> {
  try {
    const whole = parts.find((part) => part[0] === WHOLE);
    const key = whole === undefined ? combine(parts) : whole.slice(1);
    const decrypter = new Decrypter();
    decrypter.addPassphrase(textOf(key));
    const text = new TextDecoder().decode(await decrypter.decrypt(bytesOf(seal.body)));
    const identity = JSON.parse(text) as SealedIdentity;
    return { identity, isProven: (await proofOf(identity)) === seal.proof };
  } catch {
    return undefined;
  }
}

/** A custodian's key pair: the public half, and the private half in a file under a passphrase. */
export async function newKeyFile(passphrase: string): Promise<{ recipient: string; file: string }> {
  const identity = await generateX25519Identity();
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(FILE_WORK);
  encrypter.setPassphrase(passphrase);
  const file = armor.encode(await encrypter.encrypt(`${identity}\n`));
  return { recipient: await identityToRecipient(identity), file };
}

/** The private key in a file, or `undefined` when the passphrase does not open it. */
export async function unlockKeyFile(file: string, passphrase: string): Promise<string | undefined> {
  try {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    return (await decrypter.decrypt(armor.decode(file.trim()), 'text')).trim();
  } catch {
    return undefined;
  }
}

/** The hub made the same of what it saw: the salt keeps everybody else from trying all members. */
async function proofOf({ salt, community, organization, person }: SealedIdentity): Promise<string> {
  const text = JSON.stringify(['tocsin seal', salt, community, organization.id, person.id]);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return textOf(new Uint8Array(hash));
}

function padded(text: string): Uint8Array {
  const bytes = new Uint8Array(BODY_BYTES).fill(0x20);
  const { read } = new TextEncoder().encodeInto(text, bytes);
  if (read < text.length) throw new RangeError('The names are too long to be sealed');
  return bytes;
}

function textOf(bytes: Uint8Array): string {
  const signs = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(signs).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function bytesOf(text: string): Uint8Array {
  const signs = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(signs, (sign) => sign.charCodeAt(0));
}
