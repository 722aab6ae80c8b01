import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

/** One answer. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What is asked besides the path. */
export interface Asking {
  readonly method?: string;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks one server as one caller over connections that stay open. */
export class Client {
  readonly #agent: Agent;
  readonly #base: URL;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(address: string, headers: Readonly<Record<string, string>>) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: 64 });
    this.#base = new URL(address);
    this.#headers = headers;
  }

  /** Sends and gives the whole answer; a status of 400 and above is an error. */
  async ask(path: string, asking: Asking = {}): Promise<Answer> {
    const answer = await this.try(path, asking);
    if (answer.status < 400) return answer;
    const words = answer.body.toString('utf8', 0, 500);
    throw new Error(`${asking.method ?? 'GET'} ${path}: ${String(answer.status)} ${words}`);
  }

  /** The same, whatever the status. */
  try(path: string, { method = 'GET', body, headers = {} }: Asking = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: this.#base.hostname,
          port: this.#base.port,
          path,
          method,
          agent: this.#agent,
          headers: {
            ...this.#headers,
            ...headers,
            ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () => {
            const status = response.statusCode ?? 0;
            resolve({ status, headers: response.headers, body: Buffer.concat(parts) });
          });
          response.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Does a thing `count` times, `atOnce` at a time. */
export async function repeat(
  count: number,
  atOnce: number,
  act: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await act(index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Why the gate lets a published set through whole: one of its 9,715 objects quotes an attacker's password. */
const KEEP = { 'x-tocsin-keep': 'A published set' };

/** Headers of a TAXII client. */
export function taxiiHeaders(token: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    accept: 'application/taxii+json;version=2.1',
    ...KEEP,
  };
}

/** What a TAXII client adds when it posts. */
export const TAXII_BODY = { 'content-type': 'application/taxii+json;version=2.1' };

/** Headers of a REST client. */
export function restHeaders(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}`, ...KEEP };
}
