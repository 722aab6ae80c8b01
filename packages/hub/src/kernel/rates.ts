import type { FastifyReply, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';
import type { Caller } from './operation.ts';
import type { Settings } from './settings.ts';

/** Keeps one caller from starving the rest. */
export interface Rates {
  /** Counts a request of a known caller, and says in headers how many are left (draft-ietf-httpapi-ratelimit-headers-11). */
  ofCaller(caller: Caller, reply: FastifyReply): Refused | undefined;
  /** Counts a request of nobody known, by address. */
  ofAddress(request: FastifyRequest, reply: FastifyReply): Refused | undefined;
}

const WINDOW_SECONDS = 60;
/** Callers and addresses counted at once; beyond it the one counted for longest starts anew. */
export const COUNTED_MAX = 100_000;

/** Counters in this process's memory. `now` gives milliseconds. */
export function createRates(
  settings: Pick<Settings, 'requestsPerMinute' | 'publicRequestsPerMinute'>,
  now: () => number = Date.now,
): Rates {
  const callers = new Quota('caller', settings.requestsPerMinute, now);
  const addresses = new Quota('address', settings.publicRequestsPerMinute, now);
  return {
    ofCaller: (caller, reply) => callers.spend(caller.principal.id, reply),
    ofAddress: (request, reply) => addresses.spend(addressKey(request.ip), reply),
  };
}

/** The part of an address one network holds: a home or office has a whole /64 of IPv6 (RFC 6177). */
export function addressKey(address: string): string {
  if (!address.includes(':') || !ipaddr.IPv6.isValid(address)) return address;
  const parsed = ipaddr.IPv6.parse(address);
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString();
  return parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':');
}

interface Window {
  count: number;
  endsAt: number;
}

/** So many requests in a window that begins with the first one. Every request passes here: it is kept plain. */
class Quota {
  readonly #name: string;
  readonly #points: number;
  readonly #policy: string;
  readonly #now: () => number;
  readonly #windows = new Map<string, Window>();

  constructor(name: string, points: number, now: () => number) {
    this.#name = name;
    this.#points = points;
    this.#policy = `"${name}";q=${String(points)};w=${String(WINDOW_SECONDS)}`;
    this.#now = now;
  }

  /** Spends one request of a key and tells in headers what is left. */
  spend(key: string, reply: FastifyReply): Refused | undefined {
    const now = this.#now();
    const window = this.#windowOf(key, now);
    window.count += 1;
    const seconds = Math.max(1, Math.ceil((window.endsAt - now) / 1000));
    const left = Math.max(0, this.#points - window.count);
    reply.header('ratelimit-policy', this.#policy);
    reply.header('ratelimit', `"${this.#name}";r=${String(left)};t=${String(seconds)}`);
    if (window.count <= this.#points) return undefined;
    return refuse('too-many-requests', `Too many requests: wait ${String(seconds)} seconds`, {
      retryAfterSeconds: seconds,
    });
  }

  #windowOf(key: string, now: number): Window {
    const held = this.#windows.get(key);
    if (held !== undefined && now < held.endsAt) return held;
    this.#windows.delete(key);
    if (this.#windows.size >= COUNTED_MAX) {
      const oldest = this.#windows.keys().next().value;
      if (oldest !== undefined) this.#windows.delete(oldest);
    }
    const fresh = { count: 0, endsAt: now + WINDOW_SECONDS * 1000 };
    this.#windows.set(key, fresh);
    return fresh;
  }
}
