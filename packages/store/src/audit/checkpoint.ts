import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import type { Engine } from '../engine/engine.ts';
import { secretOf } from '../engine/secrets.ts';
import type { Checkpoint } from '../store.ts';

/** The name under which the signing key of the record is kept. */
export const SIGNING_KEY = 'audit-signing';

/** The key the hub signs its record with: PKCS #8; made once, kept with the data. */
export function signingKey(engine: Engine): Promise<Uint8Array> {
  return secretOf(engine, SIGNING_KEY, () =>
    generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }),
  );
}

/** The verifier key of a signing key, as C2SP signed-note writes it: name, key hash, typed key. */
export function verifierKey(key: Uint8Array): string {
  const bytes = publicBytes(key);
  const name = keyName(bytes);
  return `${name}+${keyHash(name, bytes).toString('hex')}+${typed(bytes).toString('base64')}`;
}

/** Signs a tree head as a C2SP checkpoint: a signed note of origin, size and root. */
export function signCheckpoint(
  head: { size: number; root: Uint8Array },
  key: Uint8Array,
): Checkpoint {
  const bytes = publicBytes(key);
  const name = keyName(bytes);
  const root = Buffer.from(head.root).toString('base64');
  const text = `${name}\n${String(head.size)}\n${root}\n`;
  const signed = sign(null, Buffer.from(text), privateKey(key));
  const signature = Buffer.concat([keyHash(name, bytes), signed]).toString('base64');
  return {
    size: head.size,
    root,
    text,
    signature: `\u2014 ${name} ${signature}`,
    publicKey: verifierKey(key),
  };
}

/** Whether a checkpoint says what its text says and is signed by the key it names. */
export function isSigned(checkpoint: Checkpoint): boolean {
  const [name, hash, key, ...rest] = checkpoint.publicKey.split('+');
  if (name === undefined || hash === undefined || key === undefined) return false;
  // Base64 itself may hold "+", so the key is what is left.
  const bytes = Buffer.from([key, ...rest].join('+'), 'base64').subarray(1);
  if (bytes.length !== KEY_BYTES || keyHash(name, bytes).toString('hex') !== hash) return false;
  const { root, signature, size, text } = checkpoint;
  if (text !== `${name}\n${String(size)}\n${root}\n`) return false;
  const start = `\u2014 ${name} `;
  if (!signature.startsWith(start)) return false;
  const signed = Buffer.from(signature.slice(start.length), 'base64');
  if (signed.subarray(0, HASH_BYTES).toString('hex') !== hash) return false;
  const publicKey = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, bytes]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, Buffer.from(text), publicKey, signed.subarray(HASH_BYTES));
}

/** Bytes of an Ed25519 public key. */
const KEY_BYTES = 32;
/** Bytes of a key hash in a signed note. */
const HASH_BYTES = 4;
/** SubjectPublicKeyInfo of Ed25519 up to the key itself (RFC 8410 §4). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
/** The signature type of a signed note: 0x01 is Ed25519. */
const ED25519 = Buffer.of(1);

function privateKey(key: Uint8Array): ReturnType<typeof createPrivateKey> {
  return createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' });
}

function publicBytes(key: Uint8Array): Buffer {
  const spki = createPublicKey(privateKey(key)).export({ format: 'der', type: 'spki' });
  return spki.subarray(SPKI_PREFIX.length);
}

/** One name per hub, made from its key. */
function keyName(bytes: Buffer): string {
  return `tocsin-audit-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`;
}

function keyHash(name: string, bytes: Buffer): Buffer {
  const hash = createHash('sha256').update(`${name}\n`).update(typed(bytes)).digest();
  return hash.subarray(0, HASH_BYTES);
}

function typed(bytes: Buffer): Buffer {
  return Buffer.concat([ED25519, bytes]);
}
