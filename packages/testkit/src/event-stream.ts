import { get } from 'node:http';
import type { Credentials } from './credentials.ts';

/** One server-sent event. */
export interface SentEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** A live stream as somebody follows it, over a connection of its own. */
export interface EventStream extends AsyncDisposable {
  readonly status: number;
  /** What came so far. */
  readonly events: readonly SentEvent[];
  /** Waits until nothing has come for some milliseconds. */
  quiet(milliseconds: number): Promise<void>;
}

/** Opens a stream; resolves with the answer's head. */
export function openEvents(url: string, as: Credentials): Promise<EventStream> {
  const events: SentEvent[] = [];
  return new Promise((resolve, reject) => {
    // An agent would keep further connections open, for which a hub that stops has to wait.
    const request = get(url, { headers: { ...as }, agent: false }, (response) => {
      let rest = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const parts = (rest + chunk).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) {
          const event = readEvent(part);
          if (event !== undefined) events.push(event);
        }
      });
      response.on('error', () => undefined);
      resolve({
        status: response.statusCode ?? 0,
        events,
        quiet: (milliseconds) => quiet(events, milliseconds),
        [Symbol.asyncDispose]: async () => {
          request.destroy();
          await new Promise((done) => setImmediate(done));
        },
      });
    });
    request.on('error', reject);
  });
}

async function quiet(events: readonly SentEvent[], milliseconds: number): Promise<void> {
  for (let before = -1; before !== events.length;) {
    before = events.length;
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
}

/** An event, or `undefined` for a comment that only keeps the connection open. */
function readEvent(part: string): SentEvent | undefined {
  const field = (name: string): string =>
    part
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? '';
  const event = field('event');
  return event === '' ? undefined : { id: field('id'), event, data: field('data') };
}
