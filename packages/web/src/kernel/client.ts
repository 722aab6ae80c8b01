import { ticketFor } from './acting.ts';
import { API_BASE, PROBLEMS } from './contract.ts';
import type { Contract, OutputOf, Problem, ProblemCode, RequestOf } from './contract.ts';
import { hubText, t } from './words.ts';

type Part = 'params' | 'query' | 'body';

/** What a caller gives: the parts the contract names, and no others. */
export type CallInput<C extends Contract> = {
  [K in Part as RequestOf<C>[K] extends undefined ? never : K]: RequestOf<C>[K];
};

/** How a call is made. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** For contracts that take one; the same key and body again are answered as before. */
  readonly idempotencyKey?: string;
  /** For contracts with a raw body: its text, byte for byte. Absent: the body as JSON. */
  readonly rawBody?: string;
  /** Only if it is still what this entity tag was given for (RFC 9110 §13.1.1). */
  readonly ifMatch?: string;
  /** The ticket of a sealed source; absent: of the one this tab acts as, if any. */
  readonly ticket?: string;
}

/** A refusal of the hub, or a hub that cannot be reached. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly code: ProblemCode | 'unreachable';
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem, code: ProblemCode | 'unreachable', retryAfterSeconds?: number) {
    super(hubText(problem.detail));
    this.name = 'ProblemError';
    this.problem = problem;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

let csrf: string | undefined;

/** Remembers the second secret of the session, which every change must carry. */
export function setCsrf(secret: string | undefined): void {
  csrf = secret;
}

/** Calls an operation of the hub. Rejects with {@link ProblemError} and nothing else. */
export async function call<C extends Contract>(
  contract: C,
  input: CallInput<C>,
  options: CallOptions = {},
): Promise<OutputOf<C>> {
  return (await callTagged(contract, input, options)).output;
}

/** The same, with the entity tag of what was read. */
export async function callTagged<C extends Contract>(
  contract: C,
  input: CallInput<C>,
  options: CallOptions = {},
): Promise<{ readonly output: OutputOf<C>; readonly tag: string | undefined }> {
  const parts: Partial<Record<Part, unknown>> = input;
  const response = await send(contract, parts, options);
  if (!response.ok) throw await problemOf(response, options);
  // The hub parsed this very output by this very contract before it sent it.
  const output = (
    response.status === 204 ? undefined : await wholeOf(response, options)
  ) as OutputOf<C>;
  return { output, tag: response.headers.get('etag') ?? undefined };
}

/** The messages of a refusal by the field they belong to: `/organization/name` becomes `organization.name`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {};
  const entries = (error.problem.errors ?? [])
    .filter(({ pointer }) => pointer.startsWith('/'))
    .map(
      ({ pointer, message }) => [pointer.slice(1).replaceAll('/', '.'), hubText(message)] as const,
    );
  return Object.fromEntries(entries);
}

/** Whether an error is this refusal. */
export function isProblem(error: unknown, code: ProblemCode | 'unreachable'): boolean {
  return error instanceof ProblemError && error.code === code;
}

async function send(
  contract: Contract,
  input: Partial<Record<Part, unknown>>,
  options: CallOptions,
): Promise<Response> {
  const headers = headersOf(contract, input, options);
  const body = bodyOf(contract, input.body, options);
  if (body !== undefined) headers.set('content-type', 'application/json');
  const request: RequestInit = { method: contract.method, headers, credentials: 'same-origin' };
  if (body !== undefined) request.body = body;
  if (options.signal !== undefined) request.signal = options.signal;
  try {
    return await fetch(addressOf(contract, input), request);
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw unreachable();
  }
}

function headersOf(
  contract: Contract,
  input: Partial<Record<Part, unknown>>,
  options: CallOptions,
): Headers {
  const headers = new Headers({ accept: 'application/json' });
  if (contract.method !== 'GET' && csrf !== undefined) headers.set('x-csrf', csrf);
  if (contract.idempotent === true) {
    headers.set('idempotency-key', options.idempotencyKey ?? crypto.randomUUID());
  }
  if (options.ifMatch !== undefined) headers.set('if-match', options.ifMatch);
  const ticket = ticketOf(contract, input, options);
  if (ticket !== undefined) headers.set('tocsin-ticket', ticket);
  return headers;
}

function ticketOf(
  { takesTicket }: Contract,
  { params }: Partial<Record<Part, unknown>>,
  { ticket }: CallOptions,
): string | undefined {
  if (takesTicket !== true) return undefined;
  return ticket ?? ticketFor(recordOf(params)['community']);
}

function addressOf(contract: Contract, input: Partial<Record<Part, unknown>>): string {
  const params = recordOf(input.params);
  const path = contract.path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(recordOf(input.query))) {
    if (typeof value === 'string' && value !== '') query.set(name, value);
  }
  const search = query.toString();
  return API_BASE + path + (search === '' ? '' : `?${search}`);
}

function bodyOf(contract: Contract, body: unknown, options: CallOptions): string | undefined {
  if (options.rawBody !== undefined) return options.rawBody;
  if (contract.method === 'GET' || contract.input.body === undefined) return undefined;
  return JSON.stringify(body ?? {});
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** An answer that broke off in the middle is as good as none: whether it was yes or no is not known. */
async function wholeOf(response: Response, { signal }: CallOptions): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw unreachable();
  }
}

async function problemOf(response: Response, options: CallOptions): Promise<ProblemError> {
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const said: Partial<Problem> = recordOf(isJson ? await wholeOf(response, options) : {});
  const { status } = response;
  const { type = 'about:blank', request_id = '', errors } = said;
  const title = said.title ?? t('The hub did not answer as expected');
  const detail =
    said.detail ?? t('It answered with status {{status}}. Try again.', { status: String(status) });
  const problem = { type, title, status, detail, request_id, ...(errors && { errors }) };
  const code = type.split('#')[1] ?? '';
  const after = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ProblemError(
    problem,
    isCode(code) ? code : 'fault',
    Number.isNaN(after) ? undefined : after,
  );
}

function isCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

function unreachable(): ProblemError {
  return new ProblemError(
    {
      type: 'about:blank',
      title: t('The hub cannot be reached'),
      status: 0,
      detail: t('Check the connection and try again. Nothing was sent twice.'),
      request_id: '',
    },
    'unreachable',
  );
}
