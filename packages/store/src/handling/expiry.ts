import type { Expiry } from '../store.ts';

/** By which rule something expired, as its tombstone keeps it. */
export function readExpiry(why: string): Expiry {
  return JSON.parse(why) as Expiry;
}
