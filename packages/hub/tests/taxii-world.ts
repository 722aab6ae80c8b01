import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@tocsin/store';
import type { Handle, Principal, Scope, Store } from '@tocsin/store';
import { freshDatabase } from '@tocsin/testkit/postgres';
import { dissemination } from '../src/dissemination/index.ts';
import {
  createAuthenticate,
  createCursors,
  createEvents,
  createLog,
  createMetrics,
  createRates,
  createSeals,
  createServer,
  createThrottle,
  newTokenText,
  sendProblem,
  settingsOf,
  settingsShape,
} from '../src/kernel/index.ts';
import type { HubServices } from '../src/kernel/index.ts';
import { foundCommunities, makeToken } from './taxii-founding.ts';

/** A community with three members and their tokens, behind the routes of dissemination. */
export interface TaxiiWorld extends AsyncDisposable {
  address: string;
  store: Store;
  services: HubServices;
  /** Tokens by name: `alder`, `birch`, `cedar`, `alder-reader`, `alder-no-taxii`, `outsider`. */
  tokens: Map<string, string>;
  principals: Map<string, Principal>;
  community: string;
  /** The handle of the community's chair. */
  keeper: Handle;
  /** The handle of a member's representative. */
  personal: (slug: string) => Handle;
}

const TOKENS: [name: string, organization: string, scopes: Scope[]][] = [
  ['alder', 'alder', ['read', 'write', 'taxii', 'stream']],
  ['birch', 'birch', ['read', 'write', 'taxii', 'stream']],
  ['cedar', 'cedar', ['read', 'write', 'taxii', 'stream']],
  ['alder-reader', 'alder', ['read', 'taxii']],
  ['alder-no-taxii', 'alder', ['read', 'write']],
  ['outsider', 'outsider', ['read', 'write', 'taxii', 'stream']],
];

const POSTGRES = process.env['TOCSIN_TEST_POSTGRES'];

/** The engines to test on: PostgreSQL joins where the run has one. */
export const ENGINES: readonly ('SQLite' | 'PostgreSQL')[] =
  POSTGRES === undefined ? ['SQLite'] : ['SQLite', 'PostgreSQL'];

/** Opens a world in a fresh database. */
export async function openTaxiiWorld(
  engine: (typeof ENGINES)[number] = 'SQLite',
): Promise<TaxiiWorld> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'tocsin-taxii-'));
  const database = engine === 'SQLite' ? undefined : await freshDatabase(POSTGRES ?? '');
  const store = await openStore({
    dataDirectory,
    ...(database === undefined ? {} : { databaseUrl: database.url }),
  });
  const tokens = new Map<string, string>();
  const principals = new Map<string, Principal>();
  const personal = await foundCommunities(store);
  for (const [name, organization, scopes] of TOKENS) {
    const token = newTokenText();
    tokens.set(name, token.text);
    principals.set(name, { kind: 'token', id: token.id });
    const { id, secretHash } = token;
    await makeToken(personal(organization), { id, secretHash, name, scopes });
  }
  const { server, services, stop } = await createHub(store, dataDirectory);
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const handle = await store.as(principals.get('alder') ?? { kind: 'token', id: '' });
  const community = (await handle.directory.community('energy'))?.id ?? '';
  return {
    address,
    store,
    services,
    tokens,
    principals,
    community,
    keeper: personal('keeper'),
    personal,
    async [Symbol.asyncDispose]() {
      stop.abort();
      // Clients keep connections open that never carried a request; the server would wait for them.
      setTimeout(() => server.server.closeAllConnections(), 50);
      await server.close();
      await store[Symbol.asyncDispose]();
      await database?.drop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function createHub(
  store: Store,
  dataDirectory: string,
): Promise<{
  server: ReturnType<typeof createServer>;
  services: HubServices;
  stop: AbortController;
}> {
  const settings = settingsOf(settingsShape.parse({ data: dataDirectory, log_level: 'silent' }));
  const log = createLog('silent');
  const metrics = createMetrics(() => store.backlog());
  const stop = new AbortController();
  const server = createServer(settings, {
    log,
    metrics,
    ...(dissemination.unreadable === undefined ? {} : { unreadable: [dissemination.unreadable] }),
  });
  const rates = createRates(settings);
  const services: HubServices = {
    store,
    settings,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    mailer: undefined,
    log,
    cursors: createCursors(await store.door.secret('cursor')),
    seals: createSeals(await store.door.secret('totp')),
    events: createEvents(() => undefined),
    throttle: createThrottle(),
    metrics,
    signal: stop.signal,
    authenticate: createAuthenticate(store, settings),
    problem: sendProblem,
    countRequest: (caller, reply) => rates.ofCaller(caller, reply),
    countUnknown: (request, reply) => rates.ofAddress(request, reply),
  };
  await server.register(async (scope) => {
    await dissemination.plugins?.(scope, services);
  });
  return { server, services, stop };
}
