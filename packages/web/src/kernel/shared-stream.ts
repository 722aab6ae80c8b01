/**
 * One live stream for all tabs of a browser. The tab that holds a lock listens to the hub and tells the others; when
 * it closes, the next takes the lock and goes on after the last event anybody was told.
 */

/** Something the hub said. */
export interface StreamEvent {
  /** `object`, `ended` and whatever else the hub sends. */
  readonly name: string;
  readonly data: string;
}

interface SharedStreamOptions {
  /** Where the hub sends events, without a place to go on from. */
  readonly address: string;
  /** Tabs with the same name share: whose stream it is and what it gives. */
  readonly name: string;
  /** The events to listen to: `ready`, whose id is the first place to go on from, and others. */
  readonly events: readonly string[];
  readonly onEvent: (event: StreamEvent) => void;
  /** The hub refused, or what the stream went on from no longer holds. */
  readonly onRefused: () => void;
}

type Message =
  | { readonly kind: 'event'; readonly event: StreamEvent; readonly place: string }
  | { readonly kind: 'place'; readonly place: string }
  | { readonly kind: 'where' };

const RETRY_MS = 10_000;

/** Joins the stream; the answer leaves it. */
export function joinStream(options: SharedStreamOptions): () => void {
  const tab = new Tab(options);
  return () => tab.leave();
}

class Tab {
  readonly #options: SharedStreamOptions;
  readonly #channel: BroadcastChannel;
  readonly #left = new AbortController();
  /** After which event to go on; empty before the first. */
  #place = '';
  #source: EventSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SharedStreamOptions) {
    this.#options = options;
    this.#channel = new BroadcastChannel(options.name);
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Message>) =>
      this.#hear(data),
    );
    this.#post({ kind: 'where' });
    void this.#lead();
  }

  leave(): void {
    this.#left.abort();
    this.#close();
    this.#channel.close();
  }

  /** Waits for the lock, then listens for as long as this tab stays. */
  async #lead(): Promise<void> {
    const { signal } = this.#left;
    // Plain http on a name other than localhost has no locks: there each tab listens for itself.
    if (navigator.locks === undefined) {
      this.#listen();
      return;
    }
    const untilLeft = new Promise<void>((done) => {
      signal.addEventListener('abort', () => done(), { once: true });
    });
    const work = async (): Promise<void> => {
      this.#listen();
      await untilLeft;
    };
    try {
      await navigator.locks.request(this.#options.name, { signal }, work);
    } catch {
      // Left while waiting.
    }
  }

  #listen(): void {
    const { address, events } = this.#options;
    const from = this.#place === '' ? '' : `&last_event_id=${encodeURIComponent(this.#place)}`;
    const source = new EventSource(address + from);
    this.#source = source;
    for (const name of events) {
      source.addEventListener(name, (event) => {
        const { lastEventId, data } = event as MessageEvent<string>;
        this.#place = lastEventId === '' ? this.#place : lastEventId;
        const told = { name, data };
        this.#post({ kind: 'event', event: told, place: this.#place });
        this.#take(told);
      });
    }
    source.addEventListener('error', () => {
      // The browser resumes by itself, with Last-Event-ID, unless the hub refused.
      if (source.readyState !== EventSource.CLOSED) return;
      this.#place = '';
      this.#options.onRefused();
      this.#again();
    });
  }

  #hear(message: Message): void {
    if (message.kind === 'where') {
      if (this.#source !== undefined && this.#place !== '') {
        this.#post({ kind: 'place', place: this.#place });
      }
      return;
    }
    this.#place = message.place;
    if (message.kind === 'event') this.#take(message.event);
  }

  #take(event: StreamEvent): void {
    this.#options.onEvent(event);
    if (event.name === 'ended' && this.#source !== undefined) this.#again();
  }

  #again(): void {
    this.#close();
    if (!this.#left.signal.aborted) this.#timer = setTimeout(() => this.#listen(), RETRY_MS);
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  #post(message: Message): void {
    if (!this.#left.signal.aborted) this.#channel.postMessage(message);
  }
}
