import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isReadingState } from '@tocsin/policy';
import type { CommunityView, Handle } from '@tocsin/store';
import { API_BASE, hidden, refuse, Refused } from '../../kernel/index.ts';
import type { Caller, HubServices } from '../../kernel/index.ts';
import { filterText } from './open-stream.ts';
import type { StreamQuery } from './open-stream.ts';
import { readyEvent } from './stream-events.ts';
import { Streams } from './streams.ts';

/** Where the live stream is. */
export const STREAM_PATH = `${API_BASE}/stream`;
/** Object types one stream can be narrowed to. */
export const STREAM_TYPES_MAX = 100;

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Proxies must not gather the stream up before passing it on.
  'x-accel-buffering': 'no',
  // A stream ends with its connection: without chunks each event is one write, half the work for the system.
  connection: 'close',
};

interface StreamSearch {
  readonly community?: unknown;
  readonly types?: unknown;
  readonly origin?: unknown;
  readonly last_event_id?: unknown;
}

/** `GET /api/v1/stream`: what is shared in a community, as it happens (server-sent events). */
export function addStream(server: FastifyInstance, hub: HubServices): void {
  const streams = new Streams(hub);
  server.get<{ Querystring: StreamSearch }>(
    STREAM_PATH,
    { exposeHeadRoute: false },
    (request, reply) => open(hub, streams, { request, reply }),
  );
  server.addHook('onClose', (_server, done) => {
    streams.stop();
    done();
  });
}

interface Exchange {
  request: FastifyRequest<{ Querystring: StreamSearch }>;
  reply: FastifyReply;
}

async function open(
  hub: HubServices,
  streams: Streams,
  { request, reply }: Exchange,
): Promise<FastifyReply> {
  const caller = await admit(hub, request);
  if (caller instanceof Refused) {
    return hub.problem(request, reply, hub.countUnknown(request, reply) ?? caller);
  }
  const stopped = hub.countRequest(caller, reply) ?? streams.refusal(caller.principal.id);
  if (stopped !== undefined) return hub.problem(request, reply, stopped);
  const query = await queryOf(caller, request.query);
  if (query instanceof Refused) return hub.problem(request, reply, query);
  const after = await startOf(hub, caller, { query, request });
  if (after instanceof Refused) return hub.problem(request, reply, after);
  const scope = { principal: caller.principal, handle: caller.handle, filter: filterText(query) };
  const ready = readyEvent(String(request.query.community), await hub.cursors.seal(scope, after));
  await caller.handle.exchange.opened(query.community, 'stream');
  reply.hijack();
  const response = reply.raw;
  if (response.destroyed) return reply;
  for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...STREAM_HEADERS })) {
    if (value !== undefined) response.setHeader(name, value);
  }
  response.removeHeader('transfer-encoding');
  response.writeHead(200);
  response.write(ready);
  const recheck = (): Promise<Caller | undefined> => stillThere(hub, request, query.community);
  const stream = streams.add({
    caller,
    query,
    after,
    isBack: lastEventOf(request) !== undefined,
    response,
    recheck,
  });
  // What was committed while the stream was being opened.
  await stream.read();
  return reply;
}

/** A person by cookie, or a token with the scope `stream`. */
async function admit(hub: HubServices, request: FastifyRequest): Promise<Caller | Refused> {
  const caller = await hub.authenticate(request);
  if (caller instanceof Refused) return caller;
  if (caller.token !== undefined && !caller.token.scopes.includes('stream')) {
    return refuse('scope-missing', 'The token lacks the scope "stream"; make one that has it');
  }
  return caller;
}

async function stillThere(
  hub: HubServices,
  request: FastifyRequest,
  community: string,
): Promise<Caller | undefined> {
  const caller = await admit(hub, request);
  if (caller instanceof Refused) return undefined;
  const found = await caller.handle.directory.community(community);
  return found !== undefined && isOpenTo(caller, found) ? caller : undefined;
}

async function queryOf(caller: Caller, search: StreamSearch): Promise<StreamQuery | Refused> {
  const { community, types, origin } = search;
  if (typeof community !== 'string' || !isName(community)) {
    return refuse('invalid', 'Say which community: "?community=" with its slug or id');
  }
  if (origin !== undefined && (typeof origin !== 'string' || !isName(origin))) {
    return refuse('invalid', 'Expected one id of an organization as "origin"');
  }
  const wanted = typesOf(types);
  if (wanted instanceof Refused) return wanted;
  const found = await caller.handle.directory.community(community);
  if (found === undefined || !isOpenTo(caller, found)) return hidden();
  return {
    community: found.id,
    ...(wanted === undefined ? {} : { types: wanted }),
    ...(origin === undefined ? {} : { origin }),
  };
}

/** The last event the caller got, when they come back. */
function lastEventOf(request: Exchange['request']): string | undefined {
  const last = request.headers['last-event-id'] ?? request.query.last_event_id;
  return typeof last === 'string' && last !== '' ? last : undefined;
}

/** The place after the last event the caller got; without one, now. */
async function startOf(
  hub: HubServices,
  caller: Caller,
  { query, request }: { query: StreamQuery; request: Exchange['request'] },
): Promise<number | Refused> {
  const last = lastEventOf(request);
  const { handle, principal } = caller;
  if (last !== undefined) {
    return hub.cursors.open({ principal, handle, filter: filterText(query) }, last);
  }
  return newestDate(handle, query.community);
}

/** The reader's own newest date added; 0 when they see nothing yet. */
async function newestDate(handle: Handle, community: string): Promise<number> {
  const page = await handle.exchange.page({
    community,
    limit: 1,
    order: 'newest-first',
    versions: ['all'],
  });
  return page.rows[0]?.dateAdded ?? 0;
}

function typesOf(types: unknown): string[] | Refused | undefined {
  if (types === undefined) return undefined;
  const list = typeof types === 'string' ? types.split(',') : [];
  if (list.length === 0 || list.length > STREAM_TYPES_MAX || !list.every(isType)) {
    return refuse('invalid', `Expected at most ${String(STREAM_TYPES_MAX)} STIX types as "types"`);
  }
  return list;
}

function isType(text: string): boolean {
  return /^[a-z0-9-]{1,250}$/.test(text);
}

function isName(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,100}$/.test(text);
}

function isOpenTo(caller: Caller, community: CommunityView): boolean {
  const only = caller.token?.community;
  return (only === undefined || only === community.id) && isReadingState(community.standing.state);
}
