import {
  createCipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  timingSafeEqual,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Handle, Principal } from '@tocsin/store';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';

/** Whose cursor, over which list. */
export interface CursorScope {
  readonly principal: Principal;
  readonly handle: Handle;
  /** The list and everything that filters it; a cursor of one list does not open another. */
  readonly filter: string;
}

/**
 * Opaque places in a list. A cursor holds only what its reader saw themselves (their own date added, never a
 * position of the hub's), and works only for the same reader, list and rights.
 */
export interface Cursors {
  /** `after` is a number the reader was shown: their `dateAdded`, an instant. */
  seal(scope: CursorScope, after: number): Promise<string>;
  /** Seals many places of one scope, whose rights are asked for once. */
  sealer(scope: CursorScope): Promise<(after: number) => string>;
  open(scope: CursorScope, cursor: string): Promise<number | Refused>;
}

const MAC_BYTES = 16;
// Every place is written alike long, so that the length of a cursor tells nothing.
const PLACE_DIGITS = 16;
const CURSOR = /^[A-Za-z0-9_-]{43}$/;

/**
 * Cursors under the hub's cursor key. The place is enciphered under its own authentication code (as in RFC 5297), so
 * that the same page always gives the same cursor, and with it the same ETag.
 */
export function createCursors(secret: Uint8Array): Cursors {
  const macKey = keyFor(secret, 'tocsin cursor mac');
  const placeKey = keyFor(secret, 'tocsin cursor place');
  const sealer: Cursors['sealer'] = async (scope) => {
    const text = await scopeText(scope);
    return (after) => {
      const place = Buffer.from(String(after).padStart(PLACE_DIGITS, '0'), 'latin1');
      const mac = macOf(macKey, text, place);
      return Buffer.concat([mac, encipher(placeKey, mac, place)]).toString('base64url');
    };
  };
  return {
    sealer,
    async seal(scope, after) {
      return (await sealer(scope))(after);
    },
    async open(scope, cursor) {
      const bytes = Buffer.from(CURSOR.test(cursor) ? cursor : '', 'base64url');
      if (bytes.length <= MAC_BYTES) return unusable();
      const mac = bytes.subarray(0, MAC_BYTES);
      const place = encipher(placeKey, mac, bytes.subarray(MAC_BYTES));
      const expected = macOf(macKey, await scopeText(scope), place);
      return timingSafeEqual(mac, expected) ? Number(place.toString('latin1')) : unusable();
    },
  };
}

/** A key made once: each page and each event of a stream uses it. */
function keyFor(secret: Uint8Array, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)));
}

/** Counter mode: the same work both ways. */
function encipher(key: KeyObject, iv: Uint8Array, bytes: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-ctr', key, iv);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

async function scopeText(scope: CursorScope): Promise<string> {
  const { principal } = scope;
  const organization = principal.kind === 'token' ? '' : principal.organization;
  const filter = createHash('sha256').update(scope.filter).digest('base64url');
  return JSON.stringify([
    principal.kind,
    principal.id,
    organization,
    filter,
    await scope.handle.rights(),
  ]);
}

function macOf(key: KeyObject, scope: string, place: Uint8Array): Buffer {
  const mac = createHmac('sha256', key).update(scope).update('\0').update(place).digest();
  return mac.subarray(0, MAC_BYTES);
}

function unusable(): Refused {
  return refuse(
    'cursor-unusable',
    'Cannot go on from this cursor: it is damaged, belongs to another list or reader, or what you may see has changed; start again without a cursor',
  );
}
