import { TAXII_MEDIA_TYPE } from './media-type.ts';
import type { ErrorMessage } from './resources.ts';
import { isRecord, textIn } from './loose.ts';

/** How a client shows who it is. */
export type TaxiiAuth =
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }
  /** `Authorization: Token …`, as some servers want it. */
  | { readonly kind: 'token'; readonly token: string };

/** How to talk to a server. */
export interface TaxiiClientOptions {
  /** The discovery address, such as `https://hub.example/taxii2/`. */
  url: string;
  auth?: TaxiiAuth;
  /** The fetch to use; a hub passes its guarded one. */
  fetch?: typeof fetch;
  /** Milliseconds for one request; default 60,000. */
  timeoutMs?: number;
  /** Bytes of one answer; default 64 MiB. */
  answerBytesMax?: number;
  /** Tries again after 429 and 503; default 3. */
  retries?: number;
  /** Waits; tests pass one that does not. */
  sleep?: (milliseconds: number) => Promise<void>;
  signal?: AbortSignal;
}

/** A request that failed: no answer, an error answer, or an answer that is not TAXII. */
export class TaxiiFault extends Error {
  override readonly name = 'TaxiiFault';
  /** The HTTP status; 0 when there was no usable answer. */
  readonly status: number;
  readonly url: string;
  /** The server's own words, when it sent a TAXII error. */
  readonly answer: ErrorMessage | undefined;
  constructor(message: string, at: { status: number; url: string; answer?: ErrorMessage }) {
    super(message);
    this.status = at.status;
    this.url = at.url;
    this.answer = at.answer;
  }
}

/** An answer, read whole. */
export interface TaxiiAnswer {
  status: number;
  headers: Headers;
  bytes: Uint8Array;
  /** The parsed body. */
  body: unknown;
}

/** Longest wait that a server's `Retry-After` can ask for. */
export const RETRY_WAIT_MAX_MS = 60_000;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Sends one request and reads its answer; tries again where the server says "later". */
export async function send(
  options: TaxiiClientOptions,
  request: { method: 'GET' | 'POST' | 'DELETE'; url: string; body?: string },
): Promise<TaxiiAnswer> {
  const sleep = options.sleep ?? wait;
  for (let attempt = 0; ; attempt += 1) {
    const response = await once(options, request);
    const isLater = response.status === 429 || response.status === 503;
    if (isLater && attempt < (options.retries ?? 3)) {
      await response.body?.cancel();
      await sleep(retryDelay(response.headers.get('retry-after'), attempt));
      continue;
    }
    return readAnswer(options, request.url, response);
  }
}

async function once(
  options: TaxiiClientOptions,
  request: { method: string; url: string; body?: string },
): Promise<Response> {
  const headers = new Headers({ accept: TAXII_MEDIA_TYPE });
  if (request.body !== undefined) headers.set('content-type', TAXII_MEDIA_TYPE);
  if (options.auth !== undefined) headers.set('authorization', authorization(options.auth));
  const limits = [AbortSignal.timeout(options.timeoutMs ?? 60_000)];
  if (options.signal !== undefined) limits.push(options.signal);
  const init: RequestInit = { method: request.method, headers, signal: AbortSignal.any(limits) };
  if (request.body !== undefined) init.body = request.body;
  try {
    return await (options.fetch ?? fetch)(request.url, init);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TaxiiFault(`Cannot reach "${request.url}": ${reason}`, {
      status: 0,
      url: request.url,
    });
  }
}

async function readAnswer(
  options: TaxiiClientOptions,
  url: string,
  response: Response,
): Promise<TaxiiAnswer> {
  const bytes = await readBytes(response, url, options.answerBytesMax ?? 64 * 1024 * 1024);
  const body = parse(bytes);
  const { status, headers } = response;
  if (status < 200 || status > 299) throw errorAnswer(url, status, body);
  // Servers send all sorts of content types (OpenCTI issue 5621): what counts is that it is JSON.
  if (body === undefined && bytes.length > 0) {
    const type = headers.get('content-type') ?? 'nothing';
    throw new TaxiiFault(
      `Cannot read the answer of "${url}": it says it is ${type} and is not JSON; check the address`,
      { status, url },
    );
  }
  return { status, headers, bytes, body };
}

function errorAnswer(url: string, status: number, body: unknown): TaxiiFault {
  if (!isRecord(body) || typeof body['title'] !== 'string') {
    return new TaxiiFault(`"${url}" answered ${status}`, { status, url });
  }
  const answer: ErrorMessage = { title: body['title'], http_status: String(status) };
  const description = textIn(body, 'description');
  if (description !== undefined) answer.description = description;
  const words = description === undefined ? answer.title : `${answer.title}: ${description}`;
  return new TaxiiFault(`"${url}" answered ${status}: ${words}`, { status, url, answer });
}

async function readBytes(response: Response, url: string, max: number): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body) {
      length += chunk.length;
      if (length > max) break;
      chunks.push(chunk);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TaxiiFault(`The answer of "${url}" broke off: ${reason}`, { status: 0, url });
  }
  if (length > max) {
    throw new TaxiiFault(
      `The answer of "${url}" is larger than ${max} bytes; ask for smaller pages`,
      {
        status: response.status,
        url,
      },
    );
  }
  return join(chunks, length);
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch {
    return undefined;
  }
}

function authorization(auth: TaxiiAuth): string {
  if (auth.kind === 'bearer') return `Bearer ${auth.token}`;
  if (auth.kind === 'token') return `Token ${auth.token}`;
  const bytes = new TextEncoder().encode(`${auth.user}:${auth.password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

function retryDelay(header: string | null, attempt: number): number {
  if (header !== null && /^\d{1,6}$/.test(header)) {
    return Math.min(Number(header) * 1000, RETRY_WAIT_MAX_MS);
  }
  return Math.min(500 * 2 ** attempt, RETRY_WAIT_MAX_MS);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
