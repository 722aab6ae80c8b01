/** Where an arrow key leads. */
export type Direction = 'up' | 'down' | 'left' | 'right';

/** A node where it is drawn; `y` grows downwards. Pixels. */
export interface DrawnNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

const TOWARDS: Readonly<Record<Direction, readonly [x: number, y: number]>> = {
  up: [0, -1],
  down: [0, 1],
  left: [-1, 0],
  right: [1, 0],
};
/** What is related is gone to before what only lies there, as long as it is not farther than so many times. */
const RELATED_SHARE = 0.4;
/** Beyond this angle to either side a node does not lie in the direction. Cosine of 75°. */
const ASIDE = Math.cos((75 * Math.PI) / 180);

/** The node an arrow key goes to: near, in the direction, and rather along a relation; `undefined`: there is none. */
export function nodeTowards(
  from: DrawnNode,
  direction: Direction,
  { nodes, related }: { nodes: readonly DrawnNode[]; related: ReadonlySet<string> },
): string | undefined {
  const [towardsX, towardsY] = TOWARDS[direction];
  let best: { readonly id: string; readonly cost: number } | undefined;
  for (const { id, x, y } of nodes) {
    const [dx, dy] = [x - from.x, y - from.y];
    const distance = Math.hypot(dx, dy);
    if (id === from.id || distance === 0) continue;
    const straightness = (dx * towardsX + dy * towardsY) / distance;
    if (straightness < ASIDE) continue;
    const cost = (distance / straightness) * (related.has(id) ? RELATED_SHARE : 1);
    if (best === undefined || cost < best.cost) best = { id, cost };
  }
  return best?.id;
}

/** The node before or after one in the order in which all are listed: nothing drawn is out of reach. */
export function nodeAfter(ids: readonly string[], id: string, by: 1 | -1): string | undefined {
  const place = ids.indexOf(id);
  return place === -1 ? ids[0] : ids[(place + by + ids.length) % ids.length];
}
