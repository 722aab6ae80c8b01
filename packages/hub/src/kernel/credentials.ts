import { createHash, hash, randomBytes } from 'node:crypto';

/** What a program sends to say who it is. */
export interface TokenText {
  readonly id: string;
  readonly secretHash: Uint8Array;
}

/** A token that was just made: `text` is shown once, `secretHash` is kept. */
export interface NewTokenText extends TokenText {
  readonly text: string;
}

const TOKEN = /^tcs_([a-z0-9]{8,40})_([A-Za-z0-9_-]{43})$/;

/** Makes a token: `tcs_<id>_<secret>`, the secret 256 random bits. */
export function newTokenText(): NewTokenText {
  const id = randomBytes(10).toString('hex');
  const secret = newSecret();
  return { id, secretHash: hashOfSecret(secret), text: `tcs_${id}_${secret}` };
}

/** The parts of a token's text, the secret already hashed; `undefined` when it is no token. */
export function readTokenText(text: string): TokenText | undefined {
  const parts = TOKEN.exec(text);
  if (parts === null) return undefined;
  const [, id = '', secret = ''] = parts;
  return { id, secretHash: hash('sha256', secret, 'buffer') };
}

/** 256 random bits, URL-safe: sessions, invitations, the set-up address. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** How a secret of full strength is kept (SHA-256: there is nothing to guess, so nothing to slow down). */
export function hashOfSecret(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}

/**
 * The token in an `Authorization` header: `Bearer` or `Token`, or `Basic` with the token as password or as user
 * name, as TAXII clients send it (TAXII 2.1 §1.6.8).
 */
export function tokenInHeader(header: string): string | undefined {
  const space = header.indexOf(' ');
  const scheme = header.slice(0, space).toLowerCase();
  const rest = header.slice(space + 1).trim();
  if (scheme === 'bearer' || scheme === 'token') return rest;
  if (scheme !== 'basic' || rest.length > 1000) return undefined;
  const pair = Buffer.from(rest, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  const [name, password] =
    colon === -1 ? [pair, ''] : [pair.slice(0, colon), pair.slice(colon + 1)];
  return password.startsWith('tcs_') ? password : name;
}
