import type { LightRow } from './light-row.ts';

/** What holds the things of one share together: a text becomes one of these, with a line for each value in it. */
const FRAMES: ReadonlySet<string> = new Set(['report', 'note', 'grouping', 'incident', 'campaign']);

/**
 * Marks the lines that came with the report or note above them, so that one share reads as one thing: its title, and
 * its values under it. Every line stays a line: what is chosen, copied or done is what stands there.
 */
export class ShareParts {
  /** Shares whose report or note was met; what follows on the next page belongs to it too. */
  readonly #led = new Set<string>();

  of(rows: readonly LightRow[]): LightRow[] {
    return rows.map((row, place) => {
      const { share, type } = row;
      if (share === undefined) return row;
      if (FRAMES.has(type)) {
        this.#led.add(share);
        return row;
      }
      const isNext = place === 0 || rows[place - 1]?.share === share;
      return isNext && this.#led.has(share) ? { ...row, isPart: true } : row;
    });
  }
}
