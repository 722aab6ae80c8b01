import type { Matrix } from './matrix.ts';

/** A sign at its place: what its line runs along, from where to where on it, and how high its font is. */
interface Placed {
  readonly on: Matrix;
  readonly from: number;
  readonly to: number;
  readonly size: number;
}

/** How far apart two signs stand when a space is between them, and when they are on two lines, in heights of the font. */
const SPACE = 0.15;
const LINE = 0.5;
/** Back on the line: it is another column, or another text over it. */
const BACK = -0.5;

/** Puts signs together as they stand on the page: pages draw words in pieces, and mostly no spaces. */
export class Lines {
  readonly #parts: string[] = [];
  #end: readonly [x: number, y: number] | undefined;

  add(text: string, { on, from, to, size }: Placed): void {
    const [a, b, , , x, y] = on;
    if (this.#end !== undefined) {
      const length = Math.hypot(a, b);
      const height = Math.abs(size) * (length || 1) || 1;
      const [dx, dy] = [x + from * a - this.#end[0], y + from * b - this.#end[1]];
      // Along the line and across it, whichever way it runs.
      const along = length === 0 ? dx : (dx * a + dy * b) / length / height;
      const across = length === 0 ? dy : (dy * a - dx * b) / length / height;
      if (Math.abs(across) > LINE || along < BACK) this.#parts.push('\n');
      else if (along > SPACE) this.#parts.push(' ');
    }
    this.#parts.push(text);
    this.#end = [x + to * a, y + to * b];
  }

  text(): string {
    return this.#parts.join('').replaceAll(/ {2,}/g, ' ');
  }
}
