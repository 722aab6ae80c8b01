import type { StoreChange } from '@tocsin/store';
import type { HubServices, Refused } from '../../kernel/index.ts';
import { refuse } from '../../kernel/index.ts';
import { OpenStream } from './open-stream.ts';
import type { StreamParts } from './open-stream.ts';
import { Levels } from './stream-events.ts';

/** Streams one person or token may have open. */
export const STREAMS_PER_CALLER = 256;
/** Streams one node keeps open. */
export const STREAMS_MAX = 5000;
/** How often each stream is asked whether it is still alive and still allowed. */
export const HEARTBEAT_MS = 15_000;
/** Streams read at the same time: the rest wait their turn, so that a share does not stall the hub. */
const READS_AT_ONCE = 8;

/** All open streams of this node, woken by the store's commits. */
export class Streams {
  readonly #hub: HubServices;
  readonly #open = new Set<OpenStream>();
  readonly #perCaller = new Map<string, number>();
  readonly #waiting = new Set<OpenStream>();
  readonly #stopListening: () => void;
  readonly #timer: NodeJS.Timeout;
  readonly #levels = new Levels();
  #reading = 0;
  #isPumpDue = false;

  constructor(hub: HubServices, heartbeatMs: number = HEARTBEAT_MS) {
    this.#hub = hub;
    this.#stopListening = hub.store.onChange((change) => this.#changed(change));
    this.#timer = setInterval(() => this.#beat(), heartbeatMs);
    this.#timer.unref();
    hub.signal.addEventListener('abort', () => this.stop(), { once: true });
  }

  /** Why no further stream of this caller can be opened now. */
  refusal(principal: string): Refused | undefined {
    if ((this.#perCaller.get(principal) ?? 0) >= STREAMS_PER_CALLER) {
      const words = `Too many open streams: close one of your ${String(STREAMS_PER_CALLER)}`;
      return refuse('too-many-requests', words, { retryAfterSeconds: 30 });
    }
    if (this.#open.size >= STREAMS_MAX || this.#hub.signal.aborted) {
      const words = 'This hub keeps no further streams open now: try again later';
      return refuse('unavailable', words, { retryAfterSeconds: 30 });
    }
    return undefined;
  }

  add(parts: Omit<StreamParts, 'onEnd' | 'onFault' | 'now' | 'cursors' | 'levels'>): OpenStream {
    const stream = new OpenStream({
      ...parts,
      cursors: this.#hub.cursors,
      levels: this.#levels,
      now: this.#hub.now,
      onEnd: (ended) => this.#remove(ended),
      onFault: (fault) => {
        this.#hub.metrics.faults.inc({ place: 'stream' });
        this.#hub.log.error({ fault: fault instanceof Error ? fault.name : 'unknown' }, 'stream');
      },
    });
    this.#open.add(stream);
    const { principal } = stream;
    this.#perCaller.set(principal, (this.#perCaller.get(principal) ?? 0) + 1);
    this.#hub.metrics.openStreams.inc();
    return stream;
  }

  /** Ends every stream; readers come back to another node, or to this one when it is up again. */
  stop(): void {
    this.#stopListening();
    clearInterval(this.#timer);
    for (const stream of this.#open) stream.end('stopping');
  }

  get size(): number {
    return this.#open.size;
  }

  #remove(stream: OpenStream): void {
    if (!this.#open.delete(stream)) return;
    this.#waiting.delete(stream);
    const left = (this.#perCaller.get(stream.principal) ?? 1) - 1;
    if (left <= 0) this.#perCaller.delete(stream.principal);
    else this.#perCaller.set(stream.principal, left);
    this.#hub.metrics.openStreams.dec();
  }

  #changed(change: StoreChange): void {
    if (change.kind === 'policy') this.#levels.forget();
    for (const stream of this.#open) {
      // A change of policy that names no community may concern anybody.
      const isConcerned =
        change.communities.includes(stream.community) ||
        (change.kind === 'policy' && change.communities.length === 0);
      if (!isConcerned) continue;
      // Who may no longer read is let go at once, not when it is their turn to be read for.
      if (change.kind === 'policy') void stream.policyChanged();
      else this.#waiting.add(stream);
    }
    this.#pump();
  }

  /** Several commits before a stream's turn are one reading. */
  #pump(): void {
    for (const stream of this.#waiting) {
      if (this.#reading >= READS_AT_ONCE) return;
      this.#waiting.delete(stream);
      this.#reading += 1;
      void stream.read().finally(() => {
        this.#reading -= 1;
        this.#pumpSoon();
      });
    }
  }

  /**
   * Goes on in the next turn of the loop. What was written for those before leaves the process only between turns:
   * without one, the first reader of two hundred would get theirs when the last was read for.
   */
  #pumpSoon(): void {
    if (this.#isPumpDue) return;
    this.#isPumpDue = true;
    setImmediate(() => {
      this.#isPumpDue = false;
      this.#pump();
    });
  }

  #beat(): void {
    // Levels that were set to change by themselves.
    this.#levels.forget();
    for (const stream of this.#open) void stream.beat();
  }
}
