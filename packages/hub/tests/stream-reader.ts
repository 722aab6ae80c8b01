/** One event of a stream. */
export interface StreamEvent {
  id: string;
  event: string;
  data: Record<string, unknown>;
  /** Milliseconds since the epoch at which it was read. */
  at: number;
}

/** A reader of server-sent events. */
export class StreamReader implements AsyncDisposable {
  readonly status: number;
  readonly headers: Headers;
  readonly #abort: AbortController;
  readonly #events: StreamEvent[] = [];
  readonly #waiting = new Set<() => void>();
  isOver = false;

  constructor(response: Response, abort: AbortController) {
    this.status = response.status;
    this.headers = response.headers;
    this.#abort = abort;
    void this.#read(response);
  }

  static async open(
    url: string,
    token: string,
    headers: Record<string, string> = {},
  ): Promise<StreamReader> {
    const abort = new AbortController();
    const response = await fetch(url, {
      headers: { ...(token === '' ? {} : { authorization: `Bearer ${token}` }), ...headers },
      signal: abort.signal,
    });
    return new StreamReader(response, abort);
  }

  get events(): readonly StreamEvent[] {
    return this.#events;
  }

  /** The ids of the objects so far. */
  get objects(): string[] {
    return this.#events
      .filter((one) => one.event === 'object')
      .map((one) => String(one.data['id']));
  }

  /** Waits until the condition holds; fails after ten seconds. */
  async until(condition: (reader: StreamReader) => boolean): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!condition(this)) {
      if (Date.now() > deadline)
        throw new Error(`Still waiting after ${this.#events.length} events`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 200);
        this.#waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await new Promise((resolve) => setImmediate(resolve));
  }

  async #read(response: Response): Promise<void> {
    let rest = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) {
        rest += decoder.decode(chunk, { stream: true });
        const parts = rest.split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) this.#take(part);
        this.#wake();
      }
    } catch {
      // The reader left, or the server did.
    }
    this.isOver = true;
    this.#wake();
  }

  #take(part: string): void {
    const lines = part.split('\n');
    const field = (name: string): string =>
      lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
    if (field('event') === '') return;
    const id = field('id') || (this.#events.at(-1)?.id ?? '');
    this.#events.push({
      id,
      event: field('event'),
      data: JSON.parse(field('data')),
      at: Date.now(),
    });
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
