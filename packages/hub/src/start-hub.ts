import type { FastifyInstance, FastifyRequest } from 'fastify';
import { openStore, sayRunning } from '@tocsin/store';
import type { Store } from '@tocsin/store';
import type { Logger } from 'pino';
import {
  actsOf,
  addRoute,
  addWebApp,
  CLOSED_GATE,
  createAsSource,
  createAuthenticate,
  createCursors,
  createEvents,
  createLog,
  createMailer,
  createMetrics,
  createRates,
  createSeals,
  createServer,
  createSetupGate,
  createThrottle,
  createTickets,
  faultForLog,
  NO_WEB_APP,
  NODE_ROLES,
  sendProblem,
  sessionCookieName,
  sessionSecret,
  startMetricsServer,
  keepReasonOf,
  withoutTickets,
  namedOrigin,
} from './kernel/index.ts';
import type {
  Client,
  Contract,
  HubServices,
  MetricsServer,
  NodeRole,
  Rates,
  RouteParts,
  Settings,
  SetupGate,
  Slice,
} from './kernel/index.ts';
import { addOwnRoutes } from './own-routes.ts';
import type { Running } from './own-routes.ts';
import { demoOperations } from './membership/index.ts';
import type { Persona } from './membership/index.ts';
import { SLICES } from './slices.ts';

/** What a hub takes from outside; tests pass their own. */
export interface HubPorts {
  readonly now?: () => number;
  readonly newId?: () => string;
  readonly log?: Logger;
  /** A store that is open already; the hub does not close it. */
  readonly store?: Store;
  /** Whom anybody may be, without a password: only for a demonstration on invented data, on the loopback address. */
  readonly personas?: readonly Persona[];
}

/** A hub that runs. Disposing of it stops it gracefully. */
export interface Hub extends AsyncDisposable {
  /** `http://127.0.0.1:4040`. */
  readonly address: string;
  readonly metricsAddress: string;
  /** The single-use address of a hub that has no person yet; to be printed once. */
  readonly setupUrl: string | undefined;
  readonly store: Store;
  readonly settings: Settings;
  /** A request without a network, for tests. */
  readonly inject: FastifyInstance['inject'];
}

/** Longest time a stop waits for requests in work before their connections are closed. */
export const STOP_GRACE_MS = 8000;
/** How often a stopping hub looks for connections that have become idle. */
const SWEEP_MS = 50;

/** Starts a hub: store, slices in order, web server, figures. */
export async function startHub(settings: Settings, ports: HubPorts = {}): Promise<Hub> {
  const personas = personasFor(ports, settings);
  const clock = { now: ports.now ?? Date.now, newId: ports.newId ?? (() => crypto.randomUUID()) };
  const log = ports.log ?? createLog(settings.logLevel);
  const store = ports.store ?? (await openStore(storeOptions(settings, clock)));
  const stop = new AbortController();
  const metrics = createMetrics(() => store.backlog());
  const server = createServer(settings, {
    log,
    metrics,
    unreadable: SLICES.flatMap((slice) => slice.unreadable ?? []),
  });
  const parts = { settings, store, log, metrics, ...clock, signal: stop.signal };
  const rates = createRates(settings);
  const services = await createServices(parts, rates);
  const { gate, secret } = await setupGate(store, settings);
  const running: Running = { state: 'starting' };
  await addRoutes(server, { services, rates, gate, running, personas });
  const listening = await listen(server, services);
  const workers = settings.roles.includes('worker') ? SLICES : [];
  for (const slice of workers) await slice.start?.(services);
  running.state = 'ready';
  const unsay =
    ports.store === undefined
      ? await sayRunning(settings.dataDirectory, listening.addresses.address)
      : undefined;
  return {
    ...listening.addresses,
    setupUrl:
      secret === undefined
        ? undefined
        : `${settings.publicUrl ?? namedOrigin(listening.addresses.address)}/setup#${secret}`,
    store,
    settings,
    inject: server.inject.bind(server),
    async [Symbol.asyncDispose]() {
      if (running.state === 'stopping') return;
      running.state = 'stopping';
      stop.abort();
      for (const slice of workers.toReversed()) await slice.stop?.(services);
      await closeServer(server);
      await unsay?.();
      await services.mailer?.[Symbol.asyncDispose]();
      await listening.metricsServer[Symbol.asyncDispose]();
      if (ports.store === undefined) await store[Symbol.asyncDispose]();
    },
  };
}

/** A demonstration answers nobody but this machine. */
function personasFor({ personas }: HubPorts, { host }: Settings): readonly Persona[] | undefined {
  if (personas !== undefined && !LOOPBACK.has(host))
    throw new Error(
      `A demonstration lets anybody in, so it listens on 127.0.0.1 and not on "${host}"`,
    );
  return personas;
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/** People come in where the web is served. */
async function setupGate(
  store: Store,
  { roles }: Settings,
): Promise<{ gate: SetupGate; secret: string | undefined }> {
  const isOpen = roles.includes('web') && (await store.door.isNew());
  return isOpen ? createSetupGate() : { gate: CLOSED_GATE, secret: undefined };
}

interface Listening {
  addresses: { address: string; metricsAddress: string };
  metricsServer: MetricsServer;
}

/** The figures are one port above the hub's own unless somebody chose another. */
async function listen(
  server: FastifyInstance,
  { settings, metrics }: HubServices,
): Promise<Listening> {
  const { host, port } = settings;
  const bound = Number(new URL(await server.listen({ host, port })).port);
  const metricsServer = await startMetricsServer(metrics, {
    host,
    port: settings.metricsPort ?? (port === 0 ? 0 : Math.min(bound + 1, 65_535)),
    isChosen: settings.metricsPort !== undefined,
  });
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${String(bound)}`;
  return { addresses: { address, metricsAddress: metricsServer.address }, metricsServer };
}

function storeOptions(
  settings: Settings,
  clock: { now: () => number; newId: () => string },
): Parameters<typeof openStore>[0] {
  return {
    dataDirectory: settings.dataDirectory,
    ...(settings.databaseUrl === undefined ? {} : { databaseUrl: settings.databaseUrl }),
    worksBehind: settings.roles.includes('worker'),
    serves: true,
    ...clock,
  };
}

type Parts = Pick<
  HubServices,
  'settings' | 'store' | 'log' | 'metrics' | 'now' | 'newId' | 'signal'
>;

async function createServices(parts: Parts, rates: Rates): Promise<HubServices> {
  const { settings, store, log, metrics } = parts;
  const [cursorKey, sealKey] = await Promise.all([
    store.door.secret('cursor'),
    store.door.secret('totp'),
  ]);
  return {
    ...parts,
    cursors: createCursors(cursorKey),
    seals: createSeals(sealKey),
    throttle: createThrottle(settings.signInTries),
    mailer: settings.mail === undefined ? undefined : createMailer(settings.mail),
    events: createEvents((fault) => {
      metrics.faults.inc({ place: 'event' });
      log.error(faultForLog(fault), 'a listener failed');
    }),
    authenticate: withoutTickets(createAuthenticate(store, settings)),
    problem: sendProblem,
    countRequest: (caller, reply) => rates.ofCaller(caller, reply),
    countUnknown: (request, reply) => rates.ofAddress(request, reply),
  };
}

async function addRoutes(
  server: FastifyInstance,
  hub: {
    services: HubServices;
    rates: Rates;
    gate: SetupGate;
    running: Running;
    personas: readonly Persona[] | undefined;
  },
): Promise<void> {
  const { services, rates, gate, running, personas } = hub;
  const { store } = services;
  const tables = SLICES.map((slice) => slice.authority ?? {});
  const { settings, now, newId, events, cursors, seals, throttle, mailer } = services;
  const shared = {
    settings,
    now,
    newId,
    events,
    cursors,
    seals,
    throttle,
    mailer,
    tickets: createTickets(seals, now),
    setup: gate,
    isDemo: personas !== undefined,
  };
  const all = SLICES.flatMap((slice) => slice.operations);
  const operations = new Map(all.map((operation) => [operation.contract.name, operation]));
  const parts: RouteParts = {
    authenticate: createAuthenticate(store, settings),
    rates,
    asSource: createAsSource(store, throttle),
    settings,
    seals,
    contextFor: (request) => ({
      ...shared,
      door: store.door,
      client: clientOf(request, settings),
      may: (standing) => actsOf(tables, standing),
    }),
    operation: (name) => operations.get(name),
    onRefused: (refused) => services.metrics.refusals.inc({ code: refused.code }),
  };
  const { roles } = settings;
  const app = roles.includes('web') ? await addWebApp(server, settings.webDirectory) : NO_WEB_APP;
  for (const slice of SLICES) await addSlice(server, slice, { parts, services });
  if (personas !== undefined)
    for (const operation of demoOperations(personas)) addRoute(server, operation, parts);
  addOwnRoutes(server, { app, running, store, contracts: contractsOf(SLICES, roles) });
}

async function addSlice(
  server: FastifyInstance,
  slice: Slice,
  { parts, services }: { parts: RouteParts; services: HubServices },
): Promise<void> {
  const { roles } = services.settings;
  if (roles.includes('web')) {
    for (const operation of slice.operations) addRoute(server, operation, parts);
  }
  // Each slice's own protocols are encapsulated: its parsers and hooks are not its neighbours'.
  const { plugins } = slice;
  if (plugins !== undefined && roles.includes('exchange')) {
    await server.register(async (scope) => {
      await plugins(scope, services);
    });
  }
}

/** The contracts of these slices that a node of these roles serves, for the API page. */
export function contractsOf(
  slices: readonly Slice[],
  roles: readonly NodeRole[] = NODE_ROLES,
): Contract[] {
  return slices.flatMap(({ operations, documented = [] }) => [
    ...(roles.includes('web') ? operations.map(({ contract }) => contract) : []),
    ...(roles.includes('exchange') ? documented : []),
  ]);
}

function clientOf(request: FastifyRequest, settings: Settings): Client {
  const { publicUrl } = settings;
  const origin = publicUrl ?? `${request.protocol}://${request.host}`;
  return {
    address: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    origin,
    // Few ask for it, and reading an address costs each of the others.
    get linkOrigin() {
      return publicUrl ?? namedOrigin(origin);
    },
    get bringsSession() {
      return sessionSecret(request, sessionCookieName(settings)) !== undefined;
    },
    keepReason: keepReasonOf(request),
  };
}

/** Requests in work are answered; connections close as soon as they have nothing to do. */
async function closeServer(server: FastifyInstance): Promise<void> {
  const hurry = setTimeout(() => server.server.closeAllConnections(), STOP_GRACE_MS);
  const sweep = setInterval(() => server.server.closeIdleConnections(), SWEEP_MS);
  await server.close();
  clearTimeout(hurry);
  clearInterval(sweep);
}
