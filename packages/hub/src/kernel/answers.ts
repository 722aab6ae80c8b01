import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSecure, sessionCookieName } from './authenticate.ts';
import { statusOf } from './contract.ts';
import type { Contract } from './contract.ts';
import type { KeptAnswer } from './idempotency.ts';
import type { Answer, SessionChange } from './operation.ts';
import { pathOf, PROBLEM_TYPE, problemText } from './problems.ts';
import type { Refused } from './refusal.ts';
import type { Settings } from './settings.ts';

/** A request and its reply. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What goes out: decided before anything is sent, so that it can be kept for a replay first. */
export interface Outcome {
  readonly status: number;
  readonly body: string;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly session?: SessionChange;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** A good answer. Parsing it by the contract is the last fence: what the contract does not name does not leave. */
export function outcomeOf(contract: Contract, answer: Answer<unknown>): Outcome {
  const body =
    answer.json ??
    (contract.output === undefined ? '' : JSON.stringify(contract.output.parse(answer.output)));
  return {
    status: answer.status ?? statusOf(contract),
    body,
    type: JSON_TYPE,
    headers: answer.headers,
    ...(answer.session === undefined ? {} : { session: answer.session }),
  };
}

/** An answer that was given before to the same idempotency key. */
export function outcomeOfReplay({ status, body, location }: KeptAnswer): Outcome {
  const type = status >= 400 ? PROBLEM_TYPE : JSON_TYPE;
  const place = location === undefined ? {} : { location };
  return { status, body, type, headers: { 'idempotency-replayed': 'true', ...place } };
}

/** A refusal as an answer. */
export function outcomeOfRefusal(refused: Refused, request: FastifyRequest): Outcome {
  const { retryAfterSeconds, status } = refused;
  const headers: Record<string, string> = {};
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
  // Only "Bearer": a "Basic" challenge would make browsers put up their own sign-in window over the app.
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="tocsin"';
  const body = problemText(refused, { path: pathOf(request.url), requestId: request.id });
  return { status, body, type: PROBLEM_TYPE, headers };
}

/** A strong validator over the very bytes a reader is sent, never a revision of something shared. */
export function etagOf(body: string): string {
  return `"${hash('sha256', body, 'base64url').slice(0, 27)}"`;
}

/** Sends an answer; a read that has not changed is not sent again (RFC 9110 §13.1.2). */
export function send(
  { request, reply }: Exchange,
  outcome: Outcome,
  settings: Settings,
): FastifyReply {
  const { status, body, type, headers, session } = outcome;
  reply.headers(headers);
  if (session !== undefined) setSession(reply, settings, session);
  if (body === '') return reply.code(status).send();
  if (status === 200 && isRead(request.method)) {
    const etag = etagOf(body);
    reply.header('etag', etag);
    reply.header('vary', 'Authorization, Cookie');
    if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
  }
  return reply.code(status).type(type).send(body);
}

/** Answers a refusal outside the routes of operations. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Refused,
): FastifyReply {
  const { status, body, type, headers } = outcomeOfRefusal(refused, request);
  return reply.headers(headers).code(status).type(type).send(body);
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((one) => {
    const tag = one.trim();
    return tag === '*' || tag === etag || tag === `W/${etag}`;
  });
}

function setSession(reply: FastifyReply, settings: Settings, change: SessionChange): void {
  const name = sessionCookieName(settings);
  const options = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(settings),
  } as const;
  if (change === 'end') reply.clearCookie(name, options);
  else reply.setCookie(name, change.secret, { ...options, expires: new Date(change.expiresAt) });
}
