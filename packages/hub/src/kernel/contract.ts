import type { z } from 'zod';
import type { ProblemCode } from './problem-codes.ts';

/** What a token may be used for; the store's list, repeated because contracts reach the browser. */
export const TOKEN_SCOPES = ['read', 'write', 'stream', 'taxii'] as const;
/** One scope of a token. */
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** Who may call: anybody; a signed-in person; a signed-in person or a token with the scopes. */
export type Authority = 'public' | 'person' | 'reader';

/** An operation as data: enough for the router, the OpenAPI document, the web app, the command and the tests. */
export interface Contract {
  /** The operation's name: also its file and, in camel case, its function. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Under {@link API_BASE}; parameters in braces: `/communities/{community}`. */
  readonly path: string;
  /** Where the path begins instead: raw routes of other protocols, which are only described. */
  readonly base?: string;
  readonly summary: string;
  /** The slice, for grouping in the API page. */
  readonly tag: string;
  readonly authority: Authority;
  /** What a token needs, all of them. Absent for `reader`: `read` for GET, else `write`. */
  readonly scopes?: readonly TokenScope[];
  readonly input: {
    readonly params?: z.ZodType;
    readonly query?: z.ZodType;
    readonly body?: z.ZodType;
  };
  /** Absent: 204 without a body. */
  readonly output?: z.ZodType;
  /** Media type of the good answer; default `application/json`. */
  readonly mediaType?: string;
  /** How raw routes of other protocols refuse; default problem documents (RFC 9457). */
  readonly refusalAs?: { readonly mediaType: string; readonly schema: z.ZodType };
  /** The refusals particular to this operation; those every request can meet are not repeated. */
  readonly refusals: readonly ProblemCode[];
  /** Takes `Idempotency-Key`; for operations that create or send. */
  readonly idempotent?: boolean;
  /** Takes `Tocsin-Ticket`: it is then carried out as the sealed source the ticket stands for, and by nobody else. */
  readonly takesTicket?: boolean;
  /** Whoever calls it stands in no log line and leaves no instant beside their session: it makes a sealed source. */
  readonly namesNoCaller?: boolean;
  /** The GET operation with the same parameters whose `ETag` the header `If-Match` is held against. */
  readonly tagOf?: string;
  /** Default 200, or 201 for `POST` that is idempotent, or 204 without output. */
  readonly status?: number;
  /** Largest body in bytes; default the hub's `body_max_bytes`. */
  readonly bodyMaxBytes?: number;
  /** The body reaches the operation as received, unread, as a `Uint8Array`; for these media types only. */
  readonly rawBody?: readonly string[];
  /** Also throttled by address and account, because it tests a secret. */
  readonly testsSecret?: boolean;
}

/** Where the API lives. */
export const API_BASE = '/api/v1';

/** The whole address of a contract, its parameters in braces. */
export function addressOf({ base = API_BASE, path }: Contract): string {
  return base + path;
}

/** Keeps the literal types of a contract, so that input and output types follow from it. */
export function defineOperation<const C extends Contract>(contract: C): C {
  return contract;
}

type PartOf<C extends Contract, K extends 'params' | 'query' | 'body'> = C['input'] extends {
  readonly [key in K]: infer S extends z.ZodType;
}
  ? S
  : undefined;

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Sent<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What an operation is given: the parsed parts of the request. */
export interface InputOf<C extends Contract> {
  readonly params: Parsed<PartOf<C, 'params'>>;
  readonly query: Parsed<PartOf<C, 'query'>>;
  readonly body: C extends { readonly rawBody: readonly string[] }
    ? Uint8Array
    : Parsed<PartOf<C, 'body'>>;
}

/** What a caller sends: the request before defaults are filled in. */
export interface RequestOf<C extends Contract> {
  readonly params: Sent<PartOf<C, 'params'>>;
  readonly query: Sent<PartOf<C, 'query'>>;
  readonly body: Sent<PartOf<C, 'body'>>;
}

/** What an operation answers; `undefined` for 204. */
export type OutputOf<C extends Contract> = C extends { readonly output: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;

/** The status of a contract's good answer. */
export function statusOf(contract: Contract): number {
  if (contract.status !== undefined) return contract.status;
  if (contract.output === undefined) return 204;
  return contract.method === 'POST' && contract.idempotent === true ? 201 : 200;
}

/** The scopes a token needs for a contract. */
export function scopesOf(contract: Contract): readonly TokenScope[] {
  return contract.scopes ?? [contract.method === 'GET' ? 'read' : 'write'];
}
