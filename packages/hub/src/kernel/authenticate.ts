import { timingSafeEqual } from 'node:crypto';
import { fastifyCookie } from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import type { Handle, Principal, Store } from '@tocsin/store';
import { hashOfSecret, readTokenText, tokenInHeader } from './credentials.ts';
import type { TokenText } from './credentials.ts';
import type { Caller } from './operation.ts';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';
import type { Settings } from './settings.ts';
import { ticketOf } from './ticket-header.ts';

/** Tells who calls. */
export type Authenticate = (request: FastifyRequest) => Promise<Caller | Refused>;

/** Longest `Authorization` or session secret that is looked at. */
const CREDENTIAL_MAX = 2000;

/** Who calls, by token or by session cookie. The store knows at once of revoked tokens and ended sessions. */
export function createAuthenticate(store: Store, settings: Settings): Authenticate {
  const cookieName = sessionCookieName(settings);
  const known: KnownHeaders = new Map();
  return async (request) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) return byToken(store, known, authorization);
    const secret = sessionSecret(request, cookieName);
    if (secret === undefined) return unknownCaller('Sign in, or send a token as "Bearer tcs_…"');
    const caller = await bySession(store, secret, isQuiet(request));
    if ('code' in caller || !CHANGES.has(request.method)) return caller;
    return crossSite(request, caller, settings) ?? caller;
  };
}

/**
 * The cookie's name. The `__Host-` prefix makes browsers insist on Secure, the root path and no domain
 * (RFC 6265bis §4.1.3.2), which plain http cannot give.
 */
export function sessionCookieName(settings: Settings): string {
  return isSecure(settings) ? '__Host-tocsin' : 'tocsin';
}

/** Whether people reach the hub by https. */
export function isSecure(settings: Settings): boolean {
  return settings.publicUrl?.startsWith('https:') === true;
}

/** The session secret of a request's cookie. */
export function sessionSecret(request: FastifyRequest, cookieName: string): string | undefined {
  const header = request.headers.cookie;
  if (header === undefined || !header.includes(cookieName)) return undefined;
  const secret = fastifyCookie.parse(header)[cookieName];
  return secret === undefined || secret === '' || secret.length > CREDENTIAL_MAX
    ? undefined
    : secret;
}

/** Whether a request could have been made by a page of another site: then it changes nothing. */
export function isCrossSite(request: FastifyRequest, settings: Settings): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return true;
  const { origin } = request.headers;
  if (origin === undefined) return false;
  return !isOwnOrigin(origin, request, settings);
}

const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Headers that named a right token, with what was read from them. Whether it still is right the store says each time. */
type KnownHeaders = Map<string, TokenText>;
/** Beyond it all are read anew. */
const KNOWN_MAX = 2000;

async function byToken(
  store: Store,
  known: KnownHeaders,
  header: string,
): Promise<Caller | Refused> {
  const held = known.get(header);
  const parts = held ?? readHeader(header);
  const token = parts === undefined ? undefined : await store.door.token(parts);
  if (parts === undefined || token === undefined) {
    known.delete(header);
    return unknownCaller('This token is unknown, revoked or expired; make another one');
  }
  if (held === undefined) {
    if (known.size >= KNOWN_MAX) known.clear();
    known.set(header, parts);
  }
  const handle = await store.as(token.principal);
  return { principal: token.principal, handle, token };
}

function readHeader(header: string): TokenText | undefined {
  const text = header.length > CREDENTIAL_MAX ? undefined : tokenInHeader(header);
  return text === undefined ? undefined : readTokenText(text);
}

/** What is done with a ticket, or to get one, leaves no instant beside the session it came by. */
function isQuiet(request: FastifyRequest): boolean {
  return ticketOf(request) !== undefined || request.routeOptions.config.namesNoCaller === true;
}

async function bySession(store: Store, secret: string, quiet: boolean): Promise<Caller | Refused> {
  const hash = hashOfSecret(secret);
  const session = await store.door.session(hash, quiet);
  if (session === undefined) return unknownCaller('The session has ended; sign in again');
  const { principal, person, createdAt, csrf } = session;
  const handle: Handle = await store.as(principal satisfies Principal);
  return { principal, handle, session: { hash, csrf, createdAt, person } };
}

/**
 * A cookie travels with requests other sites cause. What changes something must therefore come from our own pages
 * (`Origin`, `Sec-Fetch-Site`) and know the session's second secret.
 */
function crossSite(
  request: FastifyRequest,
  caller: Caller,
  settings: Settings,
): Refused | undefined {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const fromHere = origin !== undefined || site === 'same-origin';
  if (!fromHere || isCrossSite(request, settings)) {
    return refuse(
      'cross-site',
      "Cannot change anything on behalf of another site: send the request from the hub's own pages, or use a token",
    );
  }
  if (!isSame(request.headers['x-csrf'], caller.session?.csrf ?? '')) {
    return refuse('cross-site', 'Send the "csrf" of GET /api/v1/me as the header "x-csrf"');
  }
  return undefined;
}

function isOwnOrigin(origin: string, request: FastifyRequest, settings: Settings): boolean {
  if (origin === settings.publicUrl) return true;
  const host = URL.canParse(origin) ? new URL(origin).host : undefined;
  return host !== undefined && host === request.host;
}

function isSame(given: string | string[] | undefined, kept: string): boolean {
  if (typeof given !== 'string' || kept === '') return false;
  return timingSafeEqual(hashOfSecret(given), hashOfSecret(kept));
}

function unknownCaller(words: string): Refused {
  return refuse('unauthenticated', words);
}
