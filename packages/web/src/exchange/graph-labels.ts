/** A label somebody would like to see. Pixels. */
export interface WantedLabel {
  readonly text: string;
  readonly width: number;
  readonly height: number;
  /** Where it could stand, the best place first; `y` is its middle. */
  readonly places: readonly LabelPlace[];
  /** Greater is kept first. */
  readonly weight: number;
}

/** Where a label begins. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
}

/** What a label does not lie on where it can be helped. */
export interface Obstacle extends LabelPlace {
  readonly width: number;
  readonly height: number;
}

/** What is around labels. */
interface Surroundings {
  readonly obstacles?: readonly Obstacle[];
  /** What is drawn on: beyond its sides a label is cut off. */
  readonly frame?: { readonly width: number };
}

/** A label that stands. */
export type PlacedLabel<L> = L & LabelPlace;

/** Air around a label. */
const GAP = 2;

/**
 * The labels that fit without lying on one another: the weightier first, of equal ones those that came first. Each
 * stands at the first of its places where it is whole and lies on no obstacle either, as far as there is one. What does
 * not fit is shown when its node is pointed at.
 */
export function fittingLabels<L extends WantedLabel>(
  wanted: readonly L[],
  { obstacles = [], frame }: Surroundings = {},
): PlacedLabel<L>[] {
  const isClear = (placed: Obstacle): boolean => !obstacles.some((one) => isOver(one, placed));
  const isWhole = ({ x, width }: Obstacle): boolean =>
    frame === undefined || (x >= 0 && x + width <= frame.width);
  const kept: PlacedLabel<L>[] = [];
  for (const label of wanted.toSorted((a, b) => b.weight - a.weight)) {
    const free = label.places
      .map((place) => ({ ...label, ...place }))
      .filter((placed) => !kept.some((one) => isOver(one, placed)));
    const whole = free.filter(isWhole);
    const best = whole.find(isClear) ?? whole[0] ?? free.find(isClear) ?? free[0];
    if (best !== undefined) kept.push(best);
  }
  return kept;
}

function isOver(a: Obstacle, b: Obstacle): boolean {
  return (
    a.x < b.x + b.width + GAP &&
    b.x < a.x + a.width + GAP &&
    Math.abs(a.y - b.y) < (a.height + b.height) / 2 + GAP
  );
}
