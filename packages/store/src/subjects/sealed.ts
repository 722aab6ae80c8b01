import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { isIn, list } from '../engine/engine.ts';
import type { Query, Transaction } from '../engine/engine.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** Where something sealed stands: what was sealed for one place opens in no other. */
interface Place {
  readonly request: string;
  readonly field: string;
}

/** Makes the key of a request. What is said about the person stands under it, and is gone when it goes. */
export async function makeKey(transaction: Transaction, request: string): Promise<Uint8Array> {
  const key = randomBytes(KEY_BYTES);
  await transaction.run('INSERT INTO subject_key (request, value) VALUES (?, ?)', [request, key]);
  return key;
}

/** The keys of requests; those whose values are forgotten have none, and those of before sealing neither. */
export async function keysOf(
  query: Query,
  requests: readonly string[],
): Promise<Map<string, Uint8Array>> {
  if (requests.length === 0) return new Map();
  const rows = await query.all<{ request: string; value: Uint8Array }>(
    `SELECT request, value FROM subject_key WHERE ${isIn(query.dialect, 'request')}`,
    [list(query.dialect, requests)],
  );
  return new Map(rows.map(({ request, value }) => [request, value]));
}

/** Seals a text under a key (AES-256-GCM), or leaves it plain where there is none. */
export function sealed(key: Uint8Array | undefined, place: Place, text: string): string {
  if (key === undefined || text === '') return text;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(boundTo(place));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** The text again. A changed byte, or another place than it was sealed for, is an exception. */
export function opened(key: Uint8Array | undefined, place: Place, text: string): string {
  if (key === undefined || text === '') return text;
  const bytes = Buffer.from(text, 'base64url');
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(place));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}

function boundTo({ request, field }: Place): Buffer {
  return Buffer.from(`${request}\n${field}`);
}

/** What was answered, as it is kept until it is forgotten. */
export interface Letter {
  readonly salt: string;
  readonly text: string;
}

/** A letter with a salt of its own, so that nobody finds by trying what stood in it. */
export function letterOf(text: string): Letter {
  return { salt: randomBytes(SALT_BYTES).toString('hex'), text };
}

/** SHA-256 of the salt, a line feed and the text: anybody who has both can make it again. */
export function hashOfLetter({ salt, text }: Letter): string {
  return createHash('sha256').update(`${salt}\n${text}`).digest('hex');
}
