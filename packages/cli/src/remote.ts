import { CommandFault, EXIT } from './faults.ts';
import type { ExitCode } from './faults.ts';

/** Longest time an answer may take. Milliseconds. */
const ANSWER_MS = 120_000;

/** Where the hub is and who asks. */
export interface RemoteOptions {
  hub?: string;
  token?: string;
}

/** A hub as a program uses it: REST with a token. */
export interface Remote {
  readonly base: string;
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
  send(path: string, body: Uint8Array, headers: Record<string, string>): Promise<unknown>;
  /** The live stream; ends when the signal does. */
  stream(path: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response>;
}

/** The hub named by `--hub` or `TOCSIN_HUB`, with the token of `--token` or `TOCSIN_TOKEN`. */
export function remoteOf(options: RemoteOptions): Remote {
  const base = (options.hub ?? process.env['TOCSIN_HUB'] ?? 'http://127.0.0.1:4040').replace(
    /\/$/,
    '',
  );
  const token = options.token ?? process.env['TOCSIN_TOKEN'];
  const authorized = (headers: Record<string, string> = {}): Record<string, string> => {
    if (token === undefined || token === '') {
      throw new CommandFault(
        EXIT.usage,
        'No token: set TOCSIN_TOKEN, or give --token; a token is made under Settings, or by "tocsin provision"',
      );
    }
    return { ...headers, authorization: `Bearer ${token}` };
  };
  return {
    base,
    ask: (method, path, body) =>
      answerOf(base, path, {
        method,
        headers: authorized(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    send: (path, body, headers) =>
      answerOf(base, path, {
        method: 'POST',
        headers: authorized(headers),
        body: new Uint8Array(body),
      }),
    stream: async (path, headers, signal) => {
      const response = await reach(base, path, { headers: authorized(headers), signal });
      if (!response.ok) throw await problemOf(response);
      return response;
    },
  };
}

async function answerOf(base: string, path: string, init: RequestInit): Promise<unknown> {
  const response = await reach(base, path, { ...init, signal: AbortSignal.timeout(ANSWER_MS) });
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined;
  return response.json();
}

async function reach(base: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`${base}${path}`, init);
  } catch (fault) {
    if (init.signal?.aborted === true) throw fault;
    throw new CommandFault(
      EXIT.later,
      `The hub at ${base} cannot be reached; is it running? ("tocsin status")`,
    );
  }
}

const CODES: Record<number, ExitCode> = {
  400: EXIT.usage,
  401: EXIT.refused,
  403: EXIT.refused,
  404: EXIT.notFound,
  409: EXIT.conflict,
  412: EXIT.conflict,
  422: EXIT.usage,
  429: EXIT.later,
  503: EXIT.later,
};

async function problemOf(response: Response): Promise<CommandFault> {
  const code = CODES[response.status] ?? EXIT.failed;
  const body: unknown = await response.json().catch(() => undefined);
  const lines = [
    textAt(body, 'detail') ??
      textAt(body, 'title') ??
      `The hub answered ${String(response.status)}`,
  ];
  const errors =
    typeof body === 'object' && body !== null && 'errors' in body ? body.errors : undefined;
  if (Array.isArray(errors)) {
    for (const error of errors)
      lines.push(`  ${textAt(error, 'pointer') ?? ''}: ${textAt(error, 'message') ?? ''}`);
  }
  return new CommandFault(code, lines.join('\n'));
}

function textAt(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null || !(key in value)) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : undefined;
}
