import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps what a caller, or the database, holds for the hub unreadable and unforgeable (AES-256-GCM). */
export interface Seals {
  /** Seals a value for a purpose; what was sealed for one purpose does not open for another. */
  seal(purpose: string, value: unknown): string;
  /** The value, or `undefined` when it is not ours, for another purpose, or damaged. */
  open(purpose: string, sealed: string): unknown;
}

/** Longest sealed text that is looked at. */
export const SEALED_MAX = 1_500_000;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals under keys derived from one secret (RFC 5869). */
export function createSeals(secret: Uint8Array): Seals {
  const keys = new Map<string, Buffer>();
  const keyFor = (purpose: string): Buffer => {
    // Only fixed purposes are kept: those that carry a caller's secret would grow without bound.
    const kept = keys.get(purpose);
    if (kept !== undefined) return kept;
    const key = Buffer.from(hkdfSync('sha256', secret, '', `tocsin ${purpose}`, 32));
    if (keys.size < 16) keys.set(purpose, key);
    return key;
  };
  return {
    seal(purpose, value) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce);
      const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(purpose, sealed) {
      if (sealed.length > SEALED_MAX || !/^[A-Za-z0-9_-]+$/.test(sealed)) return undefined;
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const cipher = createDecipheriv(
        'aes-256-gcm',
        keyFor(purpose),
        bytes.subarray(0, NONCE_BYTES),
        { authTagLength: TAG_BYTES },
      );
      cipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return unsealed(() =>
        Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()]),
      );
    },
  };
}

/** A wrong key or a changed byte shows only as an exception of the cipher. */
function unsealed(decipher: () => Buffer): unknown {
  try {
    return JSON.parse(decipher().toString('utf8'));
  } catch {
    return undefined;
  }
}
