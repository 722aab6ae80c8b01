/** Ranges kept of one row of somebody's reading; beyond it they are forgotten and entered again. */
export const RANGES_MAX = 2000;

/** Ranges of positions, merged where they touch: what is written down already need not be written again. */
export class Covered {
  /** Ascending, and apart from each other. */
  readonly #firsts: number[] = [];
  readonly #lasts: number[] = [];

  /** Whether one range holds all of `first` to `last`. */
  covers(first: number, last: number): boolean {
    const place = this.#placeOf(first);
    return place >= 0 && (this.#lasts[place] ?? -1) >= last;
  }

  /** Adds a range. */
  add(first: number, last: number): void {
    if (this.#firsts.length >= RANGES_MAX) {
      this.#firsts.length = 0;
      this.#lasts.length = 0;
    }
    let from = this.#placeOf(first);
    if (from < 0 || (this.#lasts[from] ?? -1) < first - 1) from += 1;
    let to = from;
    let start = first;
    let end = last;
    for (; to < this.#firsts.length && (this.#firsts[to] ?? 0) <= last + 1; to++) {
      start = Math.min(start, this.#firsts[to] ?? start);
      end = Math.max(end, this.#lasts[to] ?? end);
    }
    this.#firsts.splice(from, to - from, start);
    this.#lasts.splice(from, to - from, end);
  }

  /** How many ranges are kept. */
  get size(): number {
    return this.#firsts.length;
  }

  /** The last range that begins at or before a position; -1 when there is none. */
  #placeOf(position: number): number {
    let low = 0;
    let high = this.#firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#firsts[middle] ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
