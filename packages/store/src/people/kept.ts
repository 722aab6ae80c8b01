/** Entries kept; beyond it the one not used for longest goes. */
const KEPT_MAX = 4000;

/** Answers kept in memory for as long as the policy epoch they were read at stands. */
export class Kept<V> {
  readonly #entries = new Map<string, { epoch: number; value: V }>();

  /** The answer read at this epoch, or `undefined`. */
  get(key: string, epoch: number): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (entry.epoch !== epoch) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, epoch: number, value: V): void {
    if (this.#entries.size >= KEPT_MAX) {
      const oldest = this.#entries.keys().next().value;
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    this.#entries.set(key, { epoch, value });
  }
}
