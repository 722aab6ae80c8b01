import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { fastifyCookie } from '@fastify/cookie';
import { fastify } from 'fastify';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { NotAReader, NotFound, PlanStale, SchemeNotAgreed } from '@tocsin/store';
import type { Logger } from 'pino';
import { sendProblem } from './answers.ts';
import { API_HEADERS, STRICT_TRANSPORT } from './headers.ts';
import { isSecure } from './authenticate.ts';
import { readJson } from './json-body.ts';
import { createIdHash, faultForLog } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { ProblemCode } from './problem-codes.ts';
import { hidden, refuse, Refused } from './refusal.ts';
import type { Settings } from './settings.ts';
import type { Unreadable } from './slice.ts';
import './request-types.ts';

/** Longest single part of a path. */
const PATH_PART_MAX = 2000;
/** Bytes of the request line and the headers together. */
const HEADERS_MAX_BYTES = 16 * 1024;
/** How often requests that come too slowly are looked for. */
const SLOW_LOOK_MS = 5000;
const KEEP_ALIVE_MS = 72_000;

/** What the web server is made with. */
export interface ServerParts {
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Protocols that say in a form of their own that an address cannot be read. */
  readonly unreadable?: readonly Unreadable[];
}

/** The web server without routes: limits, media types, headers, problem documents, logs and measures. */
export function createServer(
  settings: Settings,
  { log, metrics, unreadable = [] }: ServerParts,
): FastifyInstance {
  const headers = headersOf(settings);
  const server = fastify({
    http: {
      maxHeaderSize: HEADERS_MAX_BYTES,
      connectionsCheckingInterval: Math.min(settings.requestTimeoutSeconds * 1000, SLOW_LOOK_MS),
    },
    bodyLimit: settings.bodyMaxBytes,
    requestTimeout: settings.requestTimeoutSeconds * 1000,
    connectionTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    trustProxy: settings.trustProxy.length === 0 ? false : [...settings.trustProxy],
    routerOptions: { maxParamLength: PATH_PART_MAX },
    logger: false,
    genReqId: requestId,
    clientErrorHandler: refuseConnection,
    frameworkErrors: (error, request, reply) => {
      const refused = problemOf(error);
      metrics.refusals.inc({ code: refused.code });
      // No hook has run: such an address has no route.
      reply.headers(headers).header('x-request-id', request.id);
      const own = unreadable.find(({ under }) => request.url.startsWith(`${under}/`));
      void (own === undefined ? sendProblem(request, reply, refused) : own.answer(reply, refused));
    },
    exposeHeadRoutes: true,
  });
  server.server.maxConnections = settings.connectionsMax;
  server.server.headersTimeout = Math.min(settings.requestTimeoutSeconds, 20) * 1000;
  server.decorateRequest('caller', undefined);
  server.decorateRequest('bodyBytes', undefined);
  server.register(fastifyCookie, { hook: false });
  addBodies(server, settings);
  addHeaders(server, headers);
  addRecords(server, log, metrics);
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const refused = problemOf(error);
    metrics.refusals.inc({ code: refused.code });
    if (refused.code === 'fault') {
      metrics.faults.inc({ place: request.routeOptions.url ?? 'none' });
      log.error(
        { request: request.id, route: request.routeOptions.url, ...faultForLog(error) },
        'fault',
      );
      log.debug({ request: request.id, message: error.message }, 'fault');
    }
    return sendProblem(request, reply, refused);
  });
  return server;
}

const REQUEST_ID = /^[A-Za-z0-9._-]{1,100}$/;

function requestId(raw: IncomingMessage): string {
  const given = raw.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** JSON is read here; what a route takes unread reaches it as bytes; anything else is refused. */
function addBodies(server: FastifyInstance, settings: Settings): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    const taken = takeBody(request, body, settings);
    if (taken instanceof Refused) done(new RefusedError(taken));
    else done(null, taken);
  });
}

function takeBody(request: FastifyRequest, body: Buffer, settings: Settings): unknown {
  const header = request.headers['content-type'] ?? '';
  const type = (header.split(';')[0] ?? '').trim().toLowerCase();
  const { rawBody } = request.routeOptions.config;
  const wanted = rawBody ?? ['application/json'];
  const charset = /charset="?([\w-]+)/i.exec(header)?.[1]?.toLowerCase() ?? 'utf-8';
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (!wanted.includes(type) || !['utf-8', 'utf8'].includes(charset) || encoding !== 'identity') {
    return refuse(
      'media-type',
      `Cannot read this kind of body: send "${wanted.join('" or "')}" in UTF-8, not compressed`,
    );
  }
  request.bodyBytes = body;
  return rawBody === undefined ? readJson(body, { depthMax: settings.jsonDepthMax }) : body;
}

/** Carries a refusal through the framework, which knows only errors. */
class RefusedError extends Error {
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(refused.code);
    this.refused = refused;
  }
}

type Headers = Readonly<Record<string, string>>;

function headersOf(settings: Settings): Headers {
  return isSecure(settings)
    ? { ...API_HEADERS, 'strict-transport-security': STRICT_TRANSPORT }
    : API_HEADERS;
}

function addHeaders(server: FastifyInstance, headers: Headers): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers);
    reply.header('x-request-id', request.id);
    done();
  });
}

/** One line and one measurement a request; a plain read is worth a line only when somebody debugs. */
function addRecords(server: FastifyInstance, log: Logger, metrics: Metrics): void {
  const idHash = createIdHash();
  server.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'none';
    const status = String(reply.statusCode);
    metrics.requests.observe({ route, method, status }, reply.elapsedTime / 1000);
    const level = levelOf(method, reply.statusCode);
    if (log.isLevelEnabled(level)) {
      const ms = Math.round(reply.elapsedTime * 10) / 10;
      const caller = callerForLog(request, idHash);
      log[level](
        { request: request.id, method, route, status: reply.statusCode, ms, caller },
        'answered',
      );
    }
    done();
  });
}

/** A sealed source, and whoever makes one, is not named even by a hash: other lines name the same person. */
function callerForLog(
  { caller, routeOptions }: FastifyRequest,
  idHash: (id: string) => string,
): string | undefined {
  if (caller === undefined || caller.by !== undefined) return undefined;
  return routeOptions.config.namesNoCaller === true ? undefined : idHash(caller.principal.id);
}

function levelOf(method: string, status: number): 'debug' | 'info' | 'warn' {
  if (status >= 500) return 'warn';
  return method === 'GET' || method === 'HEAD' ? 'debug' : 'info';
}

const FRAMEWORK_CODES: Readonly<Record<string, [ProblemCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['too-large', 'The body is too large; send it in parts'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['media-type', 'Cannot read this kind of body'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad-request', 'The body is not as long as it says'],
  FST_ERR_BAD_URL: ['bad-request', 'The address is not well written'],
  FST_ERR_ASYNC_CONSTRAINT: ['fault', 'The hub failed; try again'],
  FST_ERR_MAX_PARAM_LENGTH: ['address-too-long', 'A part of the address is too long'],
};

function problemOf(error: unknown): Refused {
  if (error instanceof RefusedError) return error.refused;
  // Between telling who calls and reading for them, a token can be revoked or a person removed.
  if (error instanceof NotAReader) return refuse('unauthenticated', 'Sign in again');
  if (error instanceof NotFound) return hidden();
  if (error instanceof PlanStale) return busy();
  if (error instanceof SchemeNotAgreed) return refuse('policy-refused', NOT_AGREED);
  const code = errorField(error, 'code');
  const known = typeof code === 'string' ? FRAMEWORK_CODES[code] : undefined;
  if (known !== undefined) return refuse(known[0], known[1]);
  const status = errorField(error, 'statusCode');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return refuse('bad-request', 'Cannot read the request');
  }
  return refuse('fault', 'Something went wrong here, not with the request; it was recorded');
}

/** Also said by TAXII. */
export const NOT_AGREED =
  'The community has not agreed on its classification scheme yet: its chair adopts it under Rules';

/** Others changed the same things again and again; nothing was written. */
function busy(): Refused {
  const words = 'Others are changing the same things at this moment; try again';
  return refuse('unavailable', words, { retryAfterSeconds: 1 });
}

function errorField(error: unknown, field: 'code' | 'statusCode'): unknown {
  return typeof error === 'object' && error !== null && field in error
    ? Reflect.get(error, field)
    : undefined;
}

const CONNECTION_PROBLEMS: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

/** What is not even HTTP gets a small answer and a closed connection. */
function refuseConnection(
  error: Error & { code?: string },
  socket: import('node:net').Socket,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refused = refuse(
    CONNECTION_PROBLEMS[error.code ?? ''] ?? 'bad-request',
    'Cannot read the request',
  );
  const body = JSON.stringify({
    type: `/docs/problems#${refused.code}`,
    status: refused.status,
    detail: refused.words,
  });
  socket.end(
    `HTTP/1.1 ${String(refused.status)} Refused\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${String(Buffer.byteLength(body))}\r\nconnection: close\r\n\r\n${body}`,
  );
}
