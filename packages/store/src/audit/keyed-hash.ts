import { hash } from 'node:crypto';

/** Bytes of one block of SHA-256. */
const BLOCK_BYTES = 64;

/**
 * HMAC-SHA256 (RFC 2104) under one key for several short messages: the key is prepared once. Node's own
 * prepares it for every message, which costs fifteen times the hashing. The key has at most 64 bytes.
 */
export function keyedHash(key: Uint8Array): (message: string) => Buffer {
  if (key.length > BLOCK_BYTES) throw new Error('A key of the record has at most 64 bytes');
  const inner = pad(key, 0x36);
  const outer = pad(key, 0x5c);
  return (message) => sha256(outer, sha256(inner, Buffer.from(message)));
}

/** SHA-256 of the parts one after the other. */
export function sha256(...parts: readonly Uint8Array[]): Buffer {
  return hash('sha256', Buffer.concat(parts), 'buffer');
}

function pad(key: Uint8Array, byte: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES, byte);
  for (const [place, value] of key.entries()) block[place] = value ^ byte;
  return block;
}
