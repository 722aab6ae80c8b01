import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { etagOf, outcomeOf, outcomeOfRefusal, outcomeOfReplay, send } from './answers.ts';
import type { Exchange, Outcome } from './answers.ts';
import { isCrossSite } from './authenticate.ts';
import type { Authenticate } from './authenticate.ts';
import { API_BASE, scopesOf } from './contract.ts';
import type { Contract } from './contract.ts';
import { claim, claimOf, keepAnswer } from './idempotency.ts';
import type { Claim, KeptAnswer } from './idempotency.ts';
import { readInput } from './input.ts';
import { Answer } from './operation.ts';
import type { BoundOperation, Caller, PublicContext } from './operation.ts';
import { pathOf } from './problems.ts';
import type { Rates } from './rates.ts';
import { refuse, Refused } from './refusal.ts';
import type { Seals } from './seals.ts';
import type { Settings } from './settings.ts';
import { refusesTicket } from './source-tickets.ts';
import type { AsSource } from './source-tickets.ts';
import { ticketOf } from './ticket-header.ts';

/** What the routes of operations need. */
export interface RouteParts {
  readonly authenticate: Authenticate;
  readonly rates: Rates;
  /** For operations that take a ticket. */
  readonly asSource: AsSource;
  readonly settings: Settings;
  readonly seals: Seals;
  /** The context of one request, before its caller is known. */
  readonly contextFor: (request: FastifyRequest) => Omit<PublicContext, 'caller'>;
  readonly onRefused: (refused: Refused) => void;
  /** An operation by name, for the tag another one is held against. */
  readonly operation: (name: string) => BoundOperation | undefined;
}

/** Registers the route of one operation. */
export function addRoute(
  server: FastifyInstance,
  operation: BoundOperation,
  parts: RouteParts,
): void {
  const { contract } = operation;
  server.route({
    method: contract.method,
    url: API_BASE + contract.path.replace(/\{(\w+)\}/g, ':$1'),
    config: {
      ...(contract.rawBody === undefined ? {} : { rawBody: contract.rawBody }),
      ...(contract.namesNoCaller === true ? { namesNoCaller: true } : {}),
    },
    bodyLimit: contract.bodyMaxBytes ?? parts.settings.bodyMaxBytes,
    onRequest: async (request, reply) => {
      const caller = await admit(contract, parts, { request, reply });
      if (caller instanceof Refused) {
        parts.onRefused(caller);
        return send({ request, reply }, outcomeOfRefusal(caller, request), parts.settings);
      }
      request.caller = caller;
      return undefined;
    },
    handler: (request, reply) => answer(operation, parts, { request, reply }),
  });
}

/** Who calls, and whether they may call this at all: before the body is read. */
async function admit(
  contract: Contract,
  parts: RouteParts,
  { request, reply }: Exchange,
): Promise<Caller | Refused | undefined> {
  if (contract.authority === 'public') return admitAnybody(contract, parts, { request, reply });
  const caller = await parts.authenticate(request);
  if (caller instanceof Refused) {
    return parts.rates.ofAddress(request, reply) ?? caller;
  }
  const stopped = parts.rates.ofCaller(caller, reply);
  if (stopped !== undefined) return stopped;
  if (contract.authority === 'person' && caller.session === undefined) {
    return refuse('scope-missing', 'Only a signed-in person may do this, not a token');
  }
  const lacking = lacksScope(contract, caller);
  if (lacking !== undefined) return lacking;
  const ticket = ticketOf(request);
  if (ticket === undefined) return caller;
  return contract.takesTicket === true ? parts.asSource(caller, ticket) : refusesTicket();
}

function admitAnybody(
  contract: Contract,
  parts: RouteParts,
  { request, reply }: Exchange,
): Refused | undefined {
  const stopped = parts.rates.ofAddress(request, reply);
  if (stopped !== undefined) return stopped;
  // Signing somebody in from a page of another site would let that site choose the account.
  if (contract.method !== 'GET' && isCrossSite(request, parts.settings)) {
    return refuse('cross-site', 'Cannot take this from a page of another site');
  }
  return undefined;
}

function lacksScope(contract: Contract, caller: Caller): Refused | undefined {
  const held = caller.token?.scopes;
  if (held === undefined) return undefined;
  const missing = scopesOf(contract).filter((scope) => !held.includes(scope));
  if (missing.length === 0) return undefined;
  return refuse(
    'scope-missing',
    `The token lacks the scope "${missing.join('", "')}"; make one that has it`,
  );
}

/** Reads the input, works, and sends: with an idempotency key, what was answered before is answered again. */
async function answer(
  operation: BoundOperation,
  parts: RouteParts,
  exchange: Exchange,
): Promise<FastifyReply> {
  const { request } = exchange;
  const input = readInput(operation.contract, request);
  if (input instanceof Refused) {
    parts.onRefused(input);
    return send(exchange, outcomeOfRefusal(input, request), parts.settings);
  }
  const changed = await hasChanged(operation.contract, parts, request);
  if (changed !== undefined) {
    parts.onRefused(changed);
    return send(exchange, outcomeOfRefusal(changed, request), parts.settings);
  }
  const claimed = await claimFor(operation.contract, parts, request);
  if (claimed instanceof Refused) {
    parts.onRefused(claimed);
    return send(exchange, outcomeOfRefusal(claimed, request), parts.settings);
  }
  if (claimed !== undefined && 'status' in claimed) {
    return send(exchange, outcomeOfReplay(claimed), parts.settings);
  }
  const outcome = await work(operation, parts, { request, input });
  const { caller } = request;
  if (claimed !== undefined && caller !== undefined) {
    const { status, body, headers } = outcome;
    const { location } = headers;
    const kept = { status, body, ...(location === undefined ? {} : { location }) };
    await keepAnswer(caller.handle, claimed, { answer: kept, seals: parts.seals });
  }
  return send(exchange, outcome, parts.settings);
}

async function work(
  { contract, run }: BoundOperation,
  parts: RouteParts,
  { request, input }: { request: FastifyRequest; input: Parameters<BoundOperation['run']>[1] },
): Promise<Outcome> {
  const { caller } = request;
  const context = {
    ...parts.contextFor(request),
    caller,
    handle: caller?.handle,
    principal: caller?.principal,
    session: caller?.session,
  };
  const result = await run(context, input);
  if (result instanceof Refused) {
    parts.onRefused(result);
    return outcomeOfRefusal(result, request);
  }
  return outcomeOf(contract, result instanceof Answer ? result : new Answer({ output: result }));
}

/**
 * `If-Match` (RFC 9110 §13.1.1): what is to be changed is read as its GET operation would give it to this caller. A
 * change in the moment between is not seen; the store's own rules hold for it.
 */
async function hasChanged(
  contract: Contract,
  parts: RouteParts,
  request: FastifyRequest,
): Promise<Refused | undefined> {
  const header = request.headers['if-match'];
  if (header === undefined || contract.method === 'GET') return undefined;
  const reading = contract.tagOf === undefined ? undefined : parts.operation(contract.tagOf);
  if (reading === undefined) {
    return refuse('precondition-failed', 'Leave "If-Match" out: this address has no entity tag');
  }
  const { params } = request;
  const input = readInput(reading.contract, { params, query: {}, body: undefined });
  if (input instanceof Refused) return input;
  const { status, body } = await work(reading, parts, { request, input });
  const isSame = status === 200 && holds(header, etagOf(body));
  if (isSame || status === 404) return undefined;
  return refuse('precondition-failed', 'It has changed since you read it; read it again');
}

/** Strong comparison: a weak tag matches nothing. */
function holds(header: string, etag: string): boolean {
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim() === etag);
}

async function claimFor(
  contract: Contract,
  parts: RouteParts,
  request: FastifyRequest,
): Promise<Claim | KeptAnswer | Refused | undefined> {
  const header = request.headers['idempotency-key'];
  const { caller } = request;
  if (contract.idempotent !== true || header === undefined || caller === undefined) {
    return undefined;
  }
  const route = `${contract.method} ${pathOf(request.url)}`;
  const made = claimOf(header, route, request.bodyBytes ?? new Uint8Array());
  if (made instanceof Refused) return made;
  return (await claim(caller.handle, made, parts.seals)) ?? made;
}
