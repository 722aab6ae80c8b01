import { join } from 'node:path';
import { createLog, readSettings, startHub } from '@tocsin/hub';
import type { Hub } from '@tocsin/hub';
import type { Store } from '@tocsin/store';
import { signIn, tokenHeaders } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import type { Principal } from '@tocsin/store';

/** What a request answered. */
export interface HubAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A hub over a store that is open already. Disposing of it leaves the store open. */
export interface TestHub extends AsyncDisposable {
  readonly hub: Hub;
  /** A request as somebody, without a network. */
  get(path: string, as?: Credentials, headers?: Record<string, string>): Promise<HubAnswer>;
  send(
    method: 'POST' | 'PUT' | 'DELETE' | 'PATCH',
    path: string,
    request: { as?: Credentials; body?: unknown; headers?: Record<string, string> },
  ): Promise<HubAnswer>;
}

/** Starts a hub over an open store, on loopback and without rates that a test would meet. */
export async function openHubOver(
  store: Store,
  at: { directory: string; now: () => number },
): Promise<TestHub> {
  const settings = readSettings({
    environment: {
      TOCSIN_DATA: at.directory,
      TOCSIN_PORT: '0',
      TOCSIN_LOG_LEVEL: 'silent',
      TOCSIN_WEB_DIRECTORY: join(at.directory, 'no-app'),
      ...GENEROUS,
    },
  });
  const hub = await startHub(settings, { store, now: at.now, log: createLog('silent') });
  const answer = async (request: Injected): Promise<HubAnswer> => {
    const { statusCode, headers, body } = await hub.inject(request);
    const plain = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    return { status: statusCode, headers: Object.fromEntries(plain), body };
  };
  return {
    hub,
    get: (url, as = {}, headers = {}) =>
      answer({ method: 'GET', url, headers: { ...as, ...headers } }),
    send: (method, url, { as = {}, body, headers = {} }) =>
      answer({
        method,
        url,
        headers: { ...(body === undefined ? {} : JSON_BODY), ...as, ...headers },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      }),
    [Symbol.asyncDispose]: () => hub[Symbol.asyncDispose](),
  };
}

interface Injected {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload?: string;
}

/** The headers by which a principal of a test calls: a token's, or those of a browser that is signed in. */
export async function credentialsOf(
  store: Store,
  principal: Principal,
  now: number,
): Promise<Credentials> {
  if (principal.kind === 'source') return credentialsOf(store, principal.by, now);
  return principal.kind === 'token' ? tokenHeaders(principal.id) : signIn(store, principal, now);
}

const JSON_BODY = { 'content-type': 'application/json' };
const GENEROUS = { TOCSIN_SIGN_IN_TRIES: '1000', TOCSIN_REQUESTS_PER_MINUTE: '1000000' };
